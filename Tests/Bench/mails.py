"""As many mails as there are tickets, in a Maildir for mutt; and as many commits, for tig."""

import email.utils
import pathlib
import subprocess

from stores import BEGIN, FIRST_NUMBER, MINUTE
from texts import PEOPLE, Texts


def _letters(count: int):
    """Number, seconds since 1970, sender, subject and text of each."""
    texts = Texts()
    for index in range(count):
        language = texts.language()
        number, person = FIRST_NUMBER + index, PEOPLE[index % len(PEOPLE)]
        yield number, (BEGIN + index * 20 * MINUTE) // 1000, person, texts.subject(language), texts.message(language)


def make_maildir(folder: pathlib.Path, count: int) -> None:
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for number, time, person, subject, text in _letters(count):
        (folder / "cur" / f"{time}.{number}.bench:2,S").write_text(
            f"From: {person} <{number % 10}@example.org>\nTo: desk@example.org\n"
            f"Date: {email.utils.formatdate(time)}\nMessage-ID: <{number}@example.org>\n"
            f"Subject: [{number}] {subject}\nMIME-Version: 1.0\n"
            f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n")


def make_history(folder: pathlib.Path, count: int) -> None:
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(folder)], check=True)
    importer = subprocess.Popen(["git", "-C", str(folder), "fast-import", "--quiet"], stdin=subprocess.PIPE)
    for number, time, person, subject, _ in _letters(count):
        message = f"[{number}] {subject}".encode()
        importer.stdin.write(
            f"commit refs/heads/main\ncommitter {person} <{number % 10}@example.org> {time} +0000\n"
            f"data {len(message)}\n".encode() + message + b"\n")
    importer.stdin.close()
    assert importer.wait() == 0
