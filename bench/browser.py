"""A browser that sends forms: one connection, its cookies, and the address that the proxy tells of it."""

import http.client
import re
import time
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie


@dataclass
class Browser:
    """`origin` is the server's address, `address` where the proxy says that the browser is."""

    origin: str
    address: str = "127.0.0.1"
    cookies: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection = field(init=False)
    token: str = field(init=False, default="")
    location: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection(self.origin.removeprefix("http://"), timeout=60)

    def open_sign_in(self) -> None:
        page = self._ask("GET", "/login/")[1].decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if found is None:
            raise RuntimeError("the sign-in page has no form")
        self.token = found[1]

    def sign_in(self, username: str, password: str) -> tuple[int, float]:
        """Send the form of the sign-in; return the status and how many milliseconds it took."""
        fields = {"csrfmiddlewaretoken": self.token, "username": username, "password": password}
        started = time.perf_counter()
        status, _page = self._ask("POST", "/login/", urllib.parse.urlencode(fields))
        return status, (time.perf_counter() - started) * 1000

    def get(self, path: str) -> tuple[int, bytes]:
        return self._ask("GET", path)

    def post(self, path: str, fields: Mapping[str, str]) -> tuple[int, bytes]:
        """Send a form; where the answer leads elsewhere, `location` says where."""
        return self._ask("POST", path, urllib.parse.urlencode({"csrfmiddlewaretoken": self.token, **fields}))

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes]:
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-Forwarded-For": self.address,
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        page = answer.read()
        self.location = answer.headers.get("Location", "")
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer.status, page
