"""A small web server of the tests' own, as good or as bad as a path tells it to be."""

from __future__ import annotations

import contextlib
import hashlib
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Server:
    """Serves files by their names; `limit` is how many bytes come before something goes wrong.

    Attributes:
        mode: `good`, `slow`, `truncated` or `stalled` (after `limit` bytes), `silent`, `no ranges`, `blind` (to
            If-Range), `other part`, `no length`, `web page`.
        files: name -> (content, ETag).
        asked: the headers of each request, and its path as `path`.
        moved: name -> the address that a request is sent on to.
    """

    address: str = ""
    files: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    mode: str = "good"
    limit: int = 0
    go_on: threading.Event = field(default_factory=threading.Event)

    def offer(self, stem: str, content: bytes, digest: str | None = None, tag: str = '"1"') -> str:
        """Serve a file whose name holds its SHA-256 (or `digest`); its URL."""
        name = f"{stem}-{digest or hashlib.sha256(content).hexdigest()[:8]}.pth"
        self.files[name] = (content, tag)
        return f"{self.address}/models/{name}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def plan(self) -> Server:
        return self.server.plan  # type: ignore[attr-defined]

    def log_message(self, *_args: object) -> None:
        """Nothing on stderr."""

    def do_GET(self) -> None:
        plan, name = self.plan, self.path.rpartition("/")[2]
        plan.asked.append({"path": self.path, **self.headers})
        with contextlib.suppress(ConnectionError):
            if plan.mode == "silent":
                plan.go_on.wait(10)
            elif name in plan.moved:
                self.answer(302, b"", {"Location": plan.moved[name]})
            elif name not in plan.files:
                self.answer(404, b"not here", {})
            elif plan.mode == "web page":
                self.answer(200, b"<html>log in</html>", {"Content-Type": "text/html"})
            else:
                self.send_file(*plan.files[name])
        self.close_connection = True

    def send_file(self, content: bytes, tag: str) -> None:
        plan = self.plan
        headers = {"ETag": tag} if tag else {}
        start = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").removesuffix("-"))
        unchanged = self.headers.get("If-Range") == tag or plan.mode == "blind"
        start = start if unchanged and plan.mode != "no ranges" else 0
        if start and start >= len(content):
            self.answer(416, b"", {"Content-Range": f"bytes */{len(content)}"})
        elif start:
            first = start - 1 if plan.mode == "other part" else start
            headers["Content-Range"] = f"bytes {first}-{len(content) - 1}/{len(content)}"
            self.answer(206, content[first:], headers)
        else:
            self.answer(200, content, headers)

    def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        plan = self.plan
        self.send_response(status)
        if plan.mode != "no length":
            self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        sent = body[: plan.limit] if plan.mode in ("truncated", "stalled") else body
        for at in range(0, len(sent), 4096):
            self.wfile.write(sent[at : at + 4096])
            self.wfile.flush()
            if plan.mode == "slow":
                time.sleep(0.005)
        if plan.mode == "stalled":
            plan.go_on.wait(10)


@contextlib.contextmanager
def serving():
    """A server on a free port of this computer, gone afterwards."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        plan = server.plan = Server(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield plan
        finally:
            plan.go_on.set()
            server.shutdown()
            thread.join()
