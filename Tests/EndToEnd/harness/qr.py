"""QR codes on a screen, read as a phone's camera would: the cells become an image, and zbar decodes it."""

import subprocess

import pyte

# Pixels a module; a cell is one module wide and two high.
SCALE = 4

# What the halves of a cell show: true where the character paints, false where its background shows.
_HALVES = {" ": (False, False), "▀": (True, False), "▄": (False, True), "█": (True, True)}


def decode(screen: pyte.Screen) -> list[str]:
    """The texts of the QR codes that are whole on the screen, in no order."""
    return _read(_image(screen))


def _image(screen: pyte.Screen) -> bytes:
    """The screen as a portable graymap (PGM): only the code is dark on light; other text is a mid grey."""
    rows = []
    for row in range(screen.lines):
        upper, lower = bytearray(), bytearray()
        for column in range(screen.columns):
            cell = screen.buffer[row][column]
            halves = _HALVES.get(cell.data)
            foreground, background = _brightness(cell)
            for line, half in ((upper, 0), (lower, 1)):
                value = background if halves is None else foreground if halves[half] else background
                line += bytes([value]) * SCALE
        rows += [bytes(upper)] * SCALE + [bytes(lower)] * SCALE
    return b"P5 %d %d 255\n" % (screen.columns * SCALE, len(rows)) + b"".join(rows)


def _brightness(cell) -> tuple[int, int]:
    """Of the foreground and of the background, 0 to 255."""
    foreground, background = _luminance(cell.fg, 255), _luminance(cell.bg, 0)
    return (background, foreground) if cell.reverse else (foreground, background)


_NAMED = {"black": 0, "red": 60, "green": 100, "brown": 120, "blue": 50, "magenta": 90, "cyan": 140, "white": 255}


def _luminance(colour: str, default: int) -> int:
    if colour == "default":
        return default
    if len(colour) == 6 and all(digit in "0123456789abcdefABCDEF" for digit in colour):
        red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
        return (red * 299 + green * 587 + blue * 114) // 1000
    return 255 if colour.startswith("bright") else _NAMED.get(colour, default)


def _read(image: bytes) -> list[str]:
    # 4: nothing was found. Everything but QR codes is off, so that no pattern of a text passes for a bar code.
    found = subprocess.run(
        ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", "-"],
        input=image, capture_output=True, check=False,
    )
    assert found.returncode in (0, 4), found.stderr.decode(errors="replace")
    return found.stdout.decode().splitlines()
