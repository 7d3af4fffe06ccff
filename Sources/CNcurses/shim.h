#ifndef CABDESK_CNCURSES_SHIM_H
#define CABDESK_CNCURSES_SHIM_H

// What Swift cannot import from ncurses as it is: globals, function-like macros, macros with casts, variadic functions.

#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <stdio.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <wchar.h>

extern int wcwidth(wchar_t);

/// Takes the environment's locale for characters if it is UTF-8, else C.UTF-8. 0 when neither can be had.
static inline int cn_use_utf8_locale(void) {
    if (setlocale(LC_CTYPE, "") != NULL && strcasecmp(nl_langinfo(CODESET), "UTF-8") == 0) return 1;
    return setlocale(LC_CTYPE, "C.UTF-8") != NULL;
}

/// Whether the environment's locale is UTF-8. Changes the locale of the process.
static inline int cn_has_utf8_locale(void) {
    return setlocale(LC_CTYPE, "") != NULL && strcasecmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

// Of term.h, which defines a macro for each capability.
extern int setupterm(const char *, int, int *);

/// Reads the entry of TERM in the terminal database, without a screen. 0 when there is none.
static inline int cn_load_terminal(void) {
    int error = 0;
    return setupterm(NULL, 1, &error) == OK;
}

/// A screen on the terminal that the descriptor is, to which standard output (of C's library) goes from now on, too: what
/// is sent past ncurses has to keep its place among what ncurses sends.
static inline SCREEN *cn_newterm(int descriptor) {
    FILE *output = fdopen(descriptor, "w");
    if (output == NULL) return NULL;
    stdout = output;
    return newterm(NULL, output, stdin);
}

extern int dup3(int, int, int);

/// Makes the second descriptor another one of what the first one is, inherited by no other program; -1 on failure.
static inline int cn_redirect(int descriptor, int second) { return dup3(descriptor, second, O_CLOEXEC); }

static inline WINDOW *cn_stdscr(void) { return stdscr; }
static inline WINDOW *cn_curscr(void) { return curscr; }
static inline int cn_colors(void) { return COLORS; }
static inline int cn_color_pairs(void) { return COLOR_PAIRS; }
static inline int cn_rows(WINDOW *window) { return getmaxy(window); }
static inline int cn_columns(WINDOW *window) { return getmaxx(window); }

static inline attr_t cn_bold(void) { return A_BOLD; }
static inline attr_t cn_dim(void) { return A_DIM; }
static inline attr_t cn_italic(void) { return A_ITALIC; }
static inline attr_t cn_underline(void) { return A_UNDERLINE; }
static inline attr_t cn_reverse(void) { return A_REVERSE; }

/// Sets attributes and a colour pair of any number: above 255 it travels in the last argument.
static inline int cn_set_style(WINDOW *window, attr_t attributes, int pair) {
    return wattr_set(window, attributes, 0, &pair);
}

/// Sends what sets attributes and a colour pair to standard output, as ncurses itself would.
static inline void cn_put_style(attr_t attributes, int pair) {
    vid_puts(attributes, (short)pair, &pair, putchar);
}

/// Sends text, past ncurses.
static inline void cn_put(const char *text) { fputs(text, stdout); }
static inline void cn_flush(void) { fflush(stdout); }

/// The sequence that places the cursor; NULL where the terminal has none.
static inline const char *cn_cursor_address(int row, int column) {
    char *place = tigetstr("cup");
    return place == NULL || place == (char *)-1 ? NULL : tiparm(place, row, column);
}

/// How many columns ncurses gives a character; -1 for one it does not know.
static inline int cn_columns_of(unsigned int scalar) { return wcwidth((wchar_t)scalar); }

static inline mmask_t cn_mouse_events(void) {
    return BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED;
}
static inline int cn_is_press(mmask_t state) { return (state & BUTTON1_PRESSED) != 0; }
static inline int cn_is_wheel_up(mmask_t state) { return (state & BUTTON4_PRESSED) != 0; }
static inline int cn_is_wheel_down(mmask_t state) { return (state & BUTTON5_PRESSED) != 0; }

/// The terminal's size as the kernel knows it (TIOCGWINSZ). 0 when it does not.
static inline int cn_window_size(int descriptor, int *rows, int *columns) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return 0;
    *rows = size.ws_row;
    *columns = size.ws_col;
    return 1;
}

/// The extent of the terminal's window in pixels. 0 when the terminal does not tell it.
static inline int cn_window_pixels(int descriptor, int *width, int *height) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_xpixel == 0 || size.ws_ypixel == 0) return 0;
    *width = size.ws_xpixel;
    *height = size.ws_ypixel;
    return 1;
}

/// A string of the terminal database, NULL where the terminal has none (the library tells two kinds of that apart).
static inline const char *cn_terminal_string(const char *name) {
    char *value = tigetstr(name);
    return value == (char *)-1 ? NULL : value;
}

#endif
