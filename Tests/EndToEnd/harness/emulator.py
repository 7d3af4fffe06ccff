"""Shows the bytes of a program as a terminal does: pyte, corrected where real terminals differ."""

import re
import unicodedata

import pyte
import pyte.modes
from wcwidth import wcwidth


class Emulator(pyte.Screen):
    """A screen of cells. pyte 0.8.2 drops the rest of a text behind a mark of combining class 0 (a vowel sign of
    Devanagari, a variation selector), joins marks to the next line, shows one half of a wide character whose other half
    was written over, and knows neither REP, SU, SD nor CBT.

    `width` answers how many columns the terminal gives a character, as `wcwidth` does.
    """

    def __init__(self, columns: int, lines: int, width=wcwidth):
        self._width = width
        self._last = " "
        super().__init__(columns, lines)

    @property
    def display(self) -> list[str]:
        """The lines. The second column of a wide character has an empty text."""
        return ["".join(self.buffer[y][x].data for x in range(self.columns)) for y in range(self.lines)]

    def draw(self, data: str) -> None:
        """Text at the cursor. What is not printed takes nothing of what follows with it."""
        for character in data:
            columns = self._width(character)
            if columns > 0:
                self._put(character, columns)
            elif columns == 0:
                self._join(character)

    def _put(self, character: str, columns: int) -> None:
        if self.cursor.x + columns > self.columns:
            # xterm's control sequences, DECAWM: a wide character that does not fit goes to the next line whole.
            if pyte.modes.DECAWM in self.mode:
                self.carriage_return()
                self.linefeed()
            else:
                self.cursor.x = self.columns - columns
        if pyte.modes.IRM in self.mode:
            self.insert_characters(columns)
        line = self.buffer[self.cursor.y]
        for edge in (self.cursor.x, self.cursor.x + columns):
            if edge < self.columns and line[edge].data == "":
                line[edge - 1], line[edge] = (line[x]._replace(data=" ") for x in (edge - 1, edge))
        for x in range(columns):
            line[self.cursor.x + x] = self.cursor.attrs._replace(data="" if x else character)
        # Behind the last column, the next character goes to the next line.
        self.cursor.x += columns
        self._last = character

    def _join(self, mark: str) -> None:
        """Joins what takes no column to the character before, whatever its combining class (Unicode, section 3.6)."""
        line = self.buffer[self.cursor.y]
        before = next((x for x in reversed(range(self.cursor.x)) if line[x].data), None)
        if before is not None:
            line[before] = line[before]._replace(data=unicodedata.normalize("NFC", line[before].data + mark))

    def resize(self, lines: int | None = None, columns: int | None = None) -> None:
        """As pyte's; tab stops reach as far as the columns."""
        super().resize(lines, columns)
        self.tabstops.update(range(8, self.columns, 8))

    def repeat(self, count: int = 1) -> None:
        """REP (ECMA-48, 8.3.103): the last character again."""
        self.draw(self._last * max(1, count))

    def back_tab(self, count: int = 1) -> None:
        """CBT (ECMA-48, 8.3.7): back to the tab stop before."""
        for _ in range(max(1, count)):
            self.cursor.x = max((stop for stop in self.tabstops if stop < self.cursor.x), default=0)

    def scroll_up(self, count: int = 1) -> None:
        """SU (ECMA-48, 8.3.147): the lines between the margins move up, and the cursor stays."""
        self._scroll(self.delete_lines, count)

    def scroll_down(self, count: int = 1) -> None:
        """SD (ECMA-48, 8.3.113): the lines between the margins move down, and the cursor stays."""
        self._scroll(self.insert_lines, count)

    def _scroll(self, move, count: int) -> None:
        x, y = self.cursor.x, self.cursor.y
        self.cursor.y = self.margins.top if self.margins else 0
        # pyte moves only lines that were written to once.
        for line in range(self.lines):
            self.buffer[line]
        move(max(1, count))
        self.cursor.x, self.cursor.y = x, y


class EmulatorStream(pyte.ByteStream):
    """Reads what a program writes for an `Emulator`."""

    csi = pyte.ByteStream.csi | {"b": "repeat", "Z": "back_tab", "S": "scroll_up", "T": "scroll_down"}

    # Pictures in the protocol of kitty and in sixels, which change no cell. pyte would show them as text.
    PICTURE = re.compile(rb"\x1b(?:_G|P[0-9;]*q)[^\x1b]*\x1b\\")
    UNFINISHED = re.compile(rb"\x1b(?:_(?:G[^\x1b]*\x1b?)?|P[0-9;]*(?:q[^\x1b]*\x1b?)?)?$")

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self._waiting = b""

    def feed(self, data: bytes) -> None:
        data = self.PICTURE.sub(b"", self._waiting + data)
        unfinished = self.UNFINISHED.search(data)
        end = unfinished.start() if unfinished else len(data)
        self._waiting = data[end:]
        super().feed(data[:end])
