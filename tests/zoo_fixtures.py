"""torch's download folder for a single test, and weights of torchvision's that are there or at the test's server."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest
import torch
from server import Server, serving
from torchvision.models import get_model_weights

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def checkpoints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """torch's download folder, not there yet."""
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    return tmp_path / "hub" / "checkpoints"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A server that is reached whatever proxy the computer has."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with serving() as server:
        yield server


@pytest.fixture
def set_url() -> Any:
    """Says where torchvision's weights are: for this test only, the entries are torchvision's own objects."""
    restore: list[Any] = []

    def set_(name: str, weights: str, url: str) -> None:
        entry = get_model_weights(name)[weights].value
        restore.append((entry, entry.url))
        object.__setattr__(entry, "url", url)

    yield set_
    for entry, url in reversed(restore):
        object.__setattr__(entry, "url", url)


@pytest.fixture
def plant(checkpoints: Path, set_url: Any) -> Any:
    """Puts a file into the cache as the download of a model's weights; `digest` stands in its name."""

    def planted(name: str, content: Any, weights: str = "DEFAULT", digest: str | None = None) -> Path:
        checkpoints.mkdir(parents=True, exist_ok=True)
        path = checkpoints / "temporary"
        path.write_bytes(as_bytes(content, path))
        digest = digest or hashlib.sha256(path.read_bytes()).hexdigest()[:8]
        path = path.rename(checkpoints / f"{name}-{digest}.pth")
        set_url(name, weights, f"https://example.org/models/{path.name}?from=test")
        return path

    return planted


@pytest.fixture
def offer(server: Server, set_url: Any, tmp_path: Path) -> Any:
    """Lets the server have the weights of a model; the file's name."""

    def offered(name: str, content: Any, weights: str = "DEFAULT", digest: str | None = None) -> str:
        url = server.offer(name, as_bytes(content, tmp_path / "temporary"), digest)
        set_url(name, weights, url)
        return url.rpartition("/")[2]

    return offered


def as_bytes(content: Any, path: Path) -> bytes:
    """What stands in a file, saved as torch does unless it is bytes already."""
    if not isinstance(content, bytes):
        torch.save(content, path)
        return path.read_bytes()
    return content
