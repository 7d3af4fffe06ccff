"""The server by itself, for a try by hand: `python -m botapi --bot 1001:secret=desk_bot --person Olena`.

It prints its address as JSON, and then does what is typed: `Olena desk_bot say /start`, `Olena desk_bot press 2 Yes`,
`Olena desk_bot messages`, `calls`. It ends with its standard input.
"""

import argparse
import json
import sys

from . import FakeTelegram


def main() -> None:
    parser = argparse.ArgumentParser(prog="botapi")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--bot", action="append", default=[], metavar="TOKEN=USERNAME")
    parser.add_argument("--person", action="append", default=[], metavar="NAME")
    options = parser.parse_args()
    with FakeTelegram(options.port) as telegram:
        bots = {name: telegram.add_bot(token, name) for token, name in (bot.split("=") for bot in options.bot)}
        people = {name: telegram.person(name) for name in options.person}
        show({"base_url": telegram.base_url})
        for line in sys.stdin:
            try:
                show(obey(telegram, bots, people, line.split()))
            except (KeyError, ValueError, AttributeError, AssertionError, TypeError) as error:
                show({"error": repr(error)})


def obey(telegram: FakeTelegram, bots: dict, people: dict, words: list[str]):
    match words:
        case ["calls"]:
            return [[call.method, call.parameters, call.answer] for call in telegram.calls()]
        case [person, bot, "messages"]:
            return people[person].open(bots[bot]).messages
        case [person, bot, "say", *text]:
            return people[person].open(bots[bot]).say(" ".join(text))
        case [person, bot, "press", message, *label]:
            return people[person].open(bots[bot]).press(int(message), " ".join(label))
        case [person, bot, ("block" | "unblock") as what]:
            return getattr(people[person].open(bots[bot]), what)()
    raise ValueError(__doc__)


def show(value) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
