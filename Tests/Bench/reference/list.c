/* The least program that paints the first page of a store's tickets: SQLite's C interface and ncurses, nothing else.
 * Reads the numbers of the views and one page of rows, paints them in the columns of Cabdesk's list, waits for a key.
 * usage: list STORE.SQLITE */
#define _XOPEN_SOURCE 700
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <wchar.h>

static sqlite3_stmt *prepare(sqlite3 *database, const char *sql)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK) {
        endwin();
        fprintf(stderr, "%s\n", sqlite3_errmsg(database));
        exit(1);
    }
    return statement;
}

/* Paints as much of the text as fits into so many columns. */
static void paint(int row, int column, int columns, const unsigned char *text)
{
    wchar_t wide[512];
    size_t length = mbstowcs(wide, text ? (const char *) text : "", 511);
    if (length == (size_t) -1)
        return;
    int used = 0, count = 0;
    while (count < (int) length) {
        int width = wcwidth(wide[count]);
        if (used + width > columns)
            break;
        used += width > 0 ? width : 0;
        count++;
    }
    mvaddnwstr(row, column, wide, count);
}

static void paint_day(int row, int column, sqlite3_int64 milliseconds)
{
    char day[16];
    time_t seconds = milliseconds / 1000;
    strftime(day, sizeof day, "%d.%m.%Y", localtime(&seconds));
    mvaddstr(row, column, day);
}

int main(int count, char **arguments)
{
    if (count != 2)
        return 2;
    setlocale(LC_ALL, "");
    sqlite3 *database;
    if (sqlite3_open_v2(arguments[1], &database, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        return 1;
    initscr();
    raw();
    noecho();
    keypad(stdscr, true);
    start_color();
    use_default_colors();
    init_pair(1, COLOR_CYAN, -1);

    sqlite3_stmt *counts = prepare(database, "SELECT status, count FROM ticket_count");
    for (int column = 1; sqlite3_step(counts) == SQLITE_ROW; column += 20)
        mvprintw(1, column, "%s %d", sqlite3_column_text(counts, 0), sqlite3_column_int(counts, 1));
    attron(A_REVERSE);
    mvprintw(2, 0, "%-*s", COLS, "      No Topic        Subject");
    attroff(A_REVERSE);

    sqlite3_stmt *rows = prepare(database,
        "SELECT t.number, json_extract(p.json, '$.title.en'), t.subject, t.status, t.created, t.resolved,"
        " t.last_foreign > t.read_up_to, t.attachment_count > 0"
        " FROM ticket t LEFT JOIN topic p ON p.id = t.topic"
        " ORDER BY t.is_unsent DESC, t.updated DESC, t.id DESC LIMIT ?");
    sqlite3_bind_int(rows, 1, LINES - 5);
    int subject = COLS - 62;
    for (int row = 3; sqlite3_step(rows) == SQLITE_ROW; row++) {
        mvaddstr(row, 1, sqlite3_column_int(rows, 6) ? "●" : " ");
        mvaddstr(row, 2, sqlite3_column_int(rows, 7) ? "+" : " ");
        mvprintw(row, 4, "%6d", sqlite3_column_int(rows, 0));
        paint(row, 11, 12, sqlite3_column_text(rows, 1));
        paint(row, 24, subject, sqlite3_column_text(rows, 2));
        attron(COLOR_PAIR(1));
        paint(row, 25 + subject, 12, sqlite3_column_text(rows, 3));
        attroff(COLOR_PAIR(1));
        paint_day(row, 38 + subject, sqlite3_column_int64(rows, 4));
        if (sqlite3_column_type(rows, 5) != SQLITE_NULL)
            paint_day(row, 49 + subject, sqlite3_column_int64(rows, 5));
    }
    mvaddstr(LINES - 1, 1, "q quits");
    refresh();
    while (getch() != 'q')
        ;
    endwin();
    return 0;
}
