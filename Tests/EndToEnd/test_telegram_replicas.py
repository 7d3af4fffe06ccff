"""Several processes with one bot, which is in PostgreSQL: one runs it, and another takes over where it ends."""

import contextlib
import shutil
import uuid

import pytest

from botapi import Answer
from harness.bots import SUPPORT_TOKEN, BotDesk
from harness.chats import lines, link
from harness.databases import Database
from harness.files import png
from harness.waiting import wait_until
from test_object_store import store  # noqa: F401 (a fixture)
from test_server import attached
from test_telegram_alert import night  # noqa: F401 (a fixture)

RUNS = "the support bot runs"
STANDS_BY = "another process runs the bot"
ALERT_BOT_RUNS = "the alert bot runs"


@pytest.fixture
def database():
    database = Database()
    yield database
    database.drop()


class Replicas:
    """One desk in PostgreSQL under two servers, with the support bot, a customer and a specialist."""

    def __init__(self, program: str, folder, telegram, database: Database, webhook: bool = False, files: str = ""):
        """`files`: the table of the configuration that says where files are, if not in a folder."""
        self.telegram, self.database = telegram, database
        self.bot = telegram.add_bot(SUPPORT_TOKEN, "zirka_support_bot")
        # Telegram delivers to one address, as to a load balancer.
        path = 'webhook = "https://127.0.0.1:{webhook}/telegram/support"\n'
        settings = files + '[support]\ntoken_file = "support.token"\n{server}\n'
        first = BotDesk(program, folder / "first" / "data", telegram, settings, database.address)
        if webhook:
            settings += path.replace("{webhook}", str(first.port))
            first.settings = settings
            first.restart()
        second = BotDesk(program, folder / "second" / "data", telegram, settings, database.address)
        self.desks = [first, second]
        telegram.webhook_ca = first.ca_file
        for arguments in (
            ("service", "add", "zirka", "Зірка"), ("user", "add", "oksana", "Оксана", "--service", "zirka"),
            ("user", "add", "olena", "Олена", "--role", "agent"),
        ):
            first.configure(*arguments)
        tokens = {user: first.configure("token", "create", user)[0]["token"] for user in ("oksana", "olena")}
        self.customers = [desk.api({"token": tokens["oksana"]}) for desk in self.desks]
        self.agents = [desk.api({"token": tokens["olena"]}) for desk in self.desks]

    def ticket(self, text: str) -> dict:
        """A new one of the customer's."""
        number = str(uuid.uuid4())
        self.customers[0].put(f"/v1/tickets/{number}", {
            "topic": "other", "subject": text, "fields": [], "messageID": str(uuid.uuid4()),
            "message": {"origin": "cli", "text": text, "attachments": [], "isInternal": False},
        })
        return self.customers[0].get(f"/v1/tickets/{number}")

    def holder(self) -> str:
        """The process that runs the bot, or was the last to do so."""
        [holder] = self.database.rows(f"SELECT holder FROM cabdesk_bot_support_{self.bot.id}.lease")
        return holder

    def runner(self) -> int:
        """Which of them it is."""
        return [self.holder().endswith(f"process {desk.pid}") for desk in self.desks].index(True)

    def stop(self) -> None:
        for desk in self.desks:
            desk.stop()


@pytest.fixture
def replicas(cabdeskd, tmp_path, telegram, database):
    """Starts them, and ends them."""
    with contextlib.ExitStack() as stack:

        def start(**options) -> Replicas:
            started = Replicas(cabdeskd, tmp_path, telegram, database, **options)
            stack.callback(started.stop)
            return started

        yield start


def texts(api, ticket: dict) -> list[str]:
    return [message["text"] for message in api.messages(ticket["id"])]


def test_the_other_process_takes_the_support_bot_over_when_its_own_is_killed(replicas):
    pair = replicas()
    chat = pair.telegram.person("Petro", "en").open(pair.bot)
    link(pair.customers[0], chat)
    ticket = pair.ticket("No sound")
    first = pair.runner()
    other = 1 - first
    pair.desks[other].wait_for_log(STANDS_BY)

    # What is written while nobody runs the bot waits at Telegram, and an answer at the desk.
    pair.desks[first].kill()
    chat.say("Still silent")
    pair.agents[other].answer(ticket["id"], "Restart it")
    pair.desks[other].wait_for_log(RUNS)
    chat.wait_for("Restart it")
    wait_until(lambda: sorted(texts(pair.agents[other], ticket)) == ["No sound", "Restart it", "Still silent"])
    assert pair.runner() == other

    # The one that was killed comes back, and stands by.
    pair.desks[first].start()
    pair.desks[first].wait_for_log(STANDS_BY)
    chat.say("Now it works")
    wait_until(lambda: texts(pair.agents[first], ticket)[-1] == "Now it works")
    assert pair.runner() == other
    assert lines(chat, "Restart it") == ["Restart it"]


def test_a_file_that_waits_is_sent_by_the_process_that_takes_over(replicas, store):  # noqa: F811
    pair = replicas(files=store.table(prefix=f"desks/{uuid.uuid4()}"))
    chat = pair.telegram.person("Petro", "en").open(pair.bot)
    link(pair.customers[0], chat)
    ticket = pair.ticket("No sound")
    first = pair.runner()
    other = 1 - first
    pair.desks[other].wait_for_log(STANDS_BY)

    picture = png()
    pair.telegram.fault(Answer.retry_after(5, method="sendPhoto"))
    file = attached(pair.agents[first], picture, "socket.png") | {"mediaType": "image/png"}
    body = {"origin": "cli", "text": "This socket", "attachments": [file], "isInternal": False}
    pair.agents[first].put(f"/v1/tickets/{ticket['id']}/messages/{uuid.uuid4()}", body)
    outbox = f"cabdesk_bot_support_{pair.bot.id}.outbox"
    wait_until(lambda: pair.database.rows(f"SELECT 1 FROM {outbox} WHERE state = 'queued' AND attempts > 0"))
    # Its machine is gone, with everything that was copied there.
    pair.desks[first].kill()
    shutil.rmtree(pair.desks[first].data)
    pair.telegram.wait_for_call("sendPhoto", count=2, limit=60)
    wait_until(lambda: pair.database.rows(f"SELECT 1 FROM {outbox} WHERE state NOT IN ('sent', 'failed')") == [])
    struck, sent = pair.telegram.calls("sendPhoto")
    assert struck.uploads["photo"].data == sent.uploads["photo"].data == picture
    assert lines(chat, "This socket") == ["This socket"]


def test_a_webhook_reaches_the_bot_by_the_process_that_does_not_run_it(replicas):
    pair = replicas(webhook=True)
    # While it had no address yet, the first one polled.
    polls = len(pair.telegram.calls("getUpdates"))
    # The second one runs the bot, while Telegram delivers to the first.
    wait_until(lambda: pair.database.rows(f"SELECT 1 FROM cabdesk_bot_support_{pair.bot.id}.lease WHERE epoch > 0"))
    if pair.runner() == 0:
        pair.desks[0].stop()
        wait_until(lambda: pair.holder().endswith(f"process {pair.desks[1].pid}"))
        pair.desks[0].start()
    chat = pair.telegram.person("Petro", "en").open(pair.bot)
    link(pair.customers[0], chat)
    ticket = pair.ticket("No sound")
    words = [f"Word {number}" for number in range(10)]
    for word in words:
        chat.say(word)
    wait_until(lambda: texts(pair.agents[0], ticket) == ["No sound", *words])
    assert pair.runner() == 1
    assert len(pair.telegram.calls("getUpdates")) == polls


def test_the_server_pages_when_the_process_of_the_alert_bot_is_killed(night, database):  # noqa: F811
    night_desk = night(database=database.address)
    # The server, which is ready before its bot is, runs the bot until it ends; then the process of its own does.
    night_desk.desk.wait_for_log(ALERT_BOT_RUNS)
    night_desk.start_alerts()
    night_desk.wait_for_alerts_log(STANDS_BY)
    night_desk.desk.stop()
    night_desk.wait_for_alerts_log(ALERT_BOT_RUNS)
    night_desk.desk.start()
    chat = night_desk.person("Ivan")
    night_desk.report(chat, "Silence")
    page = night_desk.first.wait_for("🚨 № 1 · Telephony unavailable")
    night_desk.kill_alerts()
    night_desk.first.press(page, "Acknowledge")
    chat.wait_for("a specialist is working on it")
    assert not (night_desk.desk.data / "telegram" / "alert.sqlite").exists()
    assert database.rows("SELECT state FROM cabdesk_bot_alert.alert_incident") == ["acknowledged"]
