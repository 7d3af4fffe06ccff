"""A desk on several machines: three `cabdeskd` behind haproxy, on PostgreSQL and an S3 gateway."""

import json
import pathlib
import random
import re
import shutil
import socket
import subprocess

from .api import Api
from .served import ServedDesk
from .strangers import Authority
from .waiting import LIMIT, Deadline

TESTS = pathlib.Path(__file__).resolve().parents[2]
REPLICAS = 3


def run(script: str, *arguments, **environment) -> str:
    """The output of one of the scripts that start servers for tests."""
    settings = [f"{name}={value}" for name, value in environment.items()]
    return subprocess.run(
        ["env", *settings, str(TESTS / script), *map(str, arguments)], check=True, capture_output=True, text=True,
        timeout=LIMIT * 4).stdout.strip()


class Cluster:
    """Has what a `Desk` has, so that whatever is tried with one desk can be tried with it.

    Each request goes to the next replica, whichever connection it comes on.
    """

    def __init__(self, program: str, folder: pathlib.Path, seed: int = 1, connections: int = 2000):
        """`connections`: how many the load balancer takes."""
        self.folder, self._connections = folder, connections
        folder.mkdir(parents=True)
        # PostgreSQL's own user has to find it.
        for parent in [folder, *folder.parents]:
            if parent.stat().st_mode & 0o1 == 0:
                parent.chmod(parent.stat().st_mode | 0o1)
        self.random = random.Random(seed)
        self._broken = None
        address = run("PostgreSQL/cluster", "start", folder / "postgres", DURABLE=1)
        store = json.loads(pathlib.Path(run("ObjectStore/gateway", "start", folder / "store")).read_text())
        store["s3"] = store.pop("endpoint")
        self.address, self._store = address, store
        self.authority = Authority(folder / "authority")
        self.ca_file = str(self.authority.ca_file)
        self.replicas = [
            ServedDesk(program, folder / f"replica{number}", **self.storage("postgres")) for number in range(REPLICAS)
        ]
        for replica in self.replicas:
            replica.use(self.authority)
            replica.trusted_proxies = ["127.0.0.1"]
            replica.configure()
        first = self.replicas[0]
        self._make_users(first)
        for replica in self.replicas[1:]:
            replica.data.mkdir(mode=0o700)
            shutil.copy(first.data / "token.key", replica.data / "token.key")
        for replica in self.replicas:
            replica.start()
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.base_url = f"https://127.0.0.1:{self.port}"
        self._proxy = self._start_proxy()

    def storage(self, database: str) -> dict[str, str]:
        """How a desk is configured whose rows are in this database, and whose files are apart from those of others."""
        files = "\n".join(f'{name} = "{value}"' for name, value in self._store.items())
        address = self.address.replace("/postgres?", f"/{database}?")
        return {
            "storage": f'database = "{address}"\ndatabase_connections = 8', "more": f'[files]\nprefix = "{database}"\n{files}\n',
        }

    def make_database(self, name: str) -> None:
        subprocess.run(["psql", self.address, "-q", "-c", f"CREATE DATABASE {name}"], check=True, timeout=LIMIT)

    def _make_users(self, desk: ServedDesk) -> None:
        self.users = []
        for service in ["zirka", "volna"]:
            desk.admin("service", "add", service, service.capitalize())
            for number in range(2):
                self._make_user(desk, f"{service}{number}", "customer", service)
        self._make_user(desk, "olena", "agent", None)
        self._make_user(desk, "root", "admin", None)

    def _make_user(self, desk: ServedDesk, name: str, role: str, service: str | None) -> None:
        desk.admin("user", "add", name, name.capitalize(), *(["--service", service] if service else ["--role", role]))
        [token] = desk.admin("token", "create", name, "--label", "test")
        self.users.append({"id": name, "role": role, "service": service, "token": token["token"]})

    def _start_proxy(self) -> subprocess.Popen:
        combined = self.folder / "proxy.pem"
        combined.write_text(self.authority.certificate.read_text() + self.authority.key.read_text())
        servers = "\n".join(
            f"    server replica{number} 127.0.0.1:{replica.port} ssl verify required ca-file {self.ca_file} alpn http/1.1 check"
            for number, replica in enumerate(self.replicas))
        configuration = self.folder / "haproxy.cfg"
        configuration.write_text(f"""
global
    maxconn {self._connections}
defaults
    mode http
    timeout connect 5s
    timeout client 90s
    timeout server 90s
    timeout check 20s
    option forwardfor
    option redispatch
    retries 3
    retry-on conn-failure empty-response
frontend desk
    bind 127.0.0.1:{self.port} ssl crt {combined} alpn h2,http/1.1
    default_backend replicas
backend replicas
    balance roundrobin
    option httpchk GET /readyz
    # A check has to connect within `inter`, which a busy machine needs time for. Who refuses is noticed at once all the same.
    default-server inter 10s fastinter 200ms downinter 200ms fall 2 rise 1
{servers}
""")
        log = open(self.folder / "haproxy.log", "ab")
        process = subprocess.Popen(["haproxy", "-db", "-f", str(configuration)], stdout=log, stderr=log)
        log.close()
        deadline = Deadline()
        while not self._answers():
            assert process.poll() is None and not deadline.has_passed, (self.folder / "haproxy.log").read_text()
        return process

    def _answers(self) -> bool:
        try:
            return Api(self.base_url, self.ca_file, None).request("GET", "/readyz").status == 200
        except OSError:
            return False

    # What breaks

    def kill(self) -> None:
        """One part breaks, as if its machine had lost its power."""
        self._broken = self.random.choice([*self.replicas, *self.replicas, "postgres", "store"])
        if self._broken == "postgres":
            run("PostgreSQL/cluster", "restart", self.folder / "postgres", "immediate")
        elif self._broken == "store":
            run("ObjectStore/gateway", "pause", self.folder / "store")
        else:
            self._broken.kill()

    def start(self) -> None:
        """What broke is there again."""
        if self._broken == "store":
            run("ObjectStore/gateway", "start", self.folder / "store")
        elif isinstance(self._broken, ServedDesk):
            self._broken.start()
        self._broken = None
        deadline = Deadline(LIMIT * 2)
        while not self._answers():
            assert not deadline.has_passed, self.log()

    def stop(self) -> None:
        self._proxy.terminate()
        self._proxy.wait(LIMIT)
        for replica in self.replicas:
            replica.kill()
        run("ObjectStore/gateway", "stop", self.folder / "store")
        run("PostgreSQL/cluster", "stop", self.folder / "postgres")

    def log(self) -> str:
        return "\n".join(replica.log()[-2000:] for replica in self.replicas)

    def counts(self, method: str, path: str) -> list[int]:
        """How many requests each replica has answered."""
        pattern = re.compile(rf'^cabdesk_requests_total{{method="{method}",path="{re.escape(path)}",status="2\d\d"}} (\d+)$', re.M)
        found = []
        for replica in self.replicas:
            api = Api(replica.base_url, self.ca_file, self.user("admin")["token"])
            found.append(sum(map(int, pattern.findall(api.request("GET", "/metrics").body.decode()))))
        return found

    # As of one desk

    def user(self, role: str = "customer", index: int = 0, service: str | None = None) -> dict:
        """A user of the role; `index` counts those who match."""
        return [user for user in self.users if user["role"] == role and service in (None, user["service"])][index]

    def api(self, user: dict) -> Api:
        return Api(self.base_url, self.ca_file, user["token"])
