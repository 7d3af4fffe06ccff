"""The alert bot as its people meet it: at night, and while the desk itself is down."""

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess

import pytest

from botapi import Media
from botapi.people import words
from harness.bots import ALERT_TOKEN, SUPPORT_TOKEN, BotDesk
from harness.chats import link
from harness.waiting import LIMIT, wait_until

SUPPORT = '[support]\ntoken_file = "support.token"\n{server}\n'


class Night:
    """A desk with an alert bot, two people on duty, and people who may report."""

    def __init__(
        self, cabdeskd: str, folder, telegram, acknowledge: int = 600, support: bool = False, has_group: bool = False,
        database: str | None = None,
    ):
        self.telegram = telegram
        self.bot = telegram.add_bot(ALERT_TOKEN, "zirka_alert_bot")
        # Before the desk starts: Telegram refuses a bot that it does not know, which then waits for a minute.
        self.support = telegram.add_bot(SUPPORT_TOKEN, "zirka_support_bot") if support else None
        self.first, self.second = (self.person(name) for name in ("Olena", "Anna"))
        people = [chat.person for chat in (self.first, self.second)]
        self.group = telegram.group("Specialists", [self.bot], people) if has_group else None
        settings = f"""
[alerts]
token_file = "alert.token"
{{server}}
language = "en"
acknowledge_seconds = {acknowledge}
{f"group = {self.group.id}" if self.group else ""}
{f'database = "{database}"' if database else ""}
[[alerts.people]]
name = "Olena"
telegram = {self.first.id}
[[alerts.people]]
name = "Anna"
telegram = {self.second.id}
[[alerts.levels]]
people = ["Olena"]
[[alerts.levels]]
people = ["Anna"]
"""
        self.folder = folder
        self.desk = BotDesk(cabdeskd, folder / "desk" / "data", telegram, settings + SUPPORT * support)
        self._alerts: subprocess.Popen | None = None

    def person(self, name: str):
        return self.telegram.person(name, "en").open(self.bot)

    def report(self, chat, text: str, choice: str = "Telephony") -> None:
        chat.say(text)
        chat.press(chat.wait_for("What is not working?"), choice)

    def start_alerts(self) -> None:
        """The bot in a process of its own."""
        with open(self.folder / "alerts.log", "ab") as log:
            self._alerts = subprocess.Popen(
                [self.desk.program, "alerts", "--config", str(self.desk.config)], stderr=log)

    def stop_alerts(self) -> int:
        if self._alerts is None:
            return 0
        if self._alerts.poll() is None:
            os.kill(self._alerts.pid, signal.SIGTERM)
        return self._alerts.wait(LIMIT)

    def kill_alerts(self) -> None:
        self._alerts.kill()
        self._alerts.wait(LIMIT)

    def wait_for_alerts_log(self, text: str) -> None:
        wait_until(lambda: text in (self.folder / "alerts.log").read_text())

    def kept(self, sql: str) -> list[tuple]:
        """What the bot's own file holds."""
        with contextlib.closing(sqlite3.connect(self.desk.data / "telegram" / "alert.sqlite")) as database:
            return database.execute(sql).fetchall()

    def end(self) -> None:
        self.stop_alerts()
        self.desk.kill()


@pytest.fixture
def night(cabdeskd, tmp_path, telegram, monkeypatch):
    """Starts desks, and ends them."""
    # The machine is elsewhere; the desk's hours are what they are.
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    nights = []

    def start(**options) -> Night:
        nights.append(Night(cabdeskd, tmp_path, telegram, **options))
        return nights[-1]

    try:
        yield start
    finally:
        for one in nights:
            one.end()
    # Case 35, for every log and every file that a test left behind.
    for one in nights:
        one.desk.assert_no_secret(tmp_path)


def pages(chat) -> list[str]:
    return [words(message) for message in chat.received if words(message).startswith("🚨")]


def test_two_report_at_night_and_hear_that_it_is_resolved(night):
    """Level one is paged, then level two, who acknowledges and resolves by button; cases 17 and 29 on the way."""
    night_desk = night(acknowledge=4, support=True)
    telegram, desk = night_desk.telegram, night_desk.desk
    customer = desk.api(desk.user("customer"))
    petro = telegram.person("Petro", "en")
    link(customer, petro.open(night_desk.support))
    service = customer.get("/v1/me")["service"]["name"]
    wait_until(lambda: night_desk.kept("SELECT COUNT(*) FROM alert_link") == [(1,)])

    linked, stranger = petro.open(night_desk.bot), night_desk.person("Ivan")
    night_desk.report(linked, "No calls come in")
    linked.wait_for("incident № 1")
    night_desk.report(stranger, "Silence")
    stranger.wait_for("name of your service")
    stranger.say("Taxi Moon")
    stranger.send(Media.voice(b"OggS hush"))
    stranger.wait_for("Added to your report")
    page = night_desk.first.wait_for("🚨 № 1 · Telephony unavailable")
    assert f"«{service}», Petro: No calls come in" in words(page)
    [incident] = customer.wait_until(
        lambda api: [one for one in api.get("/v1/incidents")["items"] if one["reportCount"] == 2])
    assert (incident["kind"], incident["state"]) == ("telephony", "triggered")

    second = night_desk.second.wait_for("🚨 № 1")
    assert "Nobody has acknowledged yet" in words(second) and "«Taxi Moon» (not verified), Ivan" in words(second)
    assert len(pages(night_desk.first)) == 1 or "Everyone is paged." in pages(night_desk.first)[1]
    stranger.press_data(stranger.last, "a:1")
    night_desk.second.press(second, "Acknowledge")
    for chat in (linked, stranger):
        chat.wait_for("a specialist is working on it")
    night_desk.first.wait_for("Anna took it")
    taken = night_desk.second.wait_for("You took incident № 1")
    assert "#2 «Taxi Moon»" in words(night_desk.second.wait_for(lambda message: "voice" in message))
    night_desk.second.press(taken, "Resolve")
    for chat in (linked, stranger):
        assert "resolved" in words(chat.wait_for("If it still does not work"))
    night_desk.second.wait_for("№ 1: 2 of 2 were told.")
    customer.wait_until(lambda api: api.get("/v1/incidents")["items"][0]["state"] == "resolved")
    # Whatever fails on the way to Telegram is said without the token.
    telegram.disconnect()
    desk.wait_for_log("no updates")
    telegram.connect()
    refused = [call for call in telegram.calls("answerCallbackQuery") if "duty list" in call.text]
    assert len(refused) == 1


def test_an_open_incident_is_closed_by_button_after_its_desk_was_restored_from_a_backup(night, tmp_path):
    night_desk = night()
    desk = night_desk.desk
    customer = desk.api(desk.user("customer"))
    reporter = night_desk.person("Ivan")
    night_desk.report(reporter, "Silence")
    reporter.wait_for("name of your service")
    reporter.say("Taxi Moon")
    page = night_desk.first.wait_for("🚨 № 1 · Telephony unavailable")
    customer.wait_until(lambda api: api.get("/v1/incidents")["items"])
    backup = tmp_path / "backup"
    subprocess.run([desk.program, "backup", str(backup), "--data", str(desk.data)], check=True, timeout=LIMIT)
    desk.stop()
    lost = desk.data.rename(tmp_path / "lost")
    subprocess.run(
        [desk.program, "restore", str(backup), "--data", str(desk.data)], check=True, capture_output=True, timeout=LIMIT)
    shutil.copytree(lost / "tls", desk.data / "tls")
    desk.start()
    [incident] = customer.get("/v1/incidents")["items"]
    assert incident["state"] == "triggered"
    night_desk.first.press(page, "Resolve")
    customer.wait_until(lambda api: api.get("/v1/incidents")["items"][0]["state"] == "resolved")
    reporter.wait_for("If it still does not work")


def test_the_bot_pages_while_the_desk_is_down_and_its_database_locked(night):
    """Case 33. Afterwards the desk hears of everything, and a question has become a ticket."""
    night_desk = night(support=True)
    telegram, desk = night_desk.telegram, night_desk.desk
    customer = desk.api(desk.user("customer"))
    petro = telegram.person("Petro", "en")
    link(customer, petro.open(night_desk.support))
    wait_until(lambda: night_desk.kept("SELECT COUNT(*) FROM alert_link") == [(1,)])
    desk.stop()
    chat = petro.open(night_desk.bot)
    with contextlib.closing(sqlite3.connect(desk.data / "cabdesk.sqlite", isolation_level=None)) as database:
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("BEGIN IMMEDIATE")
        night_desk.start_alerts()
        night_desk.report(chat, "Nothing opens", "Program")
        page = night_desk.first.wait_for("🚨 № 1 · Program unavailable")
        night_desk.first.press(page, "Acknowledge")
        chat.wait_for("a specialist is working on it")
        chat.press(chat.wait_for("What is not working?"), "Other")
        chat.wait_for("Write your question")
        chat.say("How do I add a driver?")
        chat.wait_for("Your question is kept")
    desk.start()
    [incident] = customer.wait_until(lambda api: api.get("/v1/incidents")["items"])
    assert (incident["kind"], incident["acknowledgedBy"]) == ("program", "Olena")
    told = chat.wait_for("Your question is ticket №")
    [ticket] = customer.tickets("How do I add a driver?")
    assert words(told) == f"Your question is ticket № {ticket['number']}."
    # The server stands by and takes the bot over when its own process ends.
    assert night_desk.stop_alerts() == 0
    night_desk.first.say("/incidents")
    night_desk.first.wait_for("acknowledged by Olena")


def test_a_bot_that_is_added_to_its_group_again_pages_there_again(night):
    night_desk = night(acknowledge=2, has_group=True)
    chat, group = night_desk.person("Ivan"), night_desk.group.as_(night_desk.first.person)
    night_desk.group.set_status(night_desk.bot, "kicked")
    night_desk.desk.wait_for_log("was removed from the specialists' group")
    night_desk.group.set_status(night_desk.bot, "administrator")
    night_desk.telegram.wait_until_confirmed(night_desk.bot)
    night_desk.report(chat, "Silence")
    # Both levels first, then everyone and the group.
    group.wait_for("🚨 № 1 · Telephony unavailable")
    night_desk.second.wait_for("Everyone is paged.")


def test_a_name_twice_in_a_level_is_told_at_the_start_and_by_the_doctor(night):
    night_desk = night()
    config = night_desk.desk.config
    config.write_text(config.read_text().replace('people = ["Anna"]', 'people = ["Anna", "Anna"]'))
    for command in ("serve", "alerts", "doctor"):
        done = subprocess.run(
            [night_desk.desk.program, command, "--config", str(config)], capture_output=True, text=True, timeout=LIMIT)
        assert done.returncode != 0 and "names Anna twice" in done.stdout + done.stderr, (command, done)


@pytest.mark.parametrize("point", ["inbox-stored", "inbox-handled", "inbox-done", "outbox-sending", "outbox-answered"])
def test_a_report_survives_a_crash_and_pages(night, point):
    """Once, except where Telegram itself cannot tell: then it pages twice rather than never."""
    night_desk = night()
    desk, chat = night_desk.desk, night_desk.person("Ivan")
    chat.say("Silence")
    question = chat.wait_for("What is not working?")
    night_desk.telegram.wait_until_confirmed(night_desk.bot)
    desk.stop()
    desk.fault = point
    desk.start()
    chat.press(question, "Telephony")
    assert desk.wait_for_death() == -9
    desk.fault = None
    desk.start()
    night_desk.first.wait_for("🚨 № 1")
    # What comes afterwards shows that nothing is left behind.
    chat.wait_for("name of your service")
    night_desk.first.say("/incidents")
    night_desk.first.wait_for("nobody has acknowledged")
    # The list that was asked for is one more.
    assert len(pages(night_desk.first)) - 1 in ((1, 2) if point.startswith("outbox") else (1,))
    assert night_desk.kept("SELECT COUNT(*) FROM alert_incident") == [(1,)]
    assert night_desk.kept("SELECT COUNT(*) FROM alert_step") == [(1,)]
    assert len(night_desk.kept("SELECT number FROM alert_report")) == 1
