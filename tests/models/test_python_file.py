"""The user's own Python file: nothing runs without consent, and whatever goes wrong in it is one sentence."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import torch

from explorer import models
from explorer.core.capture import capture
from explorer.errors import ModelError
from explorer.models.opening import Opening
from explorer.models.python_file import PythonFile
from explorer.models.trust import Trust, TrustNeeded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from explorer.models.base import Model

NET = """
from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

Path(__file__).with_suffix(".ran").touch()

class Net(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3)
        self.fc1 = nn.Linear(4 * 13 * 13, num_classes)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        return F.log_softmax(self.fc1(torch.flatten(x, 1)), dim=1)

def build(num_classes):
    return Net(num_classes)
"""

TRUSTING = Opening(trust=Trust(everything=True))


@pytest.fixture(autouse=True)
def _clean_imports(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sys, "path", list(sys.path))
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if not name.startswith(("torch", "explorer", "numpy")):
            del sys.modules[name]


@pytest.fixture
def net(tmp_path: Path) -> Path:
    file = tmp_path / "net.py"
    file.write_text(NET, encoding="utf-8")
    return file


def _load(reference: str, *shapes: tuple[int, ...]) -> Model:
    return models.load(reference, Opening(trust=Trust(everything=True), input_shapes=shapes))


def test_without_consent_nothing_runs_and_the_user_is_told_what_would(net: Path) -> None:
    with pytest.raises(TrustNeeded, match=r"net\.py.*--trust") as asked:
        models.load(f"{net}:Net")
    assert not net.with_suffix(".ran").exists()
    assert asked.value.kind == "Python file"
    assert "class Net(nn.Module)" in asked.value.shown


def test_consent_holds_for_these_very_bytes_only(net: Path) -> None:
    with pytest.raises(TrustNeeded) as asked:
        models.load(f"{net}:Net")
    given = Opening(trust=Trust(digests=frozenset({asked.value.digest})))
    assert models.load(f"{net}:Net", given).title == "Net"
    net.write_text(NET + "\nprint('more')\n", encoding="utf-8")
    with pytest.raises(TrustNeeded):
        models.load(f"{net}:Net", given)


def test_the_networks_own_layers_and_functions_are_captured(net: Path) -> None:
    model = _load(f"{net}:Net")
    assert model.input_shape == (1, 28, 28)
    trace = capture(model.module, torch.rand(1, *model.input_shape))
    assert [call.op for call in trace.calls] == ["Conv2d", "relu", "max_pool2d", "flatten", "Linear", "log_softmax"]


def test_arguments_reach_the_class_and_the_factory(net: Path) -> None:
    assert _load(f"{net}:Net(7)").module.fc1.out_features == 7
    assert _load(f"{net}:build(num_classes=3)").module.fc1.out_features == 3


def test_a_factory_is_as_random_as_a_class_unless_it_loads_what_it_learned(net: Path) -> None:
    torch.save(_load(f"{net}:Net").module.state_dict(), net.with_name("learned.pt"))
    net.write_text(
        NET + "def learned():\n"
        "    made = Net()\n"
        f"    made.load_state_dict(torch.load({str(net.with_name('learned.pt'))!r}))\n"
        "    return made\n",
        encoding="utf-8",
    )
    for name in ("Net", "build"):
        model = _load(f"{net}:{name}(10)")
        assert not model.trained
        assert model.weights == "weights as its code makes them (random, it loads none)"
    model = _load(f"{net}:learned")
    assert model.trained
    assert model.weights == "weights as its code makes them"


def test_given_weights_are_all_that_is_said_of_weights(net: Path) -> None:
    weights = net.with_name("learned.pt")
    torch.save(_load(f"{net}:Net").module.state_dict(), weights)
    model = models.load(f"{net}:build(10)", replace(TRUSTING, weights=weights))
    assert model.trained
    assert model.weights == "weights from learned.pt"


def test_the_only_network_of_a_file_needs_no_name(net: Path) -> None:
    net.write_text(NET.partition("def build")[0], encoding="utf-8")
    assert _load(str(net)).title == "Net"


def test_several_networks_have_to_be_told_apart(net: Path) -> None:
    net.write_text(NET + "\nclass Other(nn.Module):\n    pass\nclass Third(nn.Module):\n    pass\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"Other, Third"):
        models.load(str(net))


def test_neighbours_can_be_imported_and_edits_count(net: Path) -> None:
    net.with_name("layers.py").write_text("WIDTH = 4\n", encoding="utf-8")
    net.write_text(
        NET.replace("Conv2d(1, 4, 3)", "Conv2d(1, WIDTH, 3)") + "\nfrom layers import WIDTH\n", encoding="utf-8"
    )
    assert _load(f"{net}:Net").module.conv1.out_channels == 4
    net.with_name("layers.py").write_text("WIDTH = 4  # edited\nMORE = True\n", encoding="utf-8")
    net.write_text(net.read_text(encoding="utf-8") + "\nfrom layers import MORE\n", encoding="utf-8")
    assert _load(f"{net}:Net").title == "Net"


def test_a_module_path_is_found_without_running_its_package(net: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = net.parent / "mypackage"
    package.mkdir()
    (package / "__init__.py").write_text("from pathlib import Path\nPath(__file__).with_suffix('.ran').touch()\n")
    (package / "nets.py").write_text(NET, encoding="utf-8")
    monkeypatch.chdir(net.parent)
    with pytest.raises(TrustNeeded, match="nets"):
        models.load("mypackage.nets:Net")
    assert not (package / "__init__.ran").exists()
    assert _load("mypackage.nets:Net").title == "Net"


def test_a_network_of_two_inputs_gets_two_shapes(net: Path) -> None:
    net.write_text(
        "import torch\nfrom torch import nn\nclass Two(nn.Module):\n"
        "    def __init__(self):\n        super().__init__()\n        self.conv = nn.Conv2d(3, 2, 3)\n"
        "    def forward(self, left, right):\n        return self.conv(left) - self.conv(right)\n",
        encoding="utf-8",
    )
    model = _load(f"{net}:Two")
    assert (model.input_shape, model.further_shapes) == ((3, 32, 32), ((3, 32, 32),))
    model = _load(f"{net}:Two", (3, 8, 8), (3, 8, 8))
    assert (model.input_shape, model.further_shapes) == ((3, 8, 8), ((3, 8, 8),))


@pytest.mark.parametrize(
    ("source", "name", "reason"),
    [
        ("class Net(:\n", "Net", "line 1: is not Python"),
        ("import nowhere_at_all\n" + NET, "Net", r"nowhere_at_all.*line 1"),
        (NET, "Missing", "has no “Missing”"),
        (NET.replace("super().__init__()", "raise ValueError('no width')"), "Net", r"ValueError: no width \(line 11\)"),
        (NET.replace("self.conv1(x)", "self.conv9(x)"), "Net", "conv9"),
        (NET.replace("super().__init__()", "raise SystemExit"), "Net", "SystemExit"),
        (NET, "build", "num_classes"),
        (NET + "\nthing = 3\ndef make():\n    return thing\n", "make", "makes a int, not a torch.nn.Module"),
        ("x = 1\n", "", "defines no torch.nn.Module"),
    ],
)
def test_whatever_is_wrong_in_the_users_file_is_one_sentence(net: Path, source: str, name: str, reason: str) -> None:
    net.write_text(source, encoding="utf-8")
    with pytest.raises(ModelError, match=reason) as refused:
        _load(f"{net}:{name}" if name else str(net))
    assert "net.py" in str(refused.value)


def test_a_shape_that_does_not_fit_is_said_with_the_networks_own_words(net: Path) -> None:
    with pytest.raises(ModelError, match=r"net\.py.*1×30×30.*mat1 and mat2"):
        _load(f"{net}:Net", (1, 30, 30))


def test_a_missing_file_and_a_missing_module_are_named() -> None:
    with pytest.raises(ModelError, match=r"nowhere\.py: cannot be read"):
        _load("nowhere.py:Net")
    with pytest.raises(ModelError, match=r"no Python module “nowhere\.nets”"):
        _load("nowhere.nets:Net")


@pytest.mark.parametrize("reference", ["resnet18", "digits", "weights.pt", "a picture.png", "resnet18:"])
def test_other_references_are_left_to_other_sources(reference: str) -> None:
    assert not PythonFile.accepts(reference)
