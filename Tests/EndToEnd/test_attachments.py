"""Attachments in people's hands: saved, opened and looked at, empty ones, and names in old character sets."""

import os
import re
import stat
import struct
import zlib

import pytest

from harness.files import sha256
from test_commands import file_ticket, unique

VIEWER = """
[ui.viewers]
"text/*" = ["sh", "-c", "cp \\"$0\\" {target}; ls -l \\"$0\\" > {target}.path", "{{}}"]
"""


@pytest.fixture
def shown(dispatcher, open_screen, tmp_path):
    """Opens the program, in a store of its own, at a ticket with a text file; a viewer copies what it is shown."""
    target = tmp_path / "viewed"

    def shown(name="звіт за лютий.txt", content="перший рядок\nдругий рядок\n", rows=24, columns=80):
        path = tmp_path / name
        path.write_text(content)
        subject = unique("Звіт")
        file_ticket(dispatcher, "--attach", str(path), "--subject", subject, text="Ось він.")
        [config] = [path for path in dispatcher.files() if path.name == "config.toml"]
        config.write_text(config.read_text() + VIEWER.format(target=target))
        screen = open_screen([dispatcher.program], dispatcher.environment, rows=rows, columns=columns)
        screen.wait_for("online")
        screen.press("/", subject, "Enter")
        screen.wait_for(subject)
        screen.press("Enter")
        screen.wait_for(name[:10])
        return screen

    shown.target = target
    return shown


def viewed_files(client) -> list:
    return [path for path in client.files() if "/viewed/" in str(path)]


def test_save_open_and_preview_do_what_they_say_in_a_fresh_store(dispatcher, shown, tmp_path):
    content = "перший рядок\nдругий рядок\n"
    screen = shown(content=content)
    screen.press("s")
    screen.wait_for("Which file to save?")
    screen.press("p")
    screen.wait_for("другий рядок")
    screen.press("Esc")
    screen.wait_until_gone("другий рядок")
    screen.press("o")
    screen.wait_for(lambda screen: shown.target.exists() and shown.target.read_text() == content)
    # Looked at again: the same copy, under the file's own name, and not one more.
    screen.wait_for("online")
    screen.press("s", "p")
    screen.wait_for("другий рядок")
    [copy] = viewed_files(dispatcher)
    assert copy.name == "звіт за лютий.txt" and copy.read_text() == content
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    screen.press("Esc")
    screen.wait_until_gone("другий рядок")
    screen.press("Enter")
    screen.wait_for("Folder to save into")
    screen.press("^U", str(tmp_path / "saved"), "Enter")
    screen.wait_for("Saved as")
    assert (tmp_path / "saved" / "звіт за лютий.txt").read_text() == content
    screen.press("^Q")


@pytest.fixture
def with_picture(dispatcher, open_screen, tmp_path):
    """Opens the program at a ticket with a picture, in a window of this size and with these variables."""

    def opened(pixels=None, **variables):
        (tmp_path / "photo.png").write_bytes(png(160, 120))
        subject = unique("Фото")
        file_ticket(dispatcher, "--attach", str(tmp_path / "photo.png"), "--subject", subject, text="Ось воно.")
        environment = {
            name: value for name, value in dispatcher.environment.items()
            if name not in ("TMUX", "STY", "ZELLIJ", "TERM_PROGRAM", "LC_TERMINAL", "KITTY_WINDOW_ID")}
        screen = open_screen([dispatcher.program], environment | variables, term="xterm-256color")
        if pixels:
            screen.resize_in_pixels(*pixels)
        screen.wait_for("online")
        screen.press("/", subject, "Enter")
        screen.wait_for(subject)
        screen.press("Enter")
        screen.wait_for("photo.png")
        screen.press("s")
        screen.wait_for("Which file to save?")
        return screen

    return opened


def png(width: int, height: int) -> bytes:
    """A picture whose colours change from left to right and from top to bottom."""
    rows = b"".join(
        b"\0" + bytes(value for x in range(width) for value in (x * 255 // width, y * 255 // height, 128))
        for y in range(height))

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_a_picture_is_made_of_characters_until_the_terminal_says_that_it_shows_sixels(with_picture):
    screen = with_picture(pixels=(800, 480))
    before = screen.lines
    screen.press("p")
    screen.wait_for(lambda screen: "photo.png" in screen and any(block in screen for block in "▄▀█▌▐▖▗"))
    assert b"\x1bP" not in screen.raw and screen.raw.count(b"\x1b[c") == 1
    screen.press("\x1b[?62;4;22c")
    screen.wait_for(lambda screen: b"\x1b\\" in screen.raw.partition(b"\x1bP0;1q")[2])
    screen.wait_for(lambda screen: not any(block in screen for block in "▄▀█▌▐▖▗"))
    # What lies over it shows without it, and then the picture is there again.
    screen.press("?")
    screen.wait_for("Page up")
    screen.press("Esc")
    screen.wait_for(lambda screen: screen.raw.count(b"\x1bP0;1q") == 2)
    screen.press("Esc")
    screen.wait_for(lambda screen: screen.lines[:-2] == before[:-2])
    screen.press("^Q")
    assert screen.wait_for_end() == 0


def test_a_terminal_that_decodes_pictures_gets_the_file_and_forgets_it(with_picture):
    screen = with_picture(KITTY_WINDOW_ID="1")
    before = screen.lines
    screen.press("p")
    screen.wait_for(lambda screen: b"\x1b_Gm=0;" in screen.raw or b",m=0;" in screen.raw)
    [picture] = re.findall(rb"\x1b_G(a=T,f=100,[^;]*);", screen.raw)
    assert b"c=16,r=6" in picture and b"q=2" in picture
    assert b"\x1b_Ga=d" not in screen.raw
    screen.press("Esc")
    screen.wait_for(lambda screen: b"\x1b_Ga=d,d=I," in screen.raw)
    screen.wait_for(lambda screen: screen.lines[:-2] == before[:-2])
    screen.press("^Q")
    assert screen.wait_for_end() == 0


def test_an_error_names_the_file_and_stays_in_its_place(dispatcher, shown):
    screen = shown()
    [store] = {path.parent for path in dispatcher.files() if path.name == "store.sqlite"}
    (store / "viewed").write_text("in the way")
    before = screen.lines[0]
    screen.press("s", "p")
    screen.wait_for("звіт за лютий.txt cannot be written")
    assert str(store)[:20] not in screen.text
    assert screen.lines[0] == before


def test_an_empty_file_goes_to_the_desk_and_comes_back(dispatcher, tmp_path):
    (tmp_path / "empty.log").write_bytes(b"")
    created = file_ticket(dispatcher, "--attach", str(tmp_path / "empty.log"))
    assert created["delivery"] == "sent"
    [saved] = dispatcher.json(
        "attachments", "save", str(created["number"]), "--dir", str(tmp_path / "saved"))["files"]
    assert saved["sha256"] == sha256(b"") and (tmp_path / "saved" / "empty.log").read_bytes() == b""


@pytest.mark.parametrize("name, readable", [
    ("Звіт за лютий.txt".encode("cp1251"), "Звіт за лютий.txt"),
    ("Отчет.log".encode("koi8-r"), "Отчет.log"),
    (b"line\nfeed\x1b[31m.txt", "line_feed_[31m.txt"),
], ids=["CP1251", "KOI8-R", "controls"])
def test_a_file_with_any_name_is_attached_exactly_and_arrives_under_a_readable_one(
    dispatcher, tmp_path, name, readable
):
    folder = os.fsencode(tmp_path) + b"/" + "Папка".encode("cp1251")
    os.mkdir(folder)
    for path, content in ((folder + b"/" + name, b"right"), (folder + b"/" + bytes([name[0] ^ 1]) + name[1:], b"wrong")):
        with open(path, "wb") as file:
            file.write(content)
    for attach in ([b"--attach", folder + b"/" + name], [b"--attach=" + folder + b"/" + name]):
        answer = dispatcher.run_bytes("create", "--topic", "other", "--json", *attach, input=unique("Не друкує"))
        saved = dispatcher.json(
            "attachments", "save", str(answer["number"]), "--dir", str(tmp_path / f"saved {answer['number']}"))
        [file] = saved["files"]
        assert os.path.basename(file["path"]) == readable and file["sha256"] == sha256(b"right")


def test_the_browser_lists_and_attaches_a_file_whose_name_is_no_utf_8(dispatcher, open_screen, desk, tmp_path):
    folder = os.fsencode(tmp_path) + b"/" + "Папка".encode("cp1251")
    os.mkdir(folder)
    with open(folder + b"/" + "Звіт.txt".encode("cp1251"), "wb") as file:
        file.write(b"content")
    screen = open_screen([dispatcher.program], dispatcher.environment)
    screen.wait_for("online")
    screen.press("2")
    screen.wait_for("Topic")
    screen.press("^T")
    screen.wait_for("Attach a file")
    screen.press(f"{tmp_path}/Папка/", "Enter")
    screen.wait_for("Звіт.txt")
    screen.press("Enter")
    screen.wait_for("Attached: Звіт.txt")
