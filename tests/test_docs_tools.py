"""What keeps the documentation: the check of addresses, against a server of the test's own, and small pictures."""

import http.server
import importlib.util
import threading

import numpy as np
import pytest
from documents import ROOT
from PIL import Image


def tool(name):
    spec = importlib.util.spec_from_file_location(f"ci_{name}", ROOT / ".ci" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Says(http.server.BaseHTTPRequestHandler):
    """Answers with the number in the path."""

    def do_GET(self):
        self.send_response(int(self.path[1:]))
        self.end_headers()

    def log_message(self, *_args):
        pass


@pytest.fixture
def page():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Says)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield lambda code: f"http://127.0.0.1:{server.server_port}/{code}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def links(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return tool("links")


def test_dead_addresses_are_named_with_their_files(links, page, monkeypatch, capsys):
    monkeypatch.setattr(links, "addresses", lambda: {page(200): ["a.md"], page(404): ["b.md", "c.md"]})
    assert links.main() == 1
    assert capsys.readouterr().out == f"{page(404)}: error 404; named in b.md, c.md\n1 of 2 addresses answer.\n"


def test_a_server_that_refuses_programs_is_alive(links, page, monkeypatch):
    monkeypatch.setattr(links, "addresses", lambda: {page(200): ["a.md"], page(403): ["a.md"]})
    assert links.main() == 0


def test_without_internet_nothing_is_called_dead(links, monkeypatch, capsys):
    monkeypatch.setattr(links, "addresses", lambda: {"http://127.0.0.1:1/": ["a.md"]})
    assert links.main() == 1
    said = capsys.readouterr()
    assert not said.out
    assert "1 of 1 addresses could not be asked" in said.err


def test_addresses_end_where_their_sentence_goes_on(links, tmp_path, monkeypatch):
    (tmp_path / "a.md").write_text(
        "See [one](https://a.example/x_(y)), <https://b.example/#part>, or https://c.example/z. A `https://d.example`!"
    )
    monkeypatch.setattr(links, "ROOT", tmp_path)
    found = {"https://a.example/x_(y)", "https://b.example/", "https://c.example/z", "https://d.example"}
    assert set(links.addresses()) == found


def test_a_picture_of_few_colours_gets_a_palette_and_keeps_each(tmp_path):
    colours = np.random.default_rng(0).integers(0, 256, (200, 3), dtype=np.uint8)
    pixels = colours[np.random.default_rng(1).integers(0, 200, (40, 50))]
    Image.fromarray(pixels).save(tmp_path / "from.png")
    tool("pictures").write_small(tmp_path / "from.png", tmp_path / "to.png")
    with Image.open(tmp_path / "to.png") as small:
        assert small.mode == "P"
        assert np.array_equal(np.asarray(small.convert("RGB")), pixels)


def test_a_picture_that_a_palette_would_change_stays_as_it_is(tmp_path):
    pixels = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "from.png")
    tool("pictures").write_small(tmp_path / "from.png", tmp_path / "to.png")
    with Image.open(tmp_path / "to.png") as small:
        assert np.array_equal(np.asarray(small.convert("RGB")), pixels)
