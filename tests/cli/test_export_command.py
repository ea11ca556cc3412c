import json
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import load_file

import explorer
from explorer.__main__ import main
from explorer.cli import export as command
from explorer.data import samples


@pytest.fixture
def seven(tmp_path):
    samples.digit(7).save(tmp_path / "seven.png")
    return tmp_path / "seven.png"


@pytest.fixture
def export(seven, tmp_path, capsys):
    """Runs `export digits seven.png -o out`; the folder, or what it said when it failed."""

    def run(*options, model="digits", picture=seven, code=0):
        out = tmp_path / "out"
        assert main(["export", model, str(picture), "-o", str(out), *options]) == code
        said = capsys.readouterr()
        return said.err if code else out

    return run


@pytest.fixture
def trace(seven):
    model = explorer.load("digits")
    return explorer.capture(model, model.prepare(seven))


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def record(folder):
    return json.loads((folder / "trace.json").read_text(encoding="utf-8"))


def test_the_seven_is_recognised(export):
    said = record(export())
    assert said["model"] == "digits"
    assert said["input"].endswith("seven.png")
    best = said["prediction"][0]
    assert (best["index"], best["name"]) == (7, "7")
    assert best["probability"] > 0.5
    assert sum(entry["probability"] for entry in said["prediction"]) == pytest.approx(1)


def test_the_calls_are_those_of_layers_json(export, capsys):
    folder = export("--npz")
    assert main(["layers", "digits", "--json"]) == 0
    assert record(folder)["calls"] == json.loads(capsys.readouterr().out)


def test_the_archive_holds_what_was_captured(export, trace):
    with np.load(export("--npz") / "activations.npz", allow_pickle=False) as archive:
        assert archive.files == [call.name for call in trace]
        assert all(np.array_equal(archive[call.name], call.output.numpy()) for call in trace)


def test_safetensors_hold_what_was_captured(export, trace):
    read = load_file(export("--safetensors") / "activations.safetensors")
    assert set(read) == {call.name for call in trace}
    assert all(np.array_equal(read[call.name], call.output.numpy()) for call in trace)


def test_each_call_has_a_picture_whose_range_is_told(export, trace):
    folder = export("--png")
    pictures = {entry["name"]: entry for entry in record(folder)["pictures"]}
    assert list(pictures) == [call.name for call in trace]
    for entry in pictures.values():
        with Image.open(folder / entry["file"]) as picture:
            assert float(picture.text["high"]) == entry["high"]
    assert pictures["conv1"]["signed"]
    assert pictures["conv1"]["low"] == -pictures["conv1"]["high"]
    assert pictures["relu1"]["low"] == 0


@pytest.mark.parametrize(
    ("options", "written"),
    [
        (["--npz"], ["activations.npz", "trace.json"]),
        (["--safetensors"], ["activations.safetensors", "trace.json"]),
        (["--png"], ["conv1.png", "trace.json"]),
        (["--png", "--npz"], ["activations.npz", "conv1.png", "trace.json"]),
        ([], ["activations.npz", "conv1.png", "trace.json"]),
    ],
)
def test_what_is_asked_for_is_written_and_nothing_else(export, options, written):
    assert files(export("--layers", "conv1", *options)) == written


def test_layers_are_chosen_by_name(export, trace):
    folder = export("--layers", "*1", "--npz")
    chosen = [call.name for call in trace if call.name.endswith("1")]
    with np.load(folder / "activations.npz") as archive:
        assert archive.files == chosen
    assert len(chosen) < len(trace)
    assert [call["name"] for call in record(folder)["calls"]] == [call.name for call in trace]


def test_a_name_that_no_layer_has_is_a_failure(export, tmp_path):
    said = export("--layers", "Conv9*", code=1)
    assert "Conv9*" in said
    assert "conv1" in said
    assert not (tmp_path / "out").exists()


def test_a_second_export_replaces_the_first(export):
    folder = export("--npz")
    before = (folder / "trace.json").read_bytes()
    (folder / "trace.json").write_text("something else", encoding="utf-8")
    assert (export("--npz") / "trace.json").read_bytes() == before


@pytest.mark.parametrize("content", [None, b"", b"no picture"])
def test_a_bad_picture_is_named(export, tmp_path, content):
    bad = tmp_path / "bad.png"
    if content is not None:
        bad.write_bytes(content)
    assert "bad.png" in export(picture=bad, code=1)
    assert not (tmp_path / "out").exists()


def test_a_file_where_the_folder_should_be_is_named(export, tmp_path):
    (tmp_path / "out").write_text("in the way", encoding="utf-8")
    assert str(tmp_path / "out") in export(code=1)


def test_a_file_that_cannot_be_replaced_is_named(export, tmp_path):
    (tmp_path / "out" / "trace.json").mkdir(parents=True)
    assert "trace.json: cannot be written" in export("--npz", code=1)


def test_a_failure_leaves_no_half_file(export, tmp_path, monkeypatch):
    from explorer.core import export as core

    def full_disk(path, tensors):
        path.write_bytes(b"half of it")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(core, "write_npz", full_disk)
    said = export("--npz", code=1)
    assert "activations.npz: cannot be written: No space left on device" in said
    assert files(tmp_path / "out") == []


def test_file_names_are_safe_and_differ():
    taken = set()
    names = ["layer1.0.relu:1", "layer1.0.relu_1", "LAYER1.0.relu_1", "../../etc", "a/b\\c", "", ".hidden", "x" * 999]
    made = [command._file_name(name, taken) for name in names]
    assert made[:3] == ["layer1.0.relu_1.png", "layer1.0.relu_1~2.png", "LAYER1.0.relu_1~3.png"]
    assert len({name.lower() for name in made}) == len(names)
    assert not any(set(name) & set("/\\:") or name.startswith(".") or len(name) > 200 for name in made)


def test_no_window_toolkit_is_loaded(seven, tmp_path):
    code = (
        "import sys; from explorer.__main__ import main; code = main(sys.argv[1:]);"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'pyqtgraph', 'shiboken'))]); sys.exit(code)"
    )
    arguments = ["export", "digits", str(seven), "-o", str(tmp_path / "out"), "--layers", "conv1"]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "[]"
