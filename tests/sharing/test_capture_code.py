from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import nn

import explorer
from explorer.core.capture import capture
from explorer.data import samples
from explorer.models.base import Model
from explorer.sharing.capture_code import capture_code


@pytest.fixture(scope="module")
def seven():
    model = explorer.load("digits")
    return model, explorer.capture(model, model.prepare(samples.digit(7)))


def run(code):
    names = {}
    exec(compile(code, "snippet", "exec"), names)
    return names["output"]


@pytest.mark.parametrize("layer", ["conv1", "relu1", "pool2", "flatten", "fc1"])
def test_the_code_captures_the_very_values_that_are_shown(seven, layer, capsys):
    model, trace = seven
    code = capture_code(model, trace, trace[layer], 3)
    assert torch.equal(run(code), trace[layer].output)
    assert str(tuple(trace[layer].output.shape)) in capsys.readouterr().out


class Twice(nn.Module):
    """Calls a layer twice, overwrites in place, and adds without a module."""

    def __init__(self):
        super().__init__()
        torch.manual_seed(3)
        self.conv = nn.Conv2d(2, 2, 1)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x):
        first = self.relu(self.conv(x))
        return self.relu(self.conv(first) + first)


@pytest.fixture
def twice(tmp_path, monkeypatch):
    """A class in a file of the user's, as a Model."""
    source = "import torch\nfrom torch import nn\n\n\n" + _source_of(Twice)
    (tmp_path / "twice.py").write_text(source, encoding="utf-8")
    digits = explorer.load("digits")
    reference = f"{tmp_path / 'twice.py'}:Twice"
    return replace(
        digits, name=reference, source="twice.py", weights="as it was made", module=Twice().eval(),
        path=tmp_path / "twice.py", input_shape=(2, 3, 3),
    )  # fmt: skip


def _source_of(kind):
    import inspect

    return inspect.getsource(kind)


@pytest.mark.parametrize("name", ["conv", "conv:1", "relu", "relu:1", "add"])
def test_second_calls_functions_and_what_is_overwritten(twice, name, monkeypatch, own_modules):
    trace = capture(twice.module, torch.randn(1, 2, 3, 3))
    code = capture_code(twice, trace, trace[name], 1)
    assert "runs the code in it" in code
    assert torch.equal(run(code), trace[name].output)


@pytest.fixture
def own_modules(monkeypatch, tmp_path):
    import sys

    monkeypatch.setattr(sys, "path", list(sys.path))
    yield
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and Path(file).is_relative_to(tmp_path):
            del sys.modules[name]


def model_called(name, **facts):
    usual = {
        "title": name,
        "source": "torchvision",
        "weights": "IMAGENET1K_V1",
        "trained": True,
        "module": nn.Sequential(nn.Conv2d(3, 2, 1), nn.ReLU()).eval(),
        "input_shape": (3, 4, 4),
        "class_names": (),
        "preprocessing": None,
    }
    return Model(name=name, **(usual | facts))


def code_of(model, shape=(1, 3, 4, 4), name="0"):
    trace = capture(model.module, torch.rand(shape))
    return capture_code(model, trace, trace[name], 0)


def test_torchvision_s_own_networks_need_torchvision_only():
    code = code_of(model_called("resnet18:DEFAULT"))
    compile(code, "snippet", "exec")
    assert "model = torchvision.models.get_model('resnet18', weights='IMAGENET1K_V1').eval()" in code
    assert "import explorer" not in code


def test_random_weights_and_weights_of_a_file_are_loaded_as_here():
    assert "explorer.load('resnet18:random')" in code_of(
        model_called("resnet18:random", trained=False, weights="random")
    )
    code = code_of(model_called("resnet18", weights="weights from mine.pth"))
    compile(code, "snippet", "exec")
    assert "load('resnet18', Opening(weights=pathlib.Path('mine.pth'))).module" in code


def test_a_large_input_is_a_file_beside_it(tmp_path, monkeypatch):
    import numpy as np

    model = model_called("net", source="live")
    x = torch.rand(1, 3, 200, 200)
    trace = capture(model.module, x)
    code = capture_code(model, trace, trace["1"], 0)
    assert 'numpy.load("input.npy")' in code
    assert len(code) < 2000
    monkeypatch.chdir(tmp_path)
    np.save("input.npy", x.numpy())
    names = {"net": model.module}
    exec(compile(code.replace("model = None", "model = net"), "snippet", "exec"), names)
    assert torch.equal(names["output"], trace["1"].output)
    monkeypatch.undo()


def test_a_live_network_has_to_be_put_there():
    code = code_of(model_called("net", source="live"))
    with pytest.raises(AssertionError, match="put your network here"):
        run(code)


def test_attention_is_computed_as_it_was_captured():
    torch.manual_seed(5)
    net = nn.Sequential(nn.TransformerEncoderLayer(64, 4, 128, batch_first=True), nn.Linear(64, 8)).eval()
    model = model_called("net", source="live", module=net)
    trace = capture(net, torch.randn(1, 9, 64))
    call = next(call for call in trace if call.module is net[1])
    names = {"net": net}
    before = torch.backends.mha.get_fastpath_enabled()
    try:
        exec(
            compile(capture_code(model, trace, call, 0).replace("model = None", "model = net"), "snippet", "exec"),
            names,
        )
    finally:
        torch.backends.mha.set_fastpath_enabled(before)
    assert torch.equal(names["output"], call.output)
