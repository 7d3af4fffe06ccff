"""A desk as its administrator runs it: invitations, certificates, backups, health checks."""

import json
import os
import socket
import ssl
import subprocess

import pytest
from harness.api import Api
from harness.strangers import Authority


def test_a_user_signs_in_with_the_code_of_an_invitation_once(served, client):
    [invitation] = served.admin("invite", "oksana")
    login = ["login", served.base_url, "--ca-file", served.ca_file]
    signed_in = client.json(*login, input=invitation["code"].lower() + "\n")
    assert signed_in["user"]["id"] == "oksana"
    client.json("sync")
    assert "wrong, has expired or was already used" in client.refusal(*login, "--profile", "second", input=invitation["code"])
    [token] = [token for token in served.admin("token", "list") if token["label"]]
    assert token["label"] == socket.gethostname()
    actions = [record["action"] for record in served.admin("audit")]
    assert actions == ["service.add", "user.add", "desk.change", "invitation.create", "invitation.use"]
    for path in (client.home, served.folder):
        for file in path.rglob("*"):
            assert not file.is_file() or invitation["code"].encode() not in file.read_bytes(), file


def test_a_renewed_certificate_is_taken_up_without_a_restart(served, tmp_path):
    def presented() -> bytes:
        with ssl._create_unverified_context().wrap_socket(
            socket.create_connection(("127.0.0.1", served.port))
        ) as connection:
            return connection.getpeercert(binary_form=True)

    before = presented()
    # A certificate that does not fit its key changes nothing.
    served.key.write_text("no key")
    served.reload()
    served.wait_for_log("the one in use stays")
    assert presented() == before
    renewed = Authority(tmp_path / "renewed")
    served.use(renewed)
    served.reload()
    served.wait_for_log("The certificate was read again.")
    assert presented() != before
    assert Api(served.base_url, str(renewed.ca_file), None).request("GET", "/healthz").status == 200


def test_the_log_is_written_as_json_if_that_is_wanted(served):
    served.stop()
    before = len(served.log().splitlines())
    served.start("--log-format", "json")
    api = Api(served.base_url, served.ca_file, "cd_" + "A" * 43)
    for path, status in (("/healthz", 200), ("/v1/me?secret=1", 401), ("/secret", 404)):
        answer = api.request("GET", path)
        assert answer.status == status
        assert answer.headers["strict-transport-security"].startswith("max-age=")
    served.stop()
    lines = served.log().splitlines()[before:]
    requests = [entry for entry in map(json.loads, lines) if "route" in entry]
    assert [(entry["method"], entry["route"], entry["status"]) for entry in requests] == [
        ("GET", "/healthz", 200), ("GET", "/v1/me", 401), ("GET", "NotFound", 404)]
    assert len({entry["request"] for entry in requests}) == 3
    assert not any("secret" in line or api.token in line for line in lines)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_versions_of_tls_before_1_2_are_refused(served):
    context = ssl._create_unverified_context()
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    with pytest.raises((ssl.SSLError, OSError)):
        context.wrap_socket(socket.create_connection(("127.0.0.1", served.port)))
    answer = Api(served.base_url, served.ca_file, None).request("GET", "/readyz")
    assert (answer.status, answer.body) == (200, b"ok\n")
    assert answer.headers["strict-transport-security"].startswith("max-age=")


def test_a_backup_made_amid_writing_restores_to_a_desk_that_its_clients_go_on_with(served, client, tmp_path):
    [token] = served.admin("token", "create", "oksana")
    api = Api(served.base_url, served.ca_file, token["token"])
    client.json("login", served.base_url, "--ca-file", served.ca_file, input=token["token"])
    (tmp_path / "call.wav").write_bytes(os.urandom(200_000))
    backup = tmp_path / "backup"

    def file_ticket(subject: str) -> None:
        client.json("create", "--topic", "other", "--attach", str(tmp_path / "call.wav"), input=subject)

    for number in range(5):
        file_ticket(f"before {number}")
    writer = subprocess.Popen(served.command("backup", str(backup), "--json"), stdout=subprocess.DEVNULL)
    for number in range(5):
        file_ticket(f"meanwhile {number}")
    assert writer.wait(60) == 0

    served.stop()
    restored = tmp_path / "restored"
    subprocess.run(
        [served.program, "restore", str(backup), "--data", str(restored)], check=True, capture_output=True)
    served.data = restored
    served.start()
    kept = api.tickets()
    assert {f"before {number}" for number in range(5)} <= {ticket["subject"] for ticket in kept}
    for ticket in kept:
        [file] = api.messages(ticket["id"])[0]["attachments"]
        body = api.request("GET", f"/v1/attachments/{file['id']}").body
        assert body == (tmp_path / "call.wav").read_bytes()
    # The client has tickets that the backup has not; it starts from the beginning, and shows what the desk has.
    client.json("sync")
    assert {ticket["id"] for ticket in client.json("tickets")["tickets"]} == {ticket["id"] for ticket in kept}


def doctor(desk, *options: str) -> tuple[int, dict[str, list[dict]]]:
    """The exit code of `cabdeskd doctor`, and what it found by the part of the desk."""
    done = subprocess.run(
        desk.command("doctor", "--json", *options), capture_output=True, text=True, timeout=60)
    assert done.stdout, done.stderr
    return done.returncode, {report["part"]: report["findings"] for report in json.loads(done.stdout)}


def test_the_doctor_looks_at_a_desk_without_bots(served):
    code, found = doctor(served)
    assert code == 0 and set(found) == {"database", "keys"}
    assert all(finding["kind"] == "ok" for findings in found.values() for finding in findings)
    [text] = [finding["text"] for finding in found["keys"]]
    assert (served.data / "token.key").read_bytes().hex() not in text
    done = subprocess.run(served.command("doctor"), capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stdout.startswith("database: ok: ")


def test_a_server_with_another_key_refuses_to_start_until_it_is_made_the_desks(served):
    [token] = served.admin("token", "create", "oksana")
    api = Api(served.base_url, served.ca_file, token["token"])
    assert api.request("GET", "/v1/me").status == 200
    served.stop()
    key = served.folder / "token.key"
    key.write_text("5a" * 32 + "\n")
    key.chmod(0o600)
    served.more = '[keys]\ntoken_file = "token.key"\n'
    served.configure()

    done = subprocess.run(served.command("serve"), capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "adopt-key" in done.stderr and "5a5a" not in done.stderr
    code, found = doctor(served)
    assert code == 1 and [finding["kind"] for finding in found["keys"]] == ["fault"]

    [fingerprint] = served.admin("adopt-key")
    served.start()
    assert api.request("GET", "/v1/me").status == 401
    [token] = served.admin("token", "create", "oksana")
    assert Api(served.base_url, served.ca_file, token["token"]).request("GET", "/v1/me").status == 200
    assert [record["target"] for record in served.admin("audit") if record["action"] == "key.adopt"] == [fingerprint]
    assert doctor(served)[0] == 0


def test_prometheus_reads_the_metrics_with_an_administrators_token(served):
    served.admin("user", "add", "watch", "Prometheus", "--role", "admin")
    [token] = served.admin("token", "create", "watch")
    answer = Api(served.base_url, served.ca_file, token["token"]).request("GET", "/metrics")
    assert answer.status == 200 and answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = answer.body.decode().splitlines()
    assert "cabdesk_ready 1" in lines
    assert Api(served.base_url, served.ca_file, None).request("GET", "/metrics").status == 401
