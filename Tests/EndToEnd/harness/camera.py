"""A photo of the screen, and a scanner for the QR codes on it (zbarimg)."""

import pathlib
import subprocess

from .screen import Screen

# Pixels a module, and the names of colours that pyte uses beside hexadecimal ones.
SCALE = 6
NAMES = {
    "black": "000000", "red": "cd0000", "green": "00cd00", "brown": "cdcd00", "blue": "0000ee", "magenta": "cd00cd",
    "cyan": "00cdcd", "white": "e5e5e5",
}


def qr_codes(screen: Screen, folder: pathlib.Path) -> list[str]:
    """What the QR codes on the screen say."""
    path = folder / "screen.pgm"
    path.write_bytes(photo(screen))
    result = subprocess.run(["zbarimg", "--quiet", "--raw", str(path)], capture_output=True, text=True, timeout=60)
    return result.stdout.splitlines()


def photo(screen: Screen) -> bytes:
    """A PGM image, each cell twice as high as it is wide; of the characters, only half blocks show."""
    columns, rows = screen.screen.columns, screen.screen.lines
    pixels = bytearray()
    for row in range(rows):
        cells = [halves(screen.screen.buffer[row][column]) for column in range(columns)]
        for half in (0, 1):
            pixels += b"".join(bytes([cell[half]]) * SCALE for cell in cells) * SCALE
    return f"P5 {columns * SCALE} {2 * rows * SCALE} 255\n".encode() + bytes(pixels)


def halves(cell) -> tuple[int, int]:
    """The brightness of a cell's upper and lower half."""
    front, back = brightness(cell.fg, 229), brightness(cell.bg, 0)
    if cell.reverse:
        front, back = back, front
    return {"█": (front, front), "▀": (front, back), "▄": (back, front)}.get(cell.data, (back, back))


def brightness(colour: str, default: int) -> int:
    if colour == "default":
        return default
    text = NAMES.get(colour.removeprefix("bright"), colour)
    return sum(bytes.fromhex(text)) // 3
