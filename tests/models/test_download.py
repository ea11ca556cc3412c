"""Downloads from good and bad servers: what ends up on the disk, what is kept, and what is said."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import socket
import time
from typing import TYPE_CHECKING, Any

import pytest

from explorer.errors import Cancelled, ModelError
from explorer.models import download
from explorer.models.download import fetch

if TYPE_CHECKING:
    from pathlib import Path

    from server import Server

CONTENT = bytes(range(256)) * 2000
OTHER = CONTENT[::-1]
HALF = 200_000


def prefix(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:8]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "hub" / "checkpoints"


def refused(*args: Any, **settings: Any) -> str:
    """The one sentence with which a download is refused."""
    with pytest.raises(ModelError) as caught:
        fetch(*args, **settings)
    sentence = str(caught.value)
    assert "\n" not in sentence
    return sentence


def half(server: Server, folder: Path, url: str) -> Path:
    """The first part of a file, as a broken connection leaves it."""
    server.mode, server.limit = "truncated", HALF
    refused(url, folder, "")
    server.mode = "good"
    server.asked.clear()
    return folder / f"{url.rpartition('/')[2]}.partial"


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_file_is_fetched_whole_and_nothing_else_stays(server: Server, folder: Path) -> None:
    url = server.offer("net", CONTENT)
    told: list[tuple[int, int | None]] = []
    path = fetch(url, folder, prefix(CONTENT), lambda done, whole: told.append((done, whole)))
    assert path == folder / f"net-{prefix(CONTENT)}.pth"
    assert path.read_bytes() == CONTENT
    assert left(folder) == {path.name}
    done = [amount for amount, _ in told]
    assert done == sorted(done)
    assert told[-1] == (len(CONTENT), len(CONTENT))


def test_a_server_that_does_not_say_how_much_is_believed_by_the_hash(server: Server, folder: Path) -> None:
    server.mode = "no length"
    told: set[int | None] = set()
    path = fetch(server.offer("net", CONTENT), folder, prefix(CONTENT), lambda _done, whole: told.add(whole))
    assert path.read_bytes() == CONTENT
    assert None in told


def test_a_slow_server_is_waited_for_as_long_as_something_comes(server: Server, folder: Path) -> None:
    # 125 parts with 5 ms between them take longer than the patience for one of them.
    server.mode = "slow"
    begin = time.monotonic()
    path = fetch(server.offer("net", CONTENT), folder, prefix(CONTENT), patience=0.5)
    assert time.monotonic() - begin > 0.5
    assert path.read_bytes() == CONTENT


def test_redirects_are_followed_and_circles_are_not(server: Server, folder: Path) -> None:
    url = server.offer("net", CONTENT)
    server.moved["moved.pth"] = url
    assert fetch(f"{server.address}/moved.pth", folder, prefix(CONTENT)).name == "moved.pth"
    server.moved["round.pth"] = f"{server.address}/round.pth"
    sentence = refused(f"{server.address}/round.pth", folder, "")
    assert sentence == f"{server.address}/round.pth cannot be downloaded: the server redirects in circles."


def test_a_proxy_of_the_environment_is_used(server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", server.address)
    monkeypatch.delenv("no_proxy", raising=False)
    server.offer("net", CONTENT)
    url = f"http://weights.invalid/net-{prefix(CONTENT)}.pth"
    assert fetch(url, folder, prefix(CONTENT)).read_bytes() == CONTENT
    assert server.asked[0]["path"] == url


# ---- what goes wrong


def test_a_missing_file_is_said_and_leaves_nothing(server: Server, folder: Path) -> None:
    url = f"{server.address}/models/gone-12345678.pth"
    assert refused(url, folder, "12345678") == f"{url} cannot be downloaded: the server says 404 Not Found."
    assert left(folder) == set()


def test_a_file_of_another_hash_is_thrown_away(server: Server, folder: Path) -> None:
    url = server.offer("net", CONTENT, digest="0badbeef")
    sentence = refused(url, folder, "0badbeef")
    assert url in sentence
    assert "0badbeef" in sentence
    assert left(folder) == set()


def test_a_web_page_instead_of_the_file_is_a_network_that_wants_a_login(server: Server, folder: Path) -> None:
    url = server.offer("net", CONTENT)
    partial = half(server, folder, url)
    server.mode = "web page"
    assert "log in" in refused(url, folder, prefix(CONTENT))
    assert partial.stat().st_size == HALF


@pytest.mark.parametrize("mode", ["silent", "stalled"])
def test_a_server_that_sends_nothing_is_not_waited_for(server: Server, folder: Path, mode: str) -> None:
    server.mode, server.limit = mode, HALF
    url = server.offer("net", CONTENT)
    sentence = refused(url, folder, prefix(CONTENT), patience=0.5)
    assert sentence.startswith(f"{url} cannot be downloaded: 127.0.0.1 sent nothing for 0.5 seconds")
    assert ("What has come (0.2 MB) is kept" in sentence) == (mode == "stalled")


def test_a_truncated_answer_is_noticed_and_kept(server: Server, folder: Path) -> None:
    url = server.offer("net", CONTENT)
    server.mode, server.limit = "truncated", HALF
    sentence = refused(url, folder, prefix(CONTENT))
    assert sentence == (
        f"{url} cannot be downloaded: it ended after 0.2 MB of 0.5 MB. "
        "What has come (0.2 MB) is kept: the next try goes on from there."
    )
    assert (folder / f"net-{prefix(CONTENT)}.pth.partial").read_bytes() == CONTENT[:HALF]
    assert not (folder / f"net-{prefix(CONTENT)}.pth").exists()


def test_being_offline_is_said_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lookup(*_args: Any, **_settings: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    begin = time.monotonic()
    sentence = refused("https://weights.invalid/net-12345678.pth", folder, "12345678")
    assert time.monotonic() - begin < 5
    assert sentence == (
        "https://weights.invalid/net-12345678.pth cannot be downloaded: weights.invalid cannot be found; "
        "perhaps this computer is offline."
    )


def test_a_port_where_nobody_listens(folder: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/net-12345678.pth"
        assert refused(url, folder, "") == f"{url} cannot be downloaded: 127.0.0.1 refuses the connection."


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/net.pth", "net.pth"])
def test_only_web_addresses_are_fetched(folder: Path, url: str) -> None:
    assert refused(url, folder, "") == f"{url} cannot be downloaded: its address is neither http nor https."


def test_a_folder_that_cannot_be_made_is_named(server: Server, tmp_path: Path) -> None:
    (tmp_path / "hub").write_bytes(b"a file")
    sentence = refused(server.offer("net", CONTENT), tmp_path / "hub" / "checkpoints", prefix(CONTENT))
    assert sentence == f"{tmp_path / 'hub' / 'checkpoints'} cannot be written: Not a directory."


def test_too_little_room_is_noticed_before_anything_comes(
    server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(folder.anchor)
    monkeypatch.setattr(download.shutil, "disk_usage", lambda _path: usage._replace(free=104_858))
    sentence = refused(server.offer("net", CONTENT), folder, prefix(CONTENT))
    assert "needs 0.5 MB more, but there are only 0.1 MB free" in sentence
    assert left(folder) == set()


def test_a_disk_that_gets_full_is_not_left_full(server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def digest(*_args: Any) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(download, "_check", digest)
    sentence = refused(server.offer("net", CONTENT), folder, prefix(CONTENT))
    assert sentence.endswith(".partial cannot be written: No space left on device.")
    assert left(folder) == set()


def test_the_same_file_is_not_written_twice_at_once(server: Server, folder: Path) -> None:
    url = server.offer("net", CONTENT)
    sentences = []

    def progress(_done: int, _whole: int | None) -> None:
        if not sentences:
            sentences.append(refused(url, folder, prefix(CONTENT)))

    assert fetch(url, folder, prefix(CONTENT), progress).read_bytes() == CONTENT
    assert sentences == [f"net-{prefix(CONTENT)}.pth is being downloaded already: wait for that to end."]


# ---- stopped, and gone on with


def test_what_has_come_is_kept_when_the_user_stops(server: Server, folder: Path) -> None:
    def stop(done: int, _whole: int | None) -> None:
        if done >= HALF:
            raise Cancelled("enough")

    url = server.offer("net", CONTENT)
    with pytest.raises(Cancelled):
        fetch(url, folder, prefix(CONTENT), stop)
    partial = folder / f"net-{prefix(CONTENT)}.pth.partial"
    size = partial.stat().st_size
    assert HALF <= size < len(CONTENT)
    server.asked.clear()
    assert fetch(url, folder, prefix(CONTENT)).read_bytes() == CONTENT
    assert server.asked[0]["Range"] == f"bytes={size}-"
    assert server.asked[0]["If-Range"] == '"1"'


def test_a_user_who_stops_does_not_wait_for_a_silent_server(server: Server, folder: Path) -> None:
    def stop(_done: int, _whole: int | None) -> None:
        if server.asked:
            raise Cancelled("enough")

    server.mode = "silent"
    begin = time.monotonic()
    with pytest.raises(Cancelled):
        fetch(server.offer("net", CONTENT), folder, prefix(CONTENT), stop)
    assert time.monotonic() - begin < 5
    assert left(folder) == set()


def test_only_what_is_missing_is_asked_for(server: Server, folder: Path) -> None:
    url = server.offer("net", CONTENT)
    half(server, folder, url)
    told: list[tuple[int, int | None]] = []
    path = fetch(url, folder, prefix(CONTENT), lambda done, whole: told.append((done, whole)))
    assert path.read_bytes() == CONTENT
    assert told[0] == (HALF, None)
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert [asked["Range"] for asked in server.asked] == [f"bytes={HALF}-"]
    assert left(folder) == {path.name}


def test_a_server_without_ranges_sends_all_of_it_again(server: Server, folder: Path) -> None:
    url = server.offer("net", CONTENT)
    half(server, folder, url)
    server.mode = "no ranges"
    assert fetch(url, folder, prefix(CONTENT)).read_bytes() == CONTENT
    assert len(server.asked) == 1


@pytest.mark.parametrize("mode", ["good", "other part"])
def test_parts_of_two_files_are_not_glued_together(server: Server, folder: Path, mode: str) -> None:
    url = server.offer("net", CONTENT)
    half(server, folder, url)
    name = url.rpartition("/")[2]
    server.mode = mode
    server.files[name] = (OTHER, '"2"' if mode == "good" else '"1"')
    assert fetch(url, folder, prefix(OTHER)).read_bytes() == OTHER


def test_a_server_that_does_not_look_at_the_tag_is_noticed(server: Server, folder: Path) -> None:
    url = server.offer("net", CONTENT)
    partial = half(server, folder, url)
    # As if the file had been begun when it had another tag, which this server takes for the present one.
    tag = partial.with_name(f"{partial.name}.etag")
    assert tag.read_text() == '"1"'
    server.files[url.rpartition("/")[2]] = (OTHER, '"2"')
    server.mode = "blind"
    assert fetch(url, folder, prefix(OTHER)).read_bytes() == OTHER
    assert [asked.get("Range") for asked in server.asked] == [f"bytes={HALF}-", None]


@pytest.mark.parametrize("tag", ["", "weak"])
def test_a_file_without_a_tag_is_begun_anew(server: Server, folder: Path, tag: str) -> None:
    url = server.offer("net", CONTENT, tag="" if not tag else '"1"')
    server.mode, server.limit = "truncated", HALF
    if tag:
        name = url.rpartition("/")[2]
        server.files[name] = (CONTENT, 'W/"1"')
    sentence = refused(url, folder, prefix(CONTENT))
    assert "kept" not in sentence
    server.mode = "good"
    assert fetch(url, folder, prefix(CONTENT)).read_bytes() == CONTENT
    assert "Range" not in server.asked[-1]


def test_a_whole_file_that_was_not_checked_yet_is_not_fetched_again(server: Server, folder: Path) -> None:
    url = server.offer("net", CONTENT)
    partial = half(server, folder, url)
    partial.write_bytes(CONTENT)
    path = fetch(url, folder, prefix(CONTENT))
    assert path.read_bytes() == CONTENT
    assert left(folder) == {path.name}


def test_a_begun_file_that_is_too_long_is_begun_anew(server: Server, folder: Path) -> None:
    url = server.offer("net", CONTENT)
    half(server, folder, url).write_bytes(CONTENT + b"more")
    assert fetch(url, folder, prefix(CONTENT)).read_bytes() == CONTENT
