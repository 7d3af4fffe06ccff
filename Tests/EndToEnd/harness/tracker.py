"""The Request Tracker that was started for the tests, as an agent's own program sees it: REST2 with Python's library."""

import base64
import http.client
import json
import os
import pathlib
import ssl
from urllib.parse import urlencode, urlsplit


class Tracker:
    def __init__(self, description: str):
        data = json.loads(pathlib.Path(description).read_text())
        self.base_url: str = data["base_url"]
        self.ca_file: str = data["ca_file"]
        self.other_ca_file: str = data["other_ca_file"]
        self.tls_folder: str = data["folder"] + "/tls"
        self.users: dict[str, dict] = data["users"]
        self.queues: dict[str, int] = data["queues"]
        self.port = urlsplit(self.base_url).port
        self._context = ssl.create_default_context(cafile=self.ca_file)

    @classmethod
    def from_environment(cls) -> "Tracker | None":
        path = os.environ.get("REQUEST_TRACKER")
        return cls(path) if path else None

    def request(self, method: str, path: str, body: dict | list | None = None):
        """The JSON answer to a request of the agent, which has to succeed."""
        connection = http.client.HTTPSConnection("localhost", self.port, timeout=120, context=self._context)
        try:
            headers = {"Authorization": "token " + self.users["agent"]["token"], "Content-Type": "application/json"}
            connection.request(method, "/REST/2.0" + path, json.dumps(body) if body is not None else None, headers)
            response = connection.getresponse()
            content = response.read()
            assert response.status in (200, 201), (path, response.status, content)
            return json.loads(content)
        finally:
            connection.close()

    def tickets(self, subject: str, exact: bool = True) -> list[dict]:
        """The tickets with the subject, or whose subject contains it; oldest first."""
        operator = "=" if exact else "LIKE"
        query = urlencode({
            "query": f"Subject {operator} '{subject}'", "orderby": "id", "per_page": 100,
            "fields": "Subject,Status,Queue,Creator",
        })
        return self.request("GET", "/tickets?" + query)["items"]

    def messages(self, ticket: int) -> list[dict]:
        """The messages with `text` and `files` (name and bytes), oldest first."""
        fields = urlencode({"fields": "Type,Creator", "per_page": 100, "orderby": "id"})
        history = self.request("GET", f"/ticket/{ticket}/history?{fields}")["items"]
        messages = []
        for entry in history:
            if entry["Type"] not in ("Create", "Correspond"):
                continue
            message = {"type": entry["Type"], "author": entry["Creator"]["id"], "text": "", "files": {}}
            parts = self.request("GET", f"/transaction/{entry['id']}/attachments?per_page=100")["items"]
            for part in parts:
                details = self.request("GET", f"/attachment/{part['id']}")
                content = base64.b64decode(details.get("Content") or "")
                if details.get("Filename"):
                    message["files"][details["Filename"]] = content
                elif not details["ContentType"].startswith("multipart/"):
                    message["text"] += content.decode()
            messages.append(message)
        return messages

    def texts(self, ticket: int) -> list[str]:
        """The texts of the messages, none of which has files, oldest first."""
        fields = urlencode({"fields": "Type", "per_page": 100, "orderby": "id"})
        history = self.request("GET", f"/ticket/{ticket}/history?{fields}")["items"]
        numbers = [entry["id"] for entry in history if entry["Type"] in ("Create", "Correspond")]
        query = urlencode({"fields": "Content", "per_page": 100, "orderby": "id"})
        conditions = [{"field": "TransactionId", "value": number} for number in numbers]
        return [part["Content"] for part in self.request("POST", "/attachments?" + query, conditions)["items"]]

    def status(self, ticket: int) -> str:
        return self.request("GET", f"/ticket/{ticket}")["Status"]

    def answer(self, ticket: int, text: str) -> None:
        self.request("POST", f"/ticket/{ticket}/correspond", {"Content": text, "ContentType": "text/plain"})

    def sign_in(self, client, base_url: str | None = None, user: str = "customer") -> dict:
        """Signs the client in with the user's token."""
        return client.json(
            "login", base_url or self.base_url, "--ca-file", self.ca_file, input=self.users[user]["token"] + "\n"
        )
