"""The server's page of 50 tickets against a file of 10 kB of nginx, both over TLS, asked by wrk."""

import contextlib
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile

from desks import busy_desk, fill_desk, token_of
from figures import Row, Sample
from harness.strangers import Authority
from harness.waiting import Deadline
from workshop import Workshop

TICKETS, CONNECTIONS, SECONDS = 10_000, 32, 5
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@contextlib.contextmanager
def nginx(folder: pathlib.Path):
    """Serves a file of 10 kB; its address."""
    authority = Authority(folder / "authority")
    (folder / "file").write_bytes(os.urandom(5_000).hex().encode())
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    configuration = folder / "nginx.conf"
    configuration.write_text(f"""
daemon off; worker_processes 2; pid {folder}/pid; error_log stderr crit;
events {{}}
http {{
    access_log off; client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder}; keepalive_requests 1000000000;
    server {{
        listen 127.0.0.1:{port} ssl; root {folder};
        ssl_certificate {authority.certificate}; ssl_certificate_key {authority.key};
    }}
}}
""")
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(["nginx", "-c", str(configuration)], stderr=log)
        deadline = Deadline()
        try:
            while True:
                with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
                    break
                assert process.poll() is None and not deadline.has_passed, "nginx did not start"
            yield f"https://127.0.0.1:{port}/file"
        finally:
            process.terminate()
            process.wait()


def load(address: str, token: str | None = None) -> tuple[float, float]:
    """Requests a second, and the time that 99 of 100 answers did not exceed, in ms."""
    headers = ["--header", f"Authorization: Bearer {token}"] if token else []
    result = subprocess.run(
        ["wrk", "--threads", "2", "--connections", str(CONNECTIONS), "--duration", f"{SECONDS}s", "--latency", *headers,
         address], check=True, capture_output=True, text=True).stdout
    assert "Non-2xx" not in result, result
    slow, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", result).groups()
    return float(re.search(r"Requests/sec:\s+([\d.]+)", result)[1]), float(slow) * UNITS[unit]


def rows(workshop: Workshop):
    if not all([workshop.has("wrk"), workshop.has("nginx")]):
        return
    folder = pathlib.Path(tempfile.mkdtemp())
    # Its workers give up their rights.
    folder.chmod(0o755)
    desk = busy_desk(workshop, folder / "desk")
    desk.admin("service", "add", "zirka", "Zirka")
    desk.admin("user", "add", "oksana", "Oksana", "--service", "zirka")
    # With its first start it gets its first topic.
    desk.start()
    desk.stop()
    fill_desk(str(desk.data / "cabdesk.sqlite"), "zirka", TICKETS)
    token = token_of(desk, "agent", "agent")
    desk.start()
    page = f"{desk.base_url}/v1/tickets?limit=50"
    ours = Sample("", [], "/s"), Sample("", [], "ms")
    theirs = Sample("nginx", [], "/s"), Sample("nginx", [], "ms")
    try:
        with nginx(folder) as address:
            for _ in range(max(1, min(workshop.runs // 3, 3))):
                for samples, figures in ((ours, load(page, token)), (theirs, load(address))):
                    for sample, figure in zip(samples, figures):
                        sample.values.append(figure)
        yield Row("50 tickets, answers", ours[0], theirs[0], 0.2, more_is_better=True)
        yield Row("50 tickets, 99 of 100 answers within", ours[1], theirs[1], 4)
    finally:
        desk.stop()
        shutil.rmtree(folder)
