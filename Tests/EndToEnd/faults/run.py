"""One run: a random script of two customers and an agent over bad cables, and the final check."""

import contextlib
import hashlib
import json
import os
import pathlib
import random
import signal
import subprocess
import threading

from harness.cable import Cable, Fault
from harness.client import Client, assert_civil
from harness.desk import Desk
from harness.waiting import LIMIT, Deadline

from .intents import Intent

KINDS = [
    "cut", "cut", "vanish", "truncate", "stall", "delay", "throttle", "duplicate", "kill the client", "kill the desk",
]
LANGUAGES = ["Не друкує чеки", "Не приходит СМС", "Meter stopped", "Ёлка їде ґречно", "🚕 late"]


class Person:
    """An account on a machine of its own, behind a cable of its own."""

    def __init__(self, run: "Run", program: str, name: str, user: dict):
        self.cable = Cable(run.desk.port, run.next_fault)
        self.client = Client(program, run.home / name)
        self.is_agent = user["role"] == "agent"
        self.client.json(
            "login", f"https://127.0.0.1:{self.cable.port}", "--ca-file", run.desk.ca_file, input=user["token"] + "\n")
        self.client.json("sync")
        self.api = run.desk.api(user)


class Run:
    """Everything random in it comes from the seed."""

    def __init__(self, cabdesk: str, desk: Desk, home: pathlib.Path, seed: int):
        self.seed, self.desk, self.home = seed, desk, home
        self.random = random.Random(seed)
        self.intents: list[Intent] = []
        self.story: list[str] = []
        """The story of the run, to explain a failure."""
        self._fault_seeds = random.Random(seed + 1)
        self._running: subprocess.Popen | None = None
        self._faults_are_on = False
        self._desk_lock = threading.Lock()
        customers = [user for user in desk.users if user["role"] == "customer"]
        one = self.random.choice(customers)
        same_service = [user for user in customers if user["service"] == one["service"]]
        self.people = [
            Person(self, cabdesk, "first", one),
            Person(self, cabdesk, "second", self.random.choice(same_service)),
            Person(self, cabdesk, "agent", desk.user("agent")),
        ]
        self._faults_are_on = True

    def go(self) -> None:
        """Runs the script and the final check. Raises AssertionError, with the story, if something does not agree."""
        try:
            for _ in range(self.random.randint(6, 12)):
                self._step()
            self._faults_are_on = False
            for person in self.people:
                person.cable.mend()
            self._settle()
            self._reckon()
        except AssertionError as failure:
            raise AssertionError(f"seed {self.seed}: {failure}\n" + "\n".join(self.story)) from failure
        finally:
            for person in self.people:
                person.cable.close()

    # Faults

    def next_fault(self) -> Fault | None:
        """The fault of one connection: usually there is one, early or late."""
        pick = self._fault_seeds
        if not self._faults_are_on or pick.random() < 0.3:
            return None
        kind = pick.choice(KINDS)
        # A TLS handshake takes some 2,000 bytes a side; most of what matters comes in the first 10,000.
        after = int(2 ** pick.uniform(0, 16))
        fault = Fault(kind, after, pick.random() < 0.5, seconds=pick.uniform(0.05, 1.0))
        if kind.startswith("kill"):
            fault.kind, fault.strike = "strike", self._kill_client if kind == "kill the client" else self._kill_desk
        self.story.append(f"    the next connection: {kind} after {after} bytes, from client: {fault.is_from_client}")
        return fault

    def _kill_client(self) -> None:
        running = self._running
        if running and running.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(running.pid, signal.SIGKILL)
                self.story.append("    the client is killed")

    def _kill_desk(self) -> None:
        with self._desk_lock:
            self.story.append("    the desk is killed")
            self.desk.kill()
            self.desk.start()
            self.story.append("    the desk is there again")

    # The script

    def _step(self) -> None:
        person = self.random.choice(self.people)
        action = self.random.choices(
            [self._create, self._reply, self._toggle, self._sync, self._save, self._write_at_once],
            [4, 5, 3, 2, 2, 1])[0]
        action(person)

    def _create(self, person: Person) -> None:
        if person.is_agent:
            return self._reply(person)
        mark = self._mark()
        files, arguments = self._files(mark)
        intent = Intent("created", mark, None, person, files)
        text = f"{mark}\n{self.random.choice(LANGUAGES)}\n" * self.random.choice([1, 1, 1, 200])
        answer = self._command(person, intent, "create", "--topic", "other", "--subject", mark, *arguments, input=text)
        if answer:
            intent.ticket = answer["ticket"]

    def _reply(self, person: Person) -> None:
        ticket = self._ticket_for_replies(person)
        if ticket is None:
            return self._sync(person)
        mark = self._mark()
        files, arguments = self._files(mark)
        intent = Intent("replied", mark, ticket, person, files)
        self._command(person, intent, "reply", ticket, *arguments, input=mark)

    def _toggle(self, person: Person) -> None:
        """Resolves or reopens a ticket that only this person touches, so that its events are known."""
        own = [intent for intent in self._certain("created") if self._is_for_toggling(intent, person)]
        if not own:
            return self._create(person)
        ticket = self.random.choice(own).ticket
        status = self._status(person, ticket)
        kind = "reopened" if status == "resolved" else "resolved"
        intent = Intent(kind, self._mark(), ticket, person)
        self._command(person, intent, "reopen" if kind == "reopened" else "resolve", ticket)

    def _sync(self, person: Person) -> None:
        self._command(person, None, "sync")

    def _save(self, person: Person) -> None:
        ticket = self._ticket_for_replies(person)
        if ticket is None:
            return self._sync(person)
        folder = person.client.home / "saved"
        folder.mkdir(exist_ok=True)
        self._command(person, None, "attachments", "save", ticket, "--dir", str(folder))

    def _write_at_once(self, person: Person) -> None:
        """Two programs on one store at the same time."""
        ticket = self._ticket_for_replies(person)
        if ticket is None:
            return self._sync(person)
        other = self._start(person, "sync", "--json")
        mark = self._mark()
        self._command(person, Intent("replied", mark, ticket, person), "reply", ticket, input=mark)
        self._end(other, b"")

    def _mark(self) -> str:
        return f"{self.random.choice(LANGUAGES)} {self.seed}-{self.random.getrandbits(48):012x}"

    def _files(self, mark: str) -> tuple[list[str], list[str]]:
        digests, arguments = [], []
        for number in range(self.random.choice([0, 0, 1, 2])):
            data = self.random.randbytes(int(2 ** self.random.uniform(0, 19)))
            path = self.home / f"файл {number} {mark[-12:]}.bin"
            path.write_bytes(data)
            digests.append(hashlib.sha256(data).hexdigest())
            arguments += ["--attach", str(path)]
        return digests, arguments

    def _certain(self, kind: str) -> list[Intent]:
        return [intent for intent in self.intents if intent.kind == kind and intent.is_certain and intent.ticket]

    @staticmethod
    def _is_for_toggling(intent: Intent, person: Person) -> bool:
        return int(intent.mark[-1], 16) % 3 == 0 and intent.author is person

    def _ticket_for_replies(self, person: Person) -> str | None:
        """A ticket that is for replies and that the person has."""
        known = [
            intent.ticket for intent in self._certain("created")
            if int(intent.mark[-1], 16) % 3 and self._status(person, intent.ticket)
        ]
        return self.random.choice(known) if known else None

    def _status(self, person: Person, ticket: str) -> str | None:
        """As the person's own store has it."""
        for candidate in self._list(person):
            if candidate["id"] == ticket:
                return candidate["status"]
        return None

    def _list(self, person: Person) -> list[dict]:
        return person.client.json("tickets")["tickets"]

    # Commands

    def _command(self, person: Person, intent: Intent | None, *arguments: str, input: str = "") -> dict | None:
        """Runs a command, which may be killed; notes how sure its intent is."""
        if intent:
            self.intents.append(intent)
        process = self._start(person, *arguments, "--json")
        self._running = process
        code, out, err = self._end(process, input.encode())
        self._running = None
        name = person.client.home.name
        self.story.append(f"{name}: {' '.join(arguments)[:90]} -> {code} {out.strip()[:160]} {err.strip()[:160]}")
        with self._desk_lock:
            pass
        if code == -signal.SIGKILL:
            return None
        assert code in (0, 1), (arguments, code, out, err)
        assert_civil(err)
        if intent is None:
            return json.loads(out) if out else None
        assert code == 0, f"neither done nor queued: {arguments} {out} {err}"
        answer = json.loads(out)
        assert answer["delivery"] in ("sent", "queued"), answer
        intent.is_certain = True
        return answer

    def _start(self, person: Person, *arguments: str) -> subprocess.Popen:
        return subprocess.Popen(
            [person.client.program, *arguments], env=person.client.environment, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    @staticmethod
    def _end(process: subprocess.Popen, input: bytes) -> tuple[int, str, str]:
        out, err = process.communicate(input, timeout=LIMIT * 3)
        return process.returncode, out.decode(), err.decode()

    # The final check

    def _settle(self) -> None:
        """Synchronises everybody over a good cable until nothing is left to send or receive."""
        deadline = Deadline(LIMIT * 2)
        is_quiet = False
        while not is_quiet:
            assert not deadline.has_passed, "never comes to rest"
            is_quiet = True
            for person in self.people:
                report = person.client.json("sync")
                self.story.append(f"{person.client.home.name}: settles: {report}")
                assert report["failed"] == 0, report
                is_quiet &= report["sent"] == 0 and report["received"] == 0

    def _reckon(self) -> None:
        customer, agent = self.people[0], self.people[-1]
        tickets = {ticket["id"]: ticket for ticket in customer.api.tickets() if f" {self.seed}-" in ticket["subject"]}
        messages = {ticket: agent.api.messages(ticket) for ticket in tickets}
        written = [message for conversation in messages.values() for message in conversation]
        for intent in self.intents:
            if intent.kind in ("created", "replied"):
                found = [message for message in written if message["text"].startswith(intent.mark)]
                assert len(found) <= 1, f"{intent.mark} is there {len(found)} times"
                assert found or not intent.is_certain, f"{intent.mark} is lost"
                if found and intent.is_certain:
                    assert [file["sha256"] for file in found[0]["attachments"]] == intent.files, intent
                for file in found[0]["attachments"] if found else []:
                    body = agent.api.request("GET", f"/v1/attachments/{file['id']}").body
                    assert hashlib.sha256(body).hexdigest() == file["sha256"], file
        subjects = [ticket["subject"] for ticket in tickets.values()]
        assert len(subjects) == len(set(subjects)), "a ticket is there twice"
        for ticket in tickets:
            self._reckon_events(ticket, agent)
        for person in self.people:
            self._compare(person, tickets, messages)
        self._check_saved()

    def _reckon_events(self, ticket: str, agent: Person) -> None:
        changes = [intent for intent in self.intents if intent.ticket == ticket and intent.kind in ("resolved", "reopened")]
        if not changes:
            return
        events = [
            event["kind"] for event in agent.api.get(f"/v1/tickets/{ticket}/events?limit=500")["items"]
            if event["kind"] in ("resolved", "reopened")
        ]
        certain = sum(intent.is_certain for intent in changes)
        assert certain <= len(events) <= len(changes), (ticket, events, changes)
        assert events == ["resolved", "reopened"] * (len(events) // 2) + ["resolved"] * (len(events) % 2), events

    def _compare(self, person: Person, tickets: dict, messages: dict) -> None:
        """The person's own store shows what the desk has."""
        name = person.client.home.name
        shown = {ticket["id"]: ticket for ticket in self._list(person) if f" {self.seed}-" in ticket["subject"]}
        assert shown.keys() == tickets.keys(), (name, shown.keys() ^ tickets.keys())
        for identifier, ticket in tickets.items():
            for key in ("number", "subject", "status", "topic"):
                assert shown[identifier][key] == ticket[key], (name, key, shown[identifier], ticket)
            assert "delivery" not in shown[identifier], (name, shown[identifier])
            conversation = person.client.json("show", identifier)["messages"]
            for own, theirs in zip(conversation, messages[identifier], strict=True):
                for key in ("id", "text"):
                    assert own[key] == theirs[key], (name, own, theirs)
                assert [file["sha256"] for file in own["attachments"]] == [
                    file["sha256"] for file in theirs["attachments"]], (name, own, theirs)

    def _check_saved(self) -> None:
        """A file under its own name is whole, whatever happened while it was saved."""
        digests = {digest for intent in self.intents for digest in intent.files}
        for person in self.people:
            for path in (person.client.home / "saved").glob("*.bin"):
                assert hashlib.sha256(path.read_bytes()).hexdigest() in digests, path
