"""The first synchronisation with the search index, against a download by libcurl and the same rows put in from C."""

import shutil
import subprocess
import tempfile
import time

from desks import filled_desk
from figures import Row, Sample
from harness.client import Client
from workshop import Workshop


def rows(workshop: Workshop):
    size = workshop.largest
    desk = filled_desk(workshop, size)
    user = desk.user("customer")
    reference = workshop.compiled("sync", "-lcurl", "-lsqlite3")
    ours, theirs = Sample("", [], "ms"), Sample("C", [], "ms")
    download, insert = Sample("download", [], "ms"), Sample("insert", [], "ms")
    try:
        for _ in range(max(1, min(workshop.runs // 3, 5))):
            home = workshop.folder / "first-sync"
            shutil.rmtree(home, ignore_errors=True)
            client = Client(workshop.cabdesk, home)
            client.sign_in(desk, user)
            began = time.perf_counter()
            subprocess.run([client.program, "sync"], env=client.environment, check=True, stdout=subprocess.DEVNULL)
            ours.values.append((time.perf_counter() - began) * 1000)
            [store] = home.rglob("store.sqlite")
            with tempfile.TemporaryDirectory(dir=workshop.folder) as folder:
                result = subprocess.run(
                    [reference, desk.base_url, desk.ca_file, store, f"{folder}/new.sqlite"], check=True,
                    input=user["token"] + "\n", capture_output=True, text=True)
            downloaded, inserted, _ = map(float, result.stdout.split())
            download.values.append(downloaded)
            insert.values.append(inserted)
            theirs.values.append(downloaded + inserted)
        yield Row(f"first synchronisation of {size:,} tickets, indexed", ours, theirs, 2.5 if size == 100_000 else None)
        yield Row("the same", ours, download)
        yield Row("the same", ours, insert)
    finally:
        desk.stop()
