"""cabdeskd as a peer of HTTP and TLS meets it: malformed, cut off, silent, slow, many at once."""

import base64
import concurrent.futures
import contextlib
import hashlib
import io
import json
import os
import re
import resource
import select
import socket
import ssl
import subprocess
import uuid

import pytest
from harness.api import Api
from harness.memory import peak_of
from harness.served import ServedDesk
from harness.waiting import LIMIT, Deadline, wait_until
from test_server import TUS, begin_upload, claim, new_ticket, offset_of
from tusclient.client import TusClient


def connect(desk, protocols=("http/1.1",), source: str | None = None) -> ssl.SSLSocket:
    context = ssl.create_default_context(cafile=desk.ca_file)
    context.set_alpn_protocols(list(protocols))
    address = (source, 0) if source else None
    connection = socket.create_connection(("127.0.0.1", desk.port), timeout=LIMIT, source_address=address)
    return context.wrap_socket(connection, server_hostname="127.0.0.1")


def read_answer(connection: ssl.SSLSocket) -> bytes:
    """Up to the end of the header, or as much as comes."""
    data = b""
    while b"\r\n\r\n" not in data and (more := connection.recv(65536)):
        data += more
    return data


def exchange(desk, request: bytes) -> bytes:
    with connect(desk) as connection:
        connection.sendall(request)
        return read_answer(connection)


def errors_in(log: str) -> list[str]:
    return [line for line in log.splitlines() if " error " in line or " 500" in line or " critical " in line]


def head_of(api, method: str, path: str, **fields: str) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: desk", f"Authorization: Bearer {api.token}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def test_a_malformed_chunk_is_400_wherever_a_body_is_read(own_desk):
    api = own_desk.api(own_desk.user())
    json_body = {"Content_Type": "application/json"}
    piece = TUS | {"Upload_Offset": "0", "Content_Type": "application/offset+octet-stream"}
    requests = [
        ("POST", "/v1/sessions", json_body), ("PUT", f"/v1/tickets/{uuid.uuid4()}", json_body),
        ("PATCH", None, piece), ("PATCH", None, piece | {"Upload_Checksum": "sha1 " + "A" * 27 + "="}),
        ("POST", "/v1/uploads", piece | {"Upload_Length": "10"}),
    ]
    for method, path, fields in requests:
        for body in (b"ZZ\r\nabc\r\n", b"3\r\nabcdef\r\n", b"-1\r\n", b"FFFFFFFFFFFFFFFFF\r\n"):
            head = head_of(api, method, path or begin_upload(api, 100), Transfer_Encoding="chunked", **fields)
            answer = exchange(own_desk, head + body)
            wanted = b"HTTP/1.1 201" if method == "POST" and path == "/v1/uploads" else b"HTTP/1.1 400"
            assert answer.startswith(wanted), (method, path, body, answer)
            assert b"strict-transport-security" in answer.lower()
    own_desk.stop()
    assert errors_in(own_desk.log()) == []


@pytest.mark.parametrize("request_bytes", [
    b"GET /v1/me HTTP/1.1\r\n\r\n", b"GET /v1/me HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"nonsense\r\n\r\n",
    b"GET /v1/me HTTP/1.1\r\nHost : a\r\n\r\n", b"GET /v1/me HTTP/9.9\r\nHost: a\r\n\r\n",
    b"GET /v1/me HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
    b"GET /v1/me HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
    b"PUT /v1/me HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
], ids=range(8))
def test_what_is_no_request_is_400_and_says_to_stay_with_tls(own_desk, request_bytes):
    answer = exchange(own_desk, request_bytes)
    assert answer.startswith(b"HTTP/1.1 400"), answer
    assert b"strict-transport-security: max-age=" in answer.lower()
    assert errors_in(own_desk.log()) == []


def test_http_1_0_needs_no_host_and_is_not_asked_for_a_body(desk):
    assert exchange(desk, b"GET /healthz HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 200")
    head = b"POST /v1/sessions HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
    assert exchange(desk, head + b"Expect: 100-continue\r\n\r\n{}").startswith(b"HTTP/1.1 400")


def test_who_waits_to_be_asked_for_the_body_is_asked_at_once_or_refused_without_it(desk):
    api = desk.api(desk.user())
    data = os.urandom(2_000_000)
    upload = begin_upload(api, len(data))
    head = head_of(
        api, "PATCH", upload, Tus_Resumable="1.0.0", Upload_Offset="0", Expect="100-continue",
        Content_Type="application/offset+octet-stream", Content_Length=str(len(data)))
    with connect(desk) as connection:
        connection.sendall(head)
        assert read_answer(connection) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(data)
        assert read_answer(connection).startswith(b"HTTP/1.1 204")
    assert offset_of(api, upload) == len(data)
    # The 2 MB count: the upload is complete.
    assert exchange(desk, head).startswith(b"HTTP/1.1 409")
    assert exchange(desk, head.replace(b"Bearer ", b"Bearer x")).startswith(b"HTTP/1.1 401")


def test_a_connection_that_breaks_amid_a_body_is_no_error_of_the_server(own_desk):
    api = own_desk.api(own_desk.user())
    data = os.urandom(1_000_000)
    checksum = "sha256 " + "A" * 43 + "="
    paths = []
    for method, path, fields in (
        ("PATCH", None, {}), ("PATCH", None, {"Upload_Checksum": checksum}),
        ("PUT", f"/v1/tickets/{uuid.uuid4()}", {"Content_Type": "application/json"}),
        ("POST", "/v1/sessions", {"Content_Type": "application/json"}),
    ):
        if method == "PATCH":
            path = begin_upload(api, len(data))
            fields = fields | TUS | {"Upload_Offset": "0", "Content_Type": "application/offset+octet-stream"}
            paths.append(path)
        for is_reset in (False, True):
            connection = connect(own_desk)
            length = {"Content_Length": str(len(data))} if is_reset else {"Transfer_Encoding": "chunked"}
            connection.sendall(head_of(api, method, path, **fields, **length))
            connection.sendall(data[:300_000] if is_reset else b"40000\r\n" + data[:262_144] + b"\r\n")
            if is_reset:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
            # Without the farewell of TLS.
            socket.socket(fileno=connection.detach()).close()
    # The upload with a checksum keeps nothing; the other keeps what has arrived.
    deadline = Deadline(LIMIT)
    while offset_of(api, paths[0]) == 0:
        assert not deadline.has_passed, "nothing of the upload was kept"
    assert offset_of(api, paths[1]) == 0
    own_desk.stop()
    assert errors_in(own_desk.log()) == []


def test_of_many_patches_at_one_offset_one_wins(desk):
    api = desk.api(desk.user())
    data = os.urandom(3_000_000)
    for extra in ({}, {"Upload-Checksum": "sha1 " + encoded(hashlib.sha1(data))}) * 5:
        upload = begin_upload(api, len(data))
        fields = TUS | {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"} | extra

        def send(_, upload=upload, fields=fields) -> int:
            return api.request("PATCH", upload, data, fields).status

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            statuses = sorted(pool.map(send, range(4)))
        assert statuses == [204, 409, 409, 409], statuses
        assert offset_of(api, upload) == len(data)
        attachment = claim(upload, data, "race.bin")
        api.put(f"/v1/tickets/{uuid.uuid4()}", new_ticket("Race", [attachment]))


def encoded(digest) -> str:
    return base64.b64encode(digest.digest()).decode()


@pytest.mark.parametrize("checksum", [False, True])
def test_a_tus_client_of_others_uploads_and_goes_on(desk, monkeypatch, checksum):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", desk.ca_file)
    api = desk.api(desk.user())
    data = os.urandom(2_500_000)
    client = TusClient(f"{desk.base_url}/v1/uploads", headers={"Authorization": f"Bearer {api.token}"})
    metadata = {"filename": "Звіт.bin", "empty": ""}
    options = {"chunk_size": 700_000, "metadata": metadata, "upload_checksum": checksum}
    first = client.uploader(file_stream=io.BytesIO(data), **options)
    first.upload(stop_at=700_000)
    answer = api.request("HEAD", first.url.removeprefix(desk.base_url), headers=TUS)
    assert answer.headers["upload-offset"] == "700000"
    assert answer.headers["upload-metadata"] == ",".join(first.encode_metadata()).strip()
    second = client.uploader(file_stream=io.BytesIO(data), url=first.url, **options)
    assert second.offset == 700_000
    second.upload()
    attachment = claim(first.url, data, "tus.bin")
    api.put(f"/v1/tickets/{uuid.uuid4()}", new_ticket("tus", [attachment]))
    assert api.request("GET", f"/v1/attachments/{attachment['id']}").body == data


@pytest.fixture
def limited_desk(cabdeskd, tmp_path):
    """Starts a desk after a command of the shell, for example with fewer descriptors."""
    desks = []

    def start(command: str) -> ServedDesk:
        program = tmp_path / "limited"
        program.write_text(f'#!/bin/sh\n{command}\nexec {cabdeskd} "$@"\n')
        program.chmod(0o700)
        desks.append(ServedDesk(str(program), tmp_path / "served"))
        desks[-1].admin("service", "add", "zirka", "Zirka")
        desks[-1].admin("user", "add", "oksana", "Oksana", "--service", "zirka")
        desks[-1].start()
        return desks[-1]

    yield start
    for desk in desks:
        desk.stop()


def test_the_desk_is_reached_while_2000_silent_connections_are_held(limited_desk):
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    if before[1] < 4096:
        pytest.skip("needs 4,096 descriptors for the connections")
    served = limited_desk("ulimit -n 1024")
    [token] = served.admin("token", "create", "oksana")
    api = Api(served.base_url, served.ca_file, token["token"])
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, before[1]))
    silent = []
    try:
        for number in range(2000):
            silent.append(socket.create_connection(("127.0.0.1", served.port), timeout=LIMIT))
            if number % 250 == 0:
                assert api.request("GET", "/v1/me").status == 200
        for _ in range(20):
            assert api.request("GET", "/v1/me").status == 200
        # The server gives up on all of them, without a byte.
        deadline = Deadline(90)
        waiting = {connection.fileno(): connection for connection in silent}
        poller = select.poll()
        for descriptor in waiting:
            poller.register(descriptor, select.POLLIN)
        while waiting:
            assert not deadline.has_passed, f"{len(waiting)} silent connections are still open"
            for descriptor, _ in poller.poll(1000):
                with contextlib.suppress(ConnectionResetError):
                    assert waiting[descriptor].recv(1) == b""
                poller.unregister(descriptor)
                del waiting[descriptor]
        assert api.request("GET", "/v1/me").status == 200
    finally:
        for connection in silent:
            connection.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    assert errors_in(served.log()) == []


def test_the_soft_limit_of_descriptors_is_raised_to_the_hard_one(limited_desk):
    served = limited_desk("ulimit -Sn 256")
    soft, hard = resource.prlimit(served.pid, resource.RLIMIT_NOFILE)
    assert soft == hard > 256


def test_both_programs_say_their_version(cabdesk, cabdeskd):
    said = [
        subprocess.run([program, "--version"], capture_output=True, text=True, timeout=LIMIT, check=True).stdout
        for program in (cabdesk, cabdeskd)
    ]
    assert said[0] == said[1]
    assert said[0].count(".") == 2


def poll_of(api, wait: int = 60) -> bytes:
    cursor = api.get("/v1/changes?limit=500")["cursor"]
    return head_of(api, "GET", f"/v1/changes?wait={wait}&after={cursor}")


def open_polls(desk) -> int:
    """Of the whole server."""
    metrics = Api(desk.base_url, desk.ca_file, desk.admin("token", "create", "boss")[0]["token"])
    text = metrics.request("GET", "/metrics").body.decode()
    return int(re.search(r"^cabdesk_open_long_polls (\d+)", text, re.MULTILINE)[1])


def wait_for_polls(desk, count: int) -> None:
    deadline = Deadline(LIMIT)
    while open_polls(desk) != count:
        assert not deadline.has_passed, f"{open_polls(desk)} long polls, not {count}"


@pytest.fixture
def polled(served):
    """A desk with an administrator, whose metrics tell how many long polls are open."""
    served.admin("user", "add", "boss", "Boss", "--role", "admin")
    served.more = "[limits]\nrequests_per_minute = 1000000\n"
    served.stop()
    served.start()
    [token] = served.admin("token", "create", "oksana")
    return served, Api(served.base_url, served.ca_file, token["token"])


def test_requests_behind_a_long_poll_on_one_connection_are_answered_after_it_and_in_order(polled):
    desk, api = polled
    with connect(desk) as connection:
        behind = [head_of(api, "GET", path) for path in ("/v1/tickets?limit=7", "/v1/me", "/v1/tickets?limit=0", "/v1/desk")]
        connection.sendall(poll_of(api) + b"".join(behind))
        wait_for_polls(desk, 1)
        assert select.select([connection], [], [], 0)[0] == []
        api.put(f"/v1/tickets/{uuid.uuid4()}", new_ticket("Radio"))
        data = b""
        while b'"api"' not in data:
            more = connection.recv(65536)
            assert more, data
            data += more
        answers = data.split(b"HTTP/1.1 ")[1:]
        assert [answer[:3] for answer in answers] == [b"200", b"200", b"200", b"400", b"200"]
        for answer, part in zip(answers, (b'"changes"', b'"items"', b'"user"', b'"detail"', b'"api"')):
            assert part in answer, (part, answer)
    wait_for_polls(desk, 0)


def test_what_cannot_be_read_behind_a_long_poll_is_refused_after_its_answer(polled):
    desk, api = polled
    with connect(desk) as connection:
        connection.sendall(poll_of(api) + b"nonsense\r\n\r\n")
        wait_for_polls(desk, 1)
        api.put(f"/v1/tickets/{uuid.uuid4()}", new_ticket("Radio"))
        data = b""
        while more := connection.recv(65536):
            data += more
        assert [answer[:3] for answer in data.split(b"HTTP/1.1 ")[1:]] == [b"200", b"400"]
    wait_for_polls(desk, 0)


@pytest.mark.parametrize("version", ["1.1", "2"])
def test_a_long_poll_hears_of_a_change_and_of_the_end_of_its_token(polled, version):
    desk, api = polled
    cursor = api.get("/v1/changes?limit=500")["cursor"]
    command = [
        "curl", "-sS", f"--http{version}", "--cacert", desk.ca_file, "-w", "\n%{http_code} %{http_version}", "-H",
        f"Authorization: Bearer {api.token}"]

    def poll(cursor: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [*command, f"{desk.base_url}/v1/changes?wait=60&after={cursor}"], stdout=subprocess.PIPE, text=True)
        wait_for_polls(desk, 1)
        return process

    first = poll(cursor)
    ticket = str(uuid.uuid4())
    api.put(f"/v1/tickets/{ticket}", new_ticket("Radio"))
    body, end = first.communicate(timeout=LIMIT)[0].rsplit("\n", 1)
    assert end == f"200 {version}"
    assert ticket in body
    second = poll(json.loads(body)["cursor"])
    [device] = api.get("/v1/devices")["items"]
    assert api.request("DELETE", f"/v1/devices/{device['id']}").status == 204
    body, end = second.communicate(timeout=LIMIT)[0].rsplit("\n", 1)
    assert end == f"401 {version}"
    assert json.loads(body)["type"] == "urn:cabdesk:problem:unauthorized"
    wait_for_polls(desk, 0)


@pytest.mark.parametrize("version", ["1.1", "2"])
def test_a_long_poll_whose_client_is_gone_counts_no_longer(polled, version):
    desk, api = polled
    cursor = api.get("/v1/changes?limit=500")["cursor"]
    process = subprocess.Popen([
        "curl", "-sS", f"--http{version}", "--cacert", desk.ca_file, "-H", f"Authorization: Bearer {api.token}",
        f"{desk.base_url}/v1/changes?wait=60&after={cursor}"])
    wait_for_polls(desk, 1)
    answered = desk.log().count("GET /v1/changes ")
    process.kill()
    process.wait()
    wait_for_polls(desk, 0)
    # It has failed in nothing, so that nobody is paged for it.
    wait_until(lambda: desk.log().count("GET /v1/changes ") == answered + 1)
    assert "GET /v1/changes 50" not in desk.log()


def test_a_client_that_asks_for_lists_and_reads_none_is_not_listened_to(polled):
    desk, api = polled
    for _ in range(10):
        api.put(f"/v1/tickets/{uuid.uuid4()}", new_ticket("Radio"))
    # More than all buffers on the way hold.
    request = head_of(api, "GET", "/v1/tickets?limit=10", X_Padding="x" * 4000)
    before = peak_of(desk.pid)
    with connect(desk) as connection:
        connection.settimeout(3)
        with pytest.raises(TimeoutError):
            for _ in range(10_000):
                connection.sendall(request)
        assert peak_of(desk.pid) < before + (32 << 20)
