"""A second implementation of a client of API v1, with Python's standard library only."""

import http.client
import json
import math
import ssl
import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from .waiting import LIMIT, Deadline


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes

    def json(self):
        return json.loads(self.body)


class Api:
    """The interface as one user of the desk; a connection of its own for each request."""

    def __init__(self, base_url: str, ca_file: str, token: str | None):
        self.base_url = base_url
        self.token = token
        self._context = ssl.create_default_context(cafile=ca_file)

    def connect(self, timeout: float = 90) -> http.client.HTTPSConnection:
        address = urlsplit(self.base_url)
        return http.client.HTTPSConnection(
            address.hostname, address.port, timeout=timeout, context=self._context
        )

    def headers(self, more: dict | None = None) -> dict[str, str]:
        own = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return own | (more or {})

    def request(self, method: str, path: str, body=None, headers: dict | None = None) -> Answer:
        """`body`: bytes as they are, anything else as JSON."""
        headers = self.headers(headers)
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            headers.setdefault("Content-Type", "application/json")
        connection = self.connect()
        try:
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            fields = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, fields, response.read())
        finally:
            connection.close()

    def get(self, path: str):
        """The JSON at the path; the answer has to be 200."""
        answer = self.request("GET", path)
        assert answer.status == 200, (path, answer)
        return answer.json()

    def put(self, path: str, body):
        """The JSON answer to the PUT, which has to succeed."""
        answer = self.request("PUT", path, body)
        assert answer.status in (200, 201), (path, answer)
        return answer.json()

    def tickets(self, subject: str | None = None) -> list[dict]:
        """All tickets, or those with the subject; newest activity first."""
        found, after = [], None
        while True:
            page = self.get("/v1/tickets?limit=100" + (f"&after={after}" if after else ""))
            found += page["items"]
            after = page.get("next")
            if after is None:
                return [ticket for ticket in found if subject in (None, ticket["subject"])]

    def changes(self) -> list[dict]:
        """All changes from the beginning of the feed."""
        found, cursor = [], None
        while True:
            page = self.get("/v1/changes?limit=500" + (f"&after={cursor}" if cursor else ""))
            found += page["changes"]
            cursor = page["cursor"]
            if not page["hasMore"]:
                return found

    def messages(self, ticket: str) -> list[dict]:
        """Oldest first."""
        return self.get(f"/v1/tickets/{ticket}/messages?limit=500")["items"]

    def wait_until(self, condition, limit: float = LIMIT):
        """Waits for changes on the desk until the condition returns something true."""
        deadline = Deadline(limit)
        cursor = None
        while not (found := condition(self)):
            assert not deadline.has_passed, f"not within {limit} s"
            after = f"&after={cursor}" if cursor else ""
            page = self.get(f"/v1/changes?limit=500&wait={min(10, math.ceil(deadline.remaining))}{after}")
            cursor = page["cursor"]
        return found

    def answer(self, ticket: str, text: str) -> dict:
        """Writes a message to the ticket."""
        body = {"origin": "cli", "text": text, "attachments": [], "isInternal": False}
        return self.put(f"/v1/tickets/{ticket}/messages/{uuid.uuid4()}", body)
