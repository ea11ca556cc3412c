"""Session files: what is written is read again; what is not right is one sentence with file and reason."""

import json
import os

import numpy as np
import pytest
from PIL import Image

from explorer.data import session_file
from explorer.data.session_file import (
    DrawingPart,
    FileMark,
    FilePart,
    LayoutPart,
    LookPart,
    ModelPart,
    SessionFile,
    StimulusPart,
    StrokePart,
    image_of,
    picture_part,
    read_session,
    write_session,
)
from explorer.errors import ExplorerError, InputError
from explorer.words import Words

MARK = FileMark("/somewhere/net.pt", "0" * 64)
DRAWING = DrawingPart((StrokePart(((1.5, 2 / 3), (0.1, -4.0)), 18), StrokePart(((7.0, 7.0),), 4, True)))
PIXELS = np.arange(48, dtype=np.uint8).reshape(4, 4, 3)


def session(shown=DRAWING, **parts):
    return SessionFile(ModelPart("digits"), shown, **parts)


def written(path, shown=DRAWING, **changes):
    """A session file as JSON, with fields replaced."""
    write_session(session(shown), path)
    content = json.loads(path.read_text(encoding="utf-8")) | changes
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "shown",
    [
        DRAWING,
        FilePart(MARK),
        picture_part(Image.fromarray(PIXELS), "Pasted picture", "pasted"),
        picture_part(Image.fromarray(PIXELS), Words("picture {0}", 2), "pasted"),
        StimulusPart("grating", 30.0, 6.5, 90.0, 0.5, (0.25, 0.75), 0.08, 0.7),
    ],
    ids=["drawing", "file", "picture", "words", "stimulus"],
)
def test_every_kind_of_input_comes_back_as_it_was(tmp_path, shown):
    whole = session(
        shown,
        look=LookPart("conv2", "Pooling", 3, (4, 5), "fixed", 2.5, "CET-D4", "viridis"),
        layout=LayoutPart("dark", b"\x00docks\xff", b"splitter"),
    )
    write_session(whole, tmp_path / "a.fmx")
    assert read_session(tmp_path / "a.fmx") == whole


def test_a_model_with_all_its_choices_comes_back_as_it_was(tmp_path):
    prepared = {"height": 32, "width": 32, "mean": [0.5], "std": [0.25]}
    part = ModelPart(
        "/n/net.py:Net(3)", "Net", MARK, MARK, "resnet18", ((3, 32, 32), (1, 8, 8)), prepared, None, ("cat", "dog")
    )
    write_session(SessionFile(part, DRAWING), tmp_path / "a.fmx")
    assert read_session(tmp_path / "a.fmx").model == part


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_an_embedded_picture_keeps_every_pixel(mode):
    pixels = PIXELS if mode == "RGB" else PIXELS[..., 0]
    image = image_of(picture_part(Image.fromarray(pixels), "x", "sample"))
    assert image.mode == mode
    assert np.array_equal(np.asarray(image), pixels)


# ---- what is not right


def wrong(path):
    with pytest.raises(InputError) as caught:
        read_session(path)
    said = str(caught.value)
    assert str(path) in said
    assert "\n" not in said
    return said


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[1, 2]", b"{}", b"[" * 100_000, b"\x80\x02pickled"])
def test_what_is_no_session_is_one_sentence(tmp_path, content):
    path = tmp_path / "a.fmx"
    path.write_bytes(content)
    assert "no session" in wrong(path)


def test_what_is_not_there_is_one_sentence(tmp_path):
    assert "No such file" in wrong(tmp_path / "gone.fmx")
    assert "cannot be read" in wrong(tmp_path)


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"model": {}}, "reference"),
        ({"model": {"reference": ""}}, "$.model.reference"),
        ({"model": {"reference": "digits", "run": "code"}}, "run"),
        ({"model": {"reference": "digits", "file": {"path": "a", "sha256": "short"}}}, "$.model.file.sha256"),
        ({"model": {"reference": "digits", "preprocessing": {"height": 0, "width": 3}}}, "at least one pixel"),
        ({"look": {"channel": -1}}, "$.look.channel"),
        ({"look": {"cell": [1]}}, "$.look.cell"),
        ({"look": {"fixed": 0}}, "$.look.fixed"),
        ({"look": {"signed_map": "magma"}}, "no colour map 'magma'"),
        ({"input": {"kind": "camera"}}, "camera"),
        ({"input": {"kind": "drawing", "strokes": [{"points": [], "width": 3}]}}, "points"),
        ({"input": {"kind": "drawing", "strokes": [{"points": [[1, 1e9]], "width": 3}]}}, "points"),
        ({"input": {"kind": "picture", "label": "x", "png": "bm90IGEgUE5H"}}, "picture in it cannot be read"),
        ({"input": {"kind": "picture", "label": "x", "png": "!"}}, "png"),
        ({"layout": {"docks": 5}}, "$.layout.docks"),
        ({"version": "one"}, "$.version"),
        ({"version": 0}, "$.version"),
    ],
)
def test_a_wrong_field_is_named(tmp_path, changes, where):
    said = wrong(written(tmp_path / "a.fmx", **changes))
    assert "damaged" in said
    assert where in said


def test_a_newer_version_asks_for_a_newer_program(tmp_path):
    said = wrong(written(tmp_path / "a.fmx", version=session_file.VERSION + 1, program="9.9", further="fields"))
    assert "newer program (9.9)" in said
    assert "damaged" not in said


def test_an_older_version_is_made_the_present_one_step_by_step(tmp_path, monkeypatch):
    """Made up: in version -1 the strokes lay at the top, in version 0 the input had no kind."""
    strokes = [{"points": [[1.0, 2.0]], "width": 5}]
    path = written(tmp_path / "a.fmx", version=-1)
    content = json.loads(path.read_text(encoding="utf-8"))
    del content["input"]
    path.write_text(json.dumps({**content, "drawn": strokes}), encoding="utf-8")
    steps = {
        -1: lambda raw: {key: value for key, value in raw.items() if key != "drawn"} | {"input": {"s": raw["drawn"]}},
        0: lambda raw: raw | {"input": {"kind": "drawing", "strokes": raw["input"]["s"]}},
    }
    monkeypatch.setattr(session_file, "MIGRATIONS", steps)
    assert read_session(path).input == DrawingPart((StrokePart(((1.0, 2.0),), 5),))


# ---- writing


def test_a_write_that_fails_leaves_the_file_before_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "a.fmx"
    write_session(session(), path)
    before = path.read_bytes()

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExplorerError, match=r"a\.fmx cannot be written: No space left"):
        write_session(session(DrawingPart()), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["caf\udce9.pt", "net.pt"])
def test_a_name_that_is_no_text_is_one_sentence_and_nothing_is_left(tmp_path, name, monkeypatch):
    """Of a file in the session, and where the system refuses the session's own."""
    path = tmp_path / "a.fmx"
    write_session(session(), path)
    before = path.read_bytes()
    if name == "net.pt":

        def refused(_source, _target):
            raise ValueError("embedded null byte")

        monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(ExplorerError, match=r"a\.fmx cannot be written: (the name of a file in it|embedded null)"):
        write_session(session(FilePart(FileMark(name, "0" * 64))), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_the_file_is_never_half_written(tmp_path, monkeypatch):
    """When the new content gets the file's name it is whole already."""
    path, seen = tmp_path / "a.fmx", []
    replace = os.replace

    def watched(source, target):
        seen.append((read_session(source).input, path.exists()))
        replace(source, target)

    monkeypatch.setattr(os, "replace", watched)
    write_session(session(), path)
    write_session(session(DrawingPart()), path)
    assert seen == [(DRAWING, False), (DrawingPart(), True)]
    assert read_session(path).input == DrawingPart()


def test_a_link_to_a_session_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    link = tmp_path / "a.fmx"
    link.symlink_to(tmp_path / "real" / "b.fmx")
    write_session(session(), link)
    assert link.is_symlink()
    assert read_session(tmp_path / "real" / "b.fmx") == session()
