"""The server against its own OpenAPI document: requests that fit it and requests that do not, made by Schemathesis.

API_EXAMPLES=N tries N of each operation instead of a few, API_SEED=N others.
"""

import json
import os
import pathlib
import subprocess
import sys
import uuid

import pytest
from conftest import ROOT
from harness.api import Api
from harness.desk import Desk
from harness.served import ServedDesk
from test_server import attached, begin_upload, new_ticket

EXAMPLES = os.environ.get("API_EXAMPLES")
SEED = os.environ.get("API_SEED", "1")

# Allowed answers to a request that fits the document: its content can be wrong in ways that a schema cannot express.
REFUSALS = ["2XX", "304", "400", "401", "403", "404", "409", "410", "412", "413", "415", "416", "422", "429"]


# A refusal for too many requests proves nothing.
LIMITS = "[limits]\nrequests_per_minute = 1000000\nsign_ins_per_minute = 100000\n"


class TriedDesk(ServedDesk):
    """The demo's people and tickets on a desk with wide limits."""

    def __init__(self, program: str, folder: pathlib.Path):
        super().__init__(program, folder, LIMITS)
        self.demo = Desk(program, self.data)
        self.demo.stop()
        self.start()

    def api(self, role: str) -> Api:
        return Api(self.base_url, self.ca_file, self.demo.user(role)["token"])


@pytest.fixture(scope="module")
def tried_desk(cabdeskd, tmp_path_factory):
    desk = TriedDesk(cabdeskd, tmp_path_factory.mktemp("properties") / "desk")
    yield desk
    desk.stop()


def configuration(api, tickets: list[str]) -> str:
    """Names existing things, so that requests reach them."""
    message = api.messages(tickets[0])[0]
    ids = {
        "path.ticket": tickets,
        "path.attachment": [file["id"] for file in message["attachments"]],
        "path.upload": [begin_upload(api, 5).rsplit("/", 1)[1] for _ in range(3)],
        # Not the device of the token in use.
        "path.device": [1_000_000, 1_000_001],
    }
    lines = "\n".join(f'"{name}" = {json.dumps(values)}' for name, values in ids.items())
    return f"""
hooks = "harness.schemathesis_hooks"
suppress-health-check = ["all"]
[parameters]
{lines}
[checks.positive_data_acceptance]
expected-statuses = {json.dumps(REFUSALS)}
[checks.negative_data_rejection]
expected-statuses = {json.dumps([status for status in REFUSALS if status[0] == "4"])}
[checks.missing_required_header]
expected-statuses = ["400", "401", "412"]
"""


# The coverage phase makes the same requests for every user, so running it twice costs too much.
@pytest.mark.parametrize("role, phases", [
    ("customer", "coverage,fuzzing,stateful" if EXAMPLES else "fuzzing,stateful"),
    ("agent", "coverage,fuzzing,stateful"),
])
def test_the_server_keeps_to_its_document(tried_desk, role, phases, tmp_path):
    api, customer = tried_desk.api(role), tried_desk.api("customer")
    tickets = []
    for status in ("open", "resolved"):
        ticket = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{role} {status}"))
        customer.put(f"/v1/tickets/{ticket}", new_ticket("Tried", [attached(customer, b"0123456789", "a.txt")]))
        tickets.append(ticket)
        if status == "resolved":
            customer.put(f"/v1/tickets/{ticket}/events/{ticket}", {"kind": "resolved"})
    (tmp_path / "schemathesis.toml").write_text(configuration(api, tickets))
    command = [
        str(pathlib.Path(sys.executable).with_name("schemathesis")), "--config-file", "schemathesis.toml", "run",
        str(ROOT / "docs" / "openapi.yaml"), "--url", tried_desk.base_url, "--tls-verify", tried_desk.ca_file,
        "--header", f"Authorization: Bearer {api.token}", "--phases", phases, "--seed", SEED,
        "--max-examples", EXAMPLES or "3", "--continue-on-failure", "--no-color", "--warnings", "off",
    ]
    result = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(pathlib.Path(__file__).parent)},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert result.returncode == 0, f"API_SEED={SEED}\n{result.stdout}"
    assert api.get("/v1/me")["user"]["role"] == role
