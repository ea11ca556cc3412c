"""What people have, opened from files through the window: every layer shown, and what is wrong said in one sentence."""

from __future__ import annotations

import os
import pickle
import shutil

import nets
import pytest
import torch
from hand import Hand, end
from PySide6.QtCore import QSettings

from explorer import models
from explorer.__main__ import main
from explorer.core.graph import tensors_in
from explorer.data.pictures import Picture
from explorer.gui.window import MainWindow
from explorer.models.opening import Opening
from explorer.models.trust import Trust
from explorer.widgets import theme

TRUST = Trust(everything=True)
OPENED = {
    "FunctionalMnist": ((1, 12, 12),),
    "CifarResNet": (),
    "InPlaceReLU": (),
    "DictOutput": ((3, 8, 8),),
    "DataDependentControlFlow": (),
    "TwoInputs": ((3, 8, 8), (1, 8, 8)),
}
"""Networks of tests/nets.py, and the shapes of their inputs where they cannot be found."""

NET = """
import torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
    def forward(self, x):
        return self.conv(x)
class RaisesInInit(nn.Module):
    def __init__(self):
        super().__init__()
        raise ValueError("the sky is falling")
class RaisesInForward(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
    def forward(self, x):
        raise KeyError("nothing of that name")
def exits():
    raise SystemExit(3)
"""


@pytest.fixture(scope="module")
def window(qapp, tmp_path_factory):
    """One for all of these tests."""
    folder = tmp_path_factory.mktemp("opened")
    theme.apply(qapp, "light")
    window = MainWindow(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat), data=folder / "data")
    window.resize(1200, 800)
    window.show()
    yield window
    end(window)


@pytest.fixture
def hand(window, qtbot, own_imports):
    """A hand on the window, which shows the shipped network."""
    hand = Hand(window, qtbot)
    if hand.state.model is None or hand.state.model.name != "digits":
        hand.open_model("digits")
    return hand


@pytest.mark.parametrize("name", list(OPENED))
def test_a_saved_network_opens_from_its_file_and_every_layer_is_shown(hand, tmp_path, name):
    shutil.copy(nets.__file__, tmp_path / "people.py")
    net = getattr(nets, name).build()
    state = {f"module.{key}": value for key, value in net.state_dict().items()}
    torch.save({"epoch": 3, "net": state, "accuracy": 91.2}, tmp_path / "best.pth")
    opening = Opening(weights=tmp_path / "best.pth", input_shapes=OPENED[name], trust=TRUST)
    hand.window.open_model(f"{tmp_path / 'people.py'}:{name}", opening)
    hand.wait_for(lambda: hand.state.model.title == name)
    example = getattr(nets, name).example()
    tensor = example[0] if isinstance(example, tuple) else example
    hand.do(hand.window.controller.show_picture, Picture(hand.state.picture.image, "x", "given", tensors=example))
    with torch.no_grad():
        expected = net(*example) if isinstance(example, tuple) else net(tensor)
    outputs = list(tensors_in(hand.frame.trace.output))
    assert all(torch.allclose(a, b, atol=1e-5) for a, b in zip(outputs, tensors_in(expected), strict=True))
    for call in hand.frame.trace.calls:
        hand.do(hand.window.controller.pick_layer, call.name)
        assert hand.frame.call.name == call.name
        assert hand.frame.failure == ""
    assert "failed" not in hand.window.message.text()


# ---- bad files


def weights(name, content):
    return lambda folder: (torch.save(content, folder / name), str(folder / name))[1]


def bytes_in(name, content):
    return lambda folder: ((folder / name).write_bytes(content), str(folder / name))[1]


def truncated(folder):
    torch.save({"a": torch.ones(1000)}, folder / "cut.pt")
    whole = (folder / "cut.pt").read_bytes()
    return bytes_in("cut.pt", whole[: len(whole) // 2])(folder)


def of_net(name, **how):
    return lambda folder: ((folder / "net.py").write_text(NET), f"{folder / 'net.py'}:{name}", how)[1:]


def with_weights(content):
    def made(folder):
        (folder / "net.py").write_text(NET)
        torch.save(content, folder / "w.pt")
        return f"{folder / 'net.py'}:Net", {"weights": folder / "w.pt"}

    return made


BAD = {
    "empty": (bytes_in("empty.pt", b""), "empty.pt: is empty"),
    "text": (bytes_in("text.pth", b"hello, world"), "text.pth: is text"),
    "truncated": (truncated, "cut.pt: is damaged or cut off"),
    "no file": (lambda folder: str(folder / "none.pt"), "none.pt: cannot be read"),
    "unknown keys": (weights("alien.pt", {"alpha": torch.ones(2, 2)}), "alien.pt: its 1 tensors belong to no known"),
    "unknown keys for the class": (with_weights({"alpha": torch.ones(2)}), "w.pt: its weights do not fit Net: missing"),
    "wrong shapes": (
        with_weights({"conv.weight": torch.ones(4, 3, 5, 5), "conv.bias": torch.ones(4)}),
        "conv.weight is 4×3×5×5 instead of 4×3×3×3",
    ),
    "missing class": (of_net("Missing"), "net.py: has no “Missing”. It has Net, RaisesInForward, RaisesInInit."),
    "syntax error": (bytes_in("net.py", b"class Net(:\n"), "net.py, line 1: is not Python"),
    "exception in __init__": (of_net("RaisesInInit"), "RaisesInInit cannot be made: ValueError: the sky is falling"),
    "exception in forward": (of_net("RaisesInForward"), "nothing of that name"),
    "sys.exit": (of_net("exits"), "exits cannot be made: SystemExit: 3"),
    "wrong input shape": (of_net("Net", input_shapes=((1, 9, 9),)), "it does not run on an input of 1×9×9"),
}


def made(folder, name):
    """(reference, how to open it, the words of its sentence)."""
    make, words = BAD[name]
    found = make(folder)
    reference, how = (found, {}) if isinstance(found, str) else found
    return reference, how, words


@pytest.mark.parametrize("name", list(BAD))
def test_what_is_wrong_with_a_file_is_one_sentence_and_the_model_before_stays(hand, tmp_path, name):
    reference, how, words = made(tmp_path, name)
    model, frame = hand.state.model, hand.frame
    hand.window.open_model(reference, Opening(trust=TRUST, **how))
    hand.wait_for(lambda: words in hand.window.message.text())
    sentence = hand.window.message.text()
    assert "\n" not in sentence
    assert str(tmp_path) in sentence
    assert hand.state.model is model
    assert hand.frame is frame


@pytest.mark.parametrize("name", list(BAD))
def test_the_same_is_said_on_the_command_line(own_imports, tmp_path, capsys, name):
    reference, how, words = made(tmp_path, name)
    said = ["--trust"]
    if "weights" in how:
        said += ["--weights", str(how["weights"])]
    if "input_shapes" in how:
        said += ["--input-shape", ",".join(map(str, how["input_shapes"][0]))]
    assert main(["layers", reference, *said]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err
    assert err.count("\n") == 1


def test_weights_that_are_no_numbers_are_shown_and_said(hand, tmp_path, capsys):
    state = models.load("digits").module.state_dict()
    first = next(iter(state))
    torch.save({**state, first: state[first] * torch.nan}, tmp_path / "nan.pt")
    hand.open_model(str(tmp_path / "nan.pt"))
    assert hand.state.model.path == tmp_path / "nan.pt"
    assert f"NaN or infinity in {first}" in hand.window.message.text()
    assert main(["layers", str(tmp_path / "nan.pt")]) == 0
    assert f"NaN or infinity in {first}" in capsys.readouterr().err


def test_a_pickle_that_would_act_is_refused_with_its_reason(hand, tmp_path):
    class Act:
        def __reduce__(self):
            return os.mkdir, (str(tmp_path / "made"),)

    torch.save({"state_dict": {"a": torch.ones(1)}, "x": Act()}, tmp_path / "act.pt", pickle_module=pickle)
    model = hand.state.model
    hand.open_model(str(tmp_path / "act.pt"))
    assert "reading it would call posix.mkdir" in hand.window.message.text()
    assert not (tmp_path / "made").exists()
    assert hand.state.model is model
