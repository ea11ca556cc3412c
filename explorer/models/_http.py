"""One HTTP answer, read in a thread of its own, so that whoever waits for it can give up at any moment."""

from __future__ import annotations

import contextlib
import errno
import queue
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import urlparse
from urllib.request import Request, build_opener

from explorer import __version__
from explorer.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import Message

_CHUNK = 1 << 17
_BEAT = 0.1


@dataclass(frozen=True, slots=True)
class Head:
    """What the server says before the bytes."""

    status: int
    headers: Message


class Broken(Exception):
    """There is no answer, or no more of it; `words` say why, as the end of a sentence without its full stop.

    Attributes:
        head: what the server said, None where it said nothing.
    """

    def __init__(self, words: Words, head: Head | None = None) -> None:
        super().__init__(words)
        self.words, self.head = words, head


class Answer:
    """The head and then the bytes of a URL; proxies of the environment and redirects are followed.

    The thread that reads is left alone when nobody waits any more: looking up a name and connecting cannot be
    interrupted, but they end by themselves.
    """

    def __init__(self, url: str, headers: dict[str, str], patience: float) -> None:
        """Begin to ask; `patience` is how long nothing may come, in seconds."""
        self._request = Request(url, headers={"User-Agent": f"feature-map-explorer/{__version__}", **headers})
        self._host = urlparse(url).hostname or Words("the server")
        self._patience = patience
        # Bounded: a disk slower than the network must not fill the memory.
        self._news: queue.Queue[Head | bytes | Exception] = queue.Queue(maxsize=8)
        self._unwanted = threading.Event()
        threading.Thread(target=self._read, name="download", daemon=True).start()

    def head(self, beat: Callable[[], None]) -> Head:
        """The status and the headers; `beat` is called again and again meanwhile. Raises Broken."""
        news = self._next(beat)
        assert isinstance(news, Head)
        return news

    def chunks(self, beat: Callable[[], None]) -> Iterator[bytes]:
        """The bytes as they come; an end that comes too early is an end like any other. Raises Broken."""
        while chunk := self._next(beat):
            assert isinstance(chunk, bytes)
            yield chunk

    def close(self) -> None:
        """Nobody waits any more."""
        self._unwanted.set()

    def _next(self, beat: Callable[[], None]) -> Head | bytes:
        until = time.monotonic() + self._patience
        while time.monotonic() < until:
            beat()
            with contextlib.suppress(queue.Empty):
                news = self._news.get(timeout=_BEAT)
                if isinstance(news, Exception):
                    raise self._broken(news) from news
                return news
        raise self._broken(TimeoutError())

    def _broken(self, error: Exception) -> Broken:
        head = Head(error.code, error.headers) if isinstance(error, HTTPError) else None
        return Broken(_reason(error, self._host, self._patience), head)

    def _read(self) -> None:
        try:
            # urlopen() would keep the proxies that the environment had when it was first called.
            with build_opener().open(self._request, timeout=self._patience) as response:
                self._tell(Head(response.status, response.headers))
                while not self._unwanted.is_set() and (chunk := response.read1(_CHUNK)):
                    self._tell(chunk)
            self._tell(b"")
        except HTTPError as error:
            error.close()
            self._tell(error)
        except (OSError, HTTPException, ValueError) as error:
            self._tell(error)

    def _tell(self, news: Head | bytes | Exception) -> None:
        while not self._unwanted.is_set():
            with contextlib.suppress(queue.Full):
                self._news.put(news, timeout=_BEAT)
                return


_UNREACHABLE = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)


def _reason(error: Exception, host: str, patience: float) -> Words:
    if isinstance(error, HTTPError):
        if 300 <= error.code < 400:
            return Words("the server redirects in circles")
        return Words("the server says {0} {1}", error.code, error.reason)
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, TimeoutError):
        return Words("{0} sent nothing for {1:g} seconds; perhaps this computer is offline", host, patience)
    if isinstance(cause, socket.gaierror):
        return Words("{0} cannot be found; perhaps this computer is offline", host)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return Words("the certificate of {0} cannot be verified ({1})", host, cause.verify_message)
    if isinstance(cause, OSError) and cause.errno in _UNREACHABLE:
        return Words("{0} cannot be reached; perhaps this computer is offline", host)
    if isinstance(cause, ConnectionRefusedError):
        return Words("{0} refuses the connection", host)
    if isinstance(cause, ConnectionError):
        return Words("the connection broke off")
    if isinstance(cause, HTTPException):
        return Words("the server's answer is no proper HTTP ({0})", type(cause).__name__)
    return Words(" ".join(str(getattr(cause, "strerror", None) or cause).split()))
