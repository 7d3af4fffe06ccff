"""Databases of the PostgreSQL that was started for the tests."""

import os
import subprocess
import uuid

import pytest

from .waiting import LIMIT


class Database:
    """An empty database, which goes with `drop`."""

    def __init__(self):
        server = os.environ.get("TEST_POSTGRES")
        if server is None:
            pytest.skip("TEST_POSTGRES names no PostgreSQL server")
        self._server = server
        self.name = f"test_{uuid.uuid4().hex}"
        self._psql(server, f"CREATE DATABASE {self.name}")
        place, mark, options = server.partition("?")
        self.address = place.rsplit("/", 1)[0] + "/" + self.name + mark + options

    def rows(self, sql: str) -> list[str]:
        """The rows of a query, their columns between bars."""
        return self._psql(self.address, sql).splitlines()

    def drop(self) -> None:
        self._psql(self._server, f"DROP DATABASE {self.name} WITH (FORCE)")

    @staticmethod
    def _psql(address: str, sql: str) -> str:
        command = ["psql", "--no-psqlrc", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", "--command", sql, address]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=LIMIT).stdout
