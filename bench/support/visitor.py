"""A person at the product's pages over HTTP, as a browser asks for them: cookies, tokens, forms, files."""

import re
import time
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

OFFICE, HEAD_OF_UNIT, PASSWORD = "tccb", "truong.k0", "Mot-mat-khau-dai-2026"
_BOUNDARY = "thidua-bench-boundary"


class Visitor:
    """One person signed in; ``status``, ``text`` and ``seconds`` are those of the last answer."""

    def __init__(self, port: int):
        self.port, self.cookies = port, {}
        self.connection = HTTPConnection("127.0.0.1", port, timeout=120)
        self.status, self.text, self.seconds, self.location = 0, "", 0.0, ""
        self.headers: dict[str, str] = {}

    def sign_in(self, username: str, password: str) -> None:
        self.get("/dang-nhap/")
        self.post("/dang-nhap/", {"username": username, "password": password})
        assert self.status == 302, self.text[:400]

    def get(self, path: str, *, is_fragment: bool = False) -> str:
        return self._ask("GET", path, headers={"HX-Request": "true"} if is_fragment else {})

    def post(self, path: str, form: dict[str, str], *, file: tuple[str, Path] | None = None) -> str:
        given = {**form, "csrfmiddlewaretoken": self.cookies["csrftoken"]}
        if file is None:
            kind, body = "application/x-www-form-urlencoded", urlencode(given).encode()
        else:
            kind, body = f"multipart/form-data; boundary={_BOUNDARY}", _multipart(given, *file)
        return self._ask("POST", path, body=body, headers={"Content-Type": kind})

    def value_of(self, name: str) -> str:
        """Return the value of a hidden field of the last page."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        return unescape(found.group(1)) if found else ""

    def _ask(self, method: str, path: str, *, headers: dict[str, str], body: bytes | None = None) -> str:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        start = time.perf_counter()
        try:
            self.connection.request(method, path, body, {"Cookie": cookies, **headers})
            answer = self.connection.getresponse()
        except ConnectionError:  # the server has closed what was kept alive
            self.connection.close()
            self.connection.request(method, path, body, {"Cookie": cookies, **headers})
            answer = self.connection.getresponse()
        content = answer.read()
        self.seconds = time.perf_counter() - start
        self._keep(answer, content)
        return self.text

    def _keep(self, answer: HTTPResponse, content: bytes) -> None:
        self.status, self.text = answer.status, content.decode(errors="replace")
        self.headers = dict(answer.getheaders())
        self.location = self.headers.get("Location", "")
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}


def _multipart(form: dict[str, str], field: str, path: Path) -> bytes:
    parts = [
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in form.items()
    ]
    head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{path.name}"\r\n\r\n'
    return b"".join([*parts, head.encode(), path.read_bytes(), f"\r\n--{_BOUNDARY}--\r\n".encode()])
