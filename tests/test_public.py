"""What a script imports: models by name, captures of models and modules, and features that are found as files."""

import sys
import types

import nets
import numpy as np
import pytest
import torch

import explorer
from explorer.data.samples import digit
from explorer.discover import discover
from explorer.errors import ModelError


def test_a_shipped_model_reads_a_digit_in_three_lines():
    model = explorer.load("digits")
    trace = explorer.capture(model, model.prepare(digit(7)))
    assert int(trace.scores.argmax()) == 7
    assert model.class_name(7) == "7"
    assert isinstance(model, explorer.Model)
    assert isinstance(trace, explorer.Trace)
    assert isinstance(trace["conv1"], explorer.Call)


def test_a_bare_module_is_captured_too():
    net = nets.SharedReLU.build()
    assert [call.name for call in explorer.capture(net, nets.picture())] == ["conv1", "relu", "conv2", "relu:1"]


@pytest.mark.parametrize("reference", ["no-such-model", "", "resnet", "../digits", "digits.pt"])
def test_what_cannot_be_loaded_is_said_in_a_sentence(reference):
    with pytest.raises(ModelError) as caught:
        explorer.load(reference)
    assert len(str(caught.value)) > 10
    assert "\n" not in str(caught.value)


def test_a_wrong_shape_is_said_with_the_layer():
    with pytest.raises(ModelError, match=r"conv1.*1×3×8×8"):
        explorer.capture(explorer.load("digits"), torch.zeros(1, 3, 8, 8))


@pytest.mark.parametrize("shape", [(28, 28), (60, 40, 3)])
def test_arrays_are_prepared(shape):
    model = explorer.load("digits")
    assert model.prepare(np.zeros(shape, np.uint8)).shape == (1, *model.input_shape)


def test_other_names_are_not_there():
    with pytest.raises(AttributeError, match="nothing"):
        explorer.nothing  # noqa: B018


# ---- features are files


class Base:
    order = 0


FILES = {
    "base": "from test_public import Base\nclass InTheContract(Base): pass",
    "first": "from test_public import Base\nclass B(Base): pass\nclass A(Base): pass\nclass _Hidden(Base): pass",
    "second": "from first_of_many.first import A\nfrom test_public import Base\nclass Early(Base):\n    order = -1",
    "_private": "from test_public import Base\nclass Private(Base): pass",
    "other": "class Stranger: pass\nnumber = 3",
}


def test_features_are_found_in_their_order_and_once(tmp_path, monkeypatch):
    folder = tmp_path / "first_of_many"
    folder.mkdir()
    for name, text in {**FILES, "__init__": ""}.items():
        (folder / f"{name}.py").write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(sys.modules, "test_public", sys.modules[__name__])
    package = __import__("first_of_many")
    assert isinstance(package, types.ModuleType)
    assert [found.__name__ for found in discover(package, Base)] == ["Early", "A", "B"]
    for name in [name for name in sys.modules if name.startswith("first_of_many")]:
        del sys.modules[name]
