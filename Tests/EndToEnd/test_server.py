"""cabdeskd as its clients meet it: over TLS, killed, cut off, ill-treated."""

import concurrent.futures
import hashlib
import http.client
import json
import os
import shutil
import ssl
import subprocess
import uuid

import pytest
from harness.waiting import LIMIT, Deadline

TUS = {"Tus-Resumable": "1.0.0"}


def new_ticket(subject: str, attachments=()) -> dict:
    message = {"origin": "cli", "text": "Text", "attachments": list(attachments), "isInternal": False}
    return {
        "topic": "other", "subject": subject, "fields": [], "messageID": str(uuid.uuid4()), "message": message,
    }


def begin_upload(api, length: int) -> str:
    answer = api.request("POST", "/v1/uploads", headers=TUS | {"Upload-Length": str(length)})
    assert answer.status == 201, answer
    return answer.headers["location"]


def offset_of(api, upload: str) -> int:
    return int(api.request("HEAD", upload, headers=TUS).headers["upload-offset"])


def append(api, upload: str, offset: int, data: bytes):
    headers = TUS | {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
    return api.request("PATCH", upload, data, headers)


def send_beginning(api, upload: str, data: bytes, count: int) -> http.client.HTTPSConnection:
    """Announces all of the bytes, and sends so many of them."""
    fields = TUS | {
        "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream", "Content-Length": str(len(data)),
    }
    connection = api.connect()
    connection.putrequest("PATCH", upload)
    for name, value in api.headers(fields).items():
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(data[:count])
    return connection


def claim(upload: str, data: bytes, name: str) -> dict:
    """Describes an upload for a message."""
    return {
        "id": str(uuid.uuid4()), "upload": upload.rsplit("/", 1)[1], "name": name,
        "mediaType": "application/octet-stream", "sha256": hashlib.sha256(data).hexdigest(),
    }


def attached(api, data: bytes, name: str) -> dict:
    upload = begin_upload(api, len(data))
    assert append(api, upload, 0, data).status == 204
    return claim(upload, data, name)


def test_killed_amid_creations_sent_twice_every_ticket_is_there_once(own_desk):
    api = own_desk.api(own_desk.user())
    before = len(api.tickets())
    tickets = {str(uuid.uuid4()): new_ticket(f"Crash {number}") for number in range(200)}
    acknowledged = []

    def send(item):
        ticket, body = item
        try:
            answer = api.request("PUT", f"/v1/tickets/{ticket}", body)
        except (OSError, http.client.HTTPException):
            return
        assert answer.status in (200, 201), answer
        acknowledged.append(ticket)
        if len(acknowledged) == 100:
            own_desk.kill()

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(send, tickets.items()))
    assert 100 <= len(acknowledged) < 200
    own_desk.start()
    assert set(acknowledged) <= {ticket["id"] for ticket in api.tickets()}
    for _ in range(2):
        for ticket, body in tickets.items():
            assert api.request("PUT", f"/v1/tickets/{ticket}", body).status in (200, 201)
    mine = [ticket for ticket in api.tickets() if ticket["subject"].startswith("Crash")]
    assert sorted(ticket["id"] for ticket in mine) == sorted(tickets)
    assert len({ticket["number"] for ticket in mine}) == 200
    assert len(api.tickets()) == before + 200


def test_an_upload_goes_on_where_the_connection_was_cut(desk):
    api = desk.api(desk.user())
    data = os.urandom(3_000_000)
    upload = begin_upload(api, len(data))
    connection = send_beginning(api, upload, data, 1_200_000)
    connection.close()

    # The server refuses another writer as long as it is busy with the bytes that arrived.
    while True:
        offset = offset_of(api, upload)
        answer = append(api, upload, offset, data[offset:])
        if answer.status == 204:
            break
        assert answer.status == 409, answer
    assert offset <= 1_200_000
    assert offset_of(api, upload) == len(data)
    attachment = claim(upload, data, "cut.bin")
    api.put(f"/v1/tickets/{uuid.uuid4()}", new_ticket("Cut", [attachment]))
    assert api.request("GET", f"/v1/attachments/{attachment['id']}").body == data


def test_an_upload_goes_on_after_the_server_was_killed_and_its_digest_is_checked(own_desk):
    api = own_desk.api(own_desk.user())
    data = os.urandom(20_000_000)
    upload = begin_upload(api, len(data))
    connection = send_beginning(api, upload, data, 12_000_000)
    deadline = Deadline(LIMIT)
    while not next((own_desk.data / "uploads").iterdir()).stat().st_size:
        assert not deadline.has_passed, "nothing of the upload is written"
    own_desk.kill()
    connection.close()
    own_desk.start()
    offset = offset_of(api, upload)
    assert 0 < offset <= 12_000_000
    assert append(api, upload, offset, data[offset:]).status == 204
    wrong = claim(upload, data, "wrong.bin") | {"sha256": hashlib.sha256(data[:offset]).hexdigest()}
    answer = api.request("PUT", f"/v1/tickets/{uuid.uuid4()}", new_ticket("Wrong", [wrong]))
    assert answer.status == 422, answer
    attachment = claim(upload, data, "killed.bin")
    api.put(f"/v1/tickets/{uuid.uuid4()}", new_ticket("Killed", [attachment]))
    assert api.request("GET", f"/v1/attachments/{attachment['id']}").body == data


def test_an_upload_does_not_wait_for_a_client_that_went_without_a_word(desk):
    api = desk.api(desk.user())
    data = os.urandom(3_000_000)
    upload = begin_upload(api, len(data))
    lost = send_beginning(api, upload, data, 1_200_000)

    # The first request gives way to the second, and has stored what it received.
    offset = offset_of(api, upload)
    while (answer := append(api, upload, offset, data[offset:])).status != 204:
        assert answer.status == 409, answer
        offset = offset_of(api, upload)
    assert offset_of(api, upload) == len(data)
    assert lost.getresponse().status == 409
    attachment = claim(upload, data, "whole.bin")
    api.put(f"/v1/tickets/{uuid.uuid4()}", new_ticket("Whole", [attachment]))
    assert api.request("GET", f"/v1/attachments/{attachment['id']}").body == data


def test_a_download_goes_on_with_a_range(desk):
    api = desk.api(desk.user(service="taksi-zirka"))
    data = os.urandom(500_000)
    attachment = attached(api, data, "голос №1.bin")
    api.put(f"/v1/tickets/{uuid.uuid4()}", new_ticket("Range", [attachment]))
    path = f"/v1/attachments/{attachment['id']}"
    whole = api.request("GET", path)
    assert whole.body == data
    rest = api.request("GET", path, headers={"Range": "bytes=123456-", "If-Range": whole.headers["etag"]})
    assert rest.status == 206
    assert rest.headers["content-range"] == "bytes 123456-499999/500000"
    assert rest.body == data[123456:]
    other = api.request("GET", path, headers={"Range": "bytes=123456-", "If-Range": '"other"'})
    assert (other.status, other.body) == (200, data)
    stranger = desk.api(desk.user(service="taksi-volna"))
    assert stranger.request("GET", path).status == 404


def test_sigterm_ends_a_long_poll_with_an_answer(own_desk):
    api = own_desk.api(own_desk.user())
    cursor = api.get("/v1/changes?limit=500")["cursor"]
    connection = api.connect()
    connection.request("GET", f"/v1/changes?wait=60&after={cursor}", headers=api.headers())
    # The answer to a later request shows that the server has got the first one.
    api.get("/v1/me")
    assert own_desk.stop() == 0
    answer = connection.getresponse()
    assert answer.status == 200
    assert json.loads(answer.read())["changes"] == []


def test_a_long_poll_ends_when_its_client_is_gone(own_desk):
    api = own_desk.api(own_desk.user())
    cursor = api.get("/v1/changes?limit=500")["cursor"]
    connection = api.connect()
    connection.request("GET", f"/v1/changes?wait=60&after={cursor}", headers=api.headers())
    api.get("/v1/me")
    connection.close()
    deadline = Deadline(30)
    while own_desk.log().count("GET /v1/changes") < 2:
        assert not deadline.has_passed, "the server still waits for a client that has gone"
        api.get("/v1/me")


def test_only_the_own_authority_vouches_for_the_server(desk):
    context = ssl.create_default_context()
    stranger = http.client.HTTPSConnection("127.0.0.1", desk.port, timeout=LIMIT, context=context)
    with pytest.raises(ssl.SSLCertVerificationError):
        stranger.request("GET", "/v1/desk")
    assert desk.api(desk.user()).get("/v1/desk")["api"] == "cabdesk/1"


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs the program curl")
@pytest.mark.parametrize("version", ["1.1", "2"])
def test_both_versions_of_http_are_spoken(desk, version):
    user = desk.user()
    command = ["curl", "-sS", f"--http{version}", "--cacert", desk.ca_file, "-w", "\n%{http_version}", "-H", "@-"]
    result = subprocess.run(
        [*command, f"{desk.base_url}/v1/me"], input=f"Authorization: Bearer {user['token']}\n", text=True,
        capture_output=True, timeout=LIMIT, check=True,
    )
    body, spoken = result.stdout.rsplit("\n", 1)
    assert json.loads(body)["user"]["name"] == user["name"]
    assert spoken == version


@pytest.mark.parametrize("body", [
    b"", b"{", b"[]", b"null", b"5", b"\xff\xfe", b'{"a":1}', b"[" * 100_000, b'{"kind":"\\ud800"}',
    b'{"kind":1e999}', b'{"kind":["resolved"]}', b'{"kind":"resolved","x":0}', b'{"kind":"\\u0000"}',
], ids=range(13))
def test_no_body_makes_the_server_fail(desk, body):
    api = desk.api(desk.user())
    ticket = api.tickets()[0]["id"]
    for path in ("", f"/messages/{uuid.uuid4()}", f"/events/{uuid.uuid4()}", "/read"):
        for media_type in ("application/json", "text/plain"):
            answer = api.request("PUT", f"/v1/tickets/{ticket}{path}", body, {"Content-Type": media_type})
            assert 400 <= answer.status < 500, (path, answer)
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["type"].startswith("urn:cabdesk:problem:")


@pytest.mark.parametrize("path", [
    "/", "/v1", "/v1/", "/v1/tickets/..", "/v1/tickets/%2e%2e%2fdesk", "/v1/tickets/%00", "/v1/tickets/%ff",
    "/v1/attachments/../../../etc/passwd", "/v1/attachments/..%2f..%2fetc%2fpasswd", "/v1/changes?after=%00",
    "/v1/changes?after=c-1-1-1", "/v1/tickets?limit=0", "/v1/tickets?after=9-",
    "/v1/tickets?status=%ff", "/v1/topics?after=x", "/v1/services?limit=-1", "/v1/tickets/" + "9" * 5000,
], ids=range(17))
def test_no_address_makes_the_server_fail(desk, path):
    for method in ("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"):
        answer = desk.api(desk.user()).request(method, path, headers=TUS)
        assert 400 <= answer.status < 500, (method, answer)


@pytest.mark.parametrize("name", [
    "../../etc/passwd", "/etc/passwd", "..", ".", "", "a/b", "a\x00b", "a\nb", "\x1b[2J", "x" * 256, "ї" * 128,
], ids=range(11))
def test_a_file_name_that_is_a_path_or_a_trick_is_refused(desk, name):
    api = desk.api(desk.user())
    attachment = attached(api, b"content", name)
    answer = api.request("PUT", f"/v1/tickets/{uuid.uuid4()}", new_ticket("Name", [attachment]))
    assert answer.status == 422
    assert answer.json()["violations"][0]["field"] == "attachments"


@pytest.mark.parametrize("authorization", [
    "", "Bearer", "Bearer ", "Basic eDp5", "Bearer cd_" + "A" * 43, "Bearer \xe9",
], ids=range(6))
def test_whatever_is_no_token_is_unauthorized(desk, authorization):
    api = desk.api(desk.user() | {"token": None})
    answer = api.request("GET", "/v1/tickets", headers={"Authorization": authorization})
    assert answer.status == 401
    assert answer.headers["www-authenticate"] == "Bearer"


def test_secrets_and_texts_are_not_in_the_log(own_desk):
    api = own_desk.api(own_desk.user())
    api.put(f"/v1/tickets/{uuid.uuid4()}", new_ticket("A very private subject"))
    api.request("GET", "/v1/nothing-like-this?secret=1")
    own_desk.stop()
    log = own_desk.log()
    assert "PUT /v1/tickets/{ticket} 201" in log
    assert "private" not in log and "nothing-like-this" not in log and "secret" not in log
    assert not any(user["token"] in log for user in own_desk.users)


def test_a_change_of_another_process_reaches_a_waiting_reader(own_desk):
    api = own_desk.api(own_desk.user(service="taksi-zirka"))
    cursor = api.get("/v1/changes?limit=500")["cursor"]
    connection = api.connect()
    connection.request("GET", f"/v1/changes?wait=60&after={cursor}", headers=api.headers())
    subprocess.run(
        [own_desk.program, "admin", "service", "rename", "--data", str(own_desk.data), "taksi-zirka", "Нова Зірка"],
        check=True, timeout=LIMIT, stdout=subprocess.DEVNULL,
    )
    changes = json.loads(connection.getresponse().read())["changes"]
    assert [change["service"]["name"] for change in changes] == ["Нова Зірка"]


def test_what_prevents_a_start_is_said_in_a_sentence(cabdeskd, desk, tmp_path):
    (tmp_path / "file").write_text("no directory")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "cabdesk.sqlite").write_bytes(b"A" * 8192)
    attempts = [
        (["--data", str(tmp_path / "file" / "x")], "cannot be made"),
        (["--data", str(tmp_path / "new"), "--port", str(desk.port)], "in use"),
        (["--data", str(broken)], "not a database"),
    ]
    for arguments, words in attempts:
        result = subprocess.run([cabdeskd, "demo", *arguments], capture_output=True, text=True, timeout=LIMIT)
        assert result.returncode == 1, result
        assert words in result.stderr
        assert "Fatal error" not in result.stderr
    assert subprocess.run([cabdeskd, "demo", "--prot", "1"], capture_output=True, timeout=LIMIT).returncode == 2
