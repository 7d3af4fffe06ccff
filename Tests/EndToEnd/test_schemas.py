"""The JSON Schemas of what `cabdesk` prints with `--json`, held against what it really prints."""

import json
import subprocess

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from harness.chats import supported
from harness.client import Client
from harness.files import write_all

SCHEMAS = {path.stem: json.loads(path.read_text()) for path in (ROOT / "docs" / "schemas").glob("*.json")}
REGISTRY = Registry().with_resources(
    [(f"{name}.json", Resource.from_contents(schema)) for name, schema in SCHEMAS.items()])

def faults(name: str, document) -> list[str]:
    validator = Draft202012Validator(SCHEMAS[name], registry=REGISTRY)
    return [f"{name}: {error.json_path}: {error.message}" for error in validator.iter_errors(document)]


def commands_with_json(program: str) -> set[str]:
    """From the table that the parser itself has."""
    dump = json.loads(subprocess.run([program, "--experimental-dump-help"], capture_output=True, check=True).stdout)
    found = set()

    def visit(command: dict, path: list[str]) -> None:
        names = [name["name"] for argument in command.get("arguments", []) for name in argument.get("names", [])]
        if path and "json" in names:
            found.add("-".join(path))
        for child in command.get("subcommands", []):
            if child["commandName"] != "help":
                visit(child, [*path, child["commandName"]])

    visit(dump["command"], [])
    return found


def objects(schema, place: str = "#"):
    """Every description of an object with members."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield place, schema
        for key, value in schema.items():
            yield from objects(value, f"{place}/{key}")
    elif isinstance(schema, list):
        for index, value in enumerate(schema):
            yield from objects(value, f"{place}/{index}")


def test_every_command_with_json_has_a_schema_and_no_other(cabdesk):
    assert commands_with_json(cabdesk) == SCHEMAS.keys() - {"definitions"}


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_schema_is_valid_and_allows_no_member_that_it_does_not_name(name):
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert all(schema.get("additionalProperties") is False for _, schema in objects(SCHEMAS[name]))


def test_an_answer_with_another_member_or_type_does_not_fit():
    good = {"sent": 0, "failed": 0, "received": 3, "setAside": 0, "errors": []}
    assert faults("sync", good) == []
    for bad in ({**good, "more": 1}, {**good, "sent": "0"}, {key: good[key] for key in good if key != "errors"},
                {**good, "errors": [{"code": "brokenPromise"}]}):
        assert faults("sync", bad) != []


class Checked:
    """Clients whose answers are held to the schema of their command."""

    def __init__(self):
        self.tried: set[str] = set()

    def __call__(self, by: Client, *arguments: str, code: int | None = 0, **options):
        """Runs a command; returns what it prints. `code` is None where it may be any."""
        pair = "-".join(arguments[:2])
        name = pair if pair in SCHEMAS else arguments[0]
        result = by.run(*arguments, "--json", **options)
        assert code in (None, result.returncode), result
        document = json.loads(result.stdout)
        assert faults(name, document) == []
        self.tried.add(name)
        return document


@pytest.fixture(scope="module")
def check():
    return Checked()


def test_what_commands_print_fits_their_schemas(client, cabdesk, own_desk, tmp_path, check):
    desk, agent = own_desk, Client(cabdesk, tmp_path / "agent")
    for by, role in ((client, "customer"), (agent, "agent")):
        check(by, "login", desk.base_url, "--ca-file", desk.ca_file, input=desk.user(role)["token"])
        check(by, "sync")
        # The demo's story has nearly everything that can be in a ticket.
        for ticket in check(by, "tickets")["tickets"]:
            check(by, "show", str(ticket["number"]))
    for arguments in (["topics"], ["keys"], ["keys", "--language", "uk"], ["telegram", "status"]):
        check(client, *arguments)
    check(client, "doctor", code=None)

    write_all(tmp_path / "files")
    attach = [word for path in sorted((tmp_path / "files").iterdir()) for word in ("--attach", str(path))]
    created = check(client, "create", "--topic", "other", *attach, input="Eleven lemons\n\nThe drawer is full.")
    number = str(created["number"])
    duplicate = str(check(client, "create", "--topic", "other", input="Eleven lemons, once more")["number"])
    check(agent, "sync")
    check(agent, "reply", number, input="Of which kind?")
    check(agent, "reply", number, "--internal", input="Lemons again")
    for change in (["assign", number], ["priority", number, "high"], ["move", number, "telephony"],
                   ["merge", duplicate, number]):
        check(agent, *change)
    check(client, "sync")
    for change in (["priority", number, "urgent"], ["resolve", number], ["rate", number, "5", "--comment", "Sweet"],
                   ["reopen", number]):
        check(client, *change)
    check(client, "shift", "note", input="Car 12 is in the workshop")
    check(agent, "sync")
    check(agent, "stats")
    check(agent, "canned", "add", "Lemons", input="Dear {customer}, no lemons.")
    assert "Lemons" in [reply["name"] for reply in check(agent, "canned", "list")["replies"]]
    check(agent, "canned", "remove", "Lemons")
    for by in (client, agent):
        check(by, "show", number)
        check(by, "show", duplicate)
        check(by, "search", "lemons")
        check(by, "shift", "--since", "90d")
    check(client, "attachments", "save", number, "--dir", str(tmp_path / "saved"))

    # Without a desk it is queued, with the reason.
    desk.stop()
    assert check(client, "reply", number, input="Yellow ones")["error"]["code"]
    check(client, "show", number)
    desk.start()
    assert check(client, "sync")["sent"] == 1


def test_what_is_printed_of_chats_fits_the_schemas(client, cabdeskd, tmp_path, telegram, check):
    with supported(cabdeskd, tmp_path / "service", telegram) as service:
        client.sign_in(service.desk, service.desk.user("customer"))
        check(client, "telegram", "link")
        [link] = check(client, "telegram", "status")["links"]
        check(client, "telegram", "unlink", link["id"])


def test_no_schema_was_left_untried(check):
    """Runs last in this file: what the tests above printed is every command."""
    if not check.tried:
        pytest.skip("the tests above did not run")
    assert SCHEMAS.keys() - {"definitions"} - check.tried == set()
