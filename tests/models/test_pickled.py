"""Networks that were pickled whole: their tensors are data, their code runs only with consent."""

from __future__ import annotations

import functools
import importlib
import os
import pickle
import sys
import zipfile

import pytest
import torch
from torch import nn

from explorer import models
from explorer.core.capture import capture
from explorer.errors import ModelError
from explorer.models.opening import Opening
from explorer.models.trust import Trust, TrustNeeded, digest_of
from explorer.models.unpickling import CodeNeeded
from explorer.models.weights import read, with_weights

NET = """
from pathlib import Path
from torch import nn

Path(__file__).with_suffix(".ran").touch()

class Odd(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2))
        self.last = nn.Linear(2, 5)

    def forward(self, x):
        return self.last(self.body(x).tanh().mean((2, 3)))
"""

TRUSTING = Opening(trust=Trust(everything=True))


@pytest.fixture(autouse=True)
def _clean_imports(monkeypatch):
    monkeypatch.setattr(sys, "path", list(sys.path))
    yield
    sys.modules.pop("odd_net", None)


@pytest.fixture
def odd(tmp_path):
    """(a file that holds a whole network of the user's own class, that network)."""
    (tmp_path / "odd_net.py").write_text(NET, encoding="utf-8")
    sys.path.insert(0, str(tmp_path))
    importlib.invalidate_caches()
    module = importlib.import_module("odd_net").Odd()
    torch.save({"epoch": 3, "model": module}, tmp_path / "odd.pt")
    sys.path.remove(str(tmp_path))
    del sys.modules["odd_net"]
    (tmp_path / "odd_net.ran").unlink()
    return tmp_path / "odd.pt", module.eval()


def test_the_tensors_of_a_whole_network_are_read_without_its_code(tmp_path):
    module = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Sequential(nn.Linear(2, 1, bias=False)))
    torch.save(module, tmp_path / "net.pt")
    weights = read(tmp_path / "net.pt")
    assert "torch.nn.modules.conv.Conv2d" in weights.foreign
    expected = module.state_dict()
    assert set(weights.tensors) == set(expected)
    assert all(torch.equal(weights.tensors[name], expected[name]) for name in expected)


def test_a_whole_network_in_the_old_form_needs_consent(tmp_path):
    module = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU()).eval()
    torch.save(module, tmp_path / "old.pt", _use_new_zipfile_serialization=False)
    with pytest.raises(TrustNeeded, match=r"old\.pt: opening this pickled module runs the code"):
        models.load(str(tmp_path / "old.pt"))
    model = models.load(str(tmp_path / "old.pt"), TRUSTING)
    x = torch.rand(1, *model.input_shape)
    assert torch.equal(model.module(x), module(x))


def test_a_known_architecture_opens_from_a_whole_pickle_and_says_that_nothing_was_run(tmp_path):
    digits = models.load("digits")
    torch.save(digits.module, tmp_path / "whole.pth")
    model = models.load(str(tmp_path / "whole.pth"))
    x = torch.rand(1, *digits.input_shape)
    assert torch.equal(model.module(x), digits.module(x))
    assert "code was not run" in model.note


def test_weights_of_a_whole_pickle_go_into_the_network_that_is_named(tmp_path):
    digits = models.load("digits")
    with torch.no_grad():
        digits.module.conv1.bias += 1
    torch.save(digits.module, tmp_path / "whole.pth")
    model = with_weights(models.load("digits"), tmp_path / "whole.pth")
    assert torch.equal(model.module.conv1.bias, digits.module.conv1.bias)


def test_an_own_class_runs_only_with_consent(odd):
    path, module = odd
    with pytest.raises(TrustNeeded) as asked:
        models.load(str(path))
    assert not path.with_name("odd_net.ran").exists()
    assert asked.value.kind == "pickled module"
    assert "odd_net.Odd" in asked.value.shown
    assert asked.value.digest == digest_of(path)

    model = models.load(str(path), Opening(trust=Trust(digests=frozenset({asked.value.digest}))))
    assert path.with_name("odd_net.ran").exists()
    assert model.title == "Odd"
    x = torch.rand(1, *model.input_shape)
    trace = capture(model.module, x)
    assert torch.equal(trace["last"].output, module(x))
    assert "body.0" in [call.name for call in trace]


def test_consent_to_another_file_does_not_count(odd):
    with pytest.raises(TrustNeeded):
        models.load(str(odd[0]), Opening(trust=Trust(digests=frozenset({"0" * 64}))))
    assert not odd[0].with_name("odd_net.ran").exists()


def test_a_class_of_the_script_that_saved_it_is_not_here(tmp_path, monkeypatch):
    main = sys.modules["__main__"]
    mine = type("Mine", (nn.Sequential,), {"__module__": "__main__"})
    monkeypatch.setattr(main, "Mine", mine, raising=False)
    torch.save(mine(nn.Linear(3, 4)), tmp_path / "mine.pt")
    monkeypatch.delattr(main, "Mine")
    with pytest.raises(ModelError, match=r"mine\.pt: its class was defined in the script that saved it .*--weights"):
        models.load(str(tmp_path / "mine.pt"), TRUSTING)


def test_a_class_whose_code_is_not_here_is_said(odd):
    odd[0].with_name("odd_net.py").unlink()
    with pytest.raises(ModelError, match=r"odd\.pt: the code of its class is not here \(No module named 'odd_net'\)"):
        models.load(str(odd[0]), TRUSTING)


class Bomb:
    def __init__(self, target):
        self.target = target

    def __reduce__(self):
        return functools.partial(os.system, f"touch {self.target}"), ()


@pytest.mark.parametrize("opening", [Opening(), TRUSTING], ids=["asked for nothing", "trusted"])
def test_a_pickle_that_acts_on_the_computer_is_refused_even_with_consent(tmp_path, opening):
    torch.save({"state_dict": {"w": torch.ones(1)}, "more": Bomb(tmp_path / "made")}, tmp_path / "bomb.pt")
    with pytest.raises(CodeNeeded, match=r"would call posix\.system"):
        models.load(str(tmp_path / "bomb.pt"), opening)
    assert not (tmp_path / "made").exists()


def test_a_pickle_without_network_or_weights_is_said(tmp_path):
    torch.save({"names": nn.Sequential()}, tmp_path / "empty.pt")
    with pytest.raises(ModelError, match=r"empty\.pt: holds no"):
        models.load(str(tmp_path / "empty.pt"))


def pushed(text):
    return b"\x8c" + bytes([len(text)]) + text.encode()


def archive(path, pickled):
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("net/data.pkl", pickled)
        file.writestr("net/version", "3\n")
        file.writestr("net/byteorder", "little")
    return path


MEMO, POP, GET, CALL = b"\x94", b"0", b"h", b"\x93)R."


@pytest.mark.parametrize("opening", [Opening(), TRUSTING], ids=["asked for nothing", "trusted"])
@pytest.mark.parametrize(
    "pickled",
    [
        # The names are kept for later; harmless ones lie where they would be looked for.
        pushed("os") + MEMO + POP + pushed("getcwd") + MEMO + POP
        + pushed("torch.nn.modules.linear") + POP + pushed("Linear") + POP + GET + b"\x00" + GET + b"\x01",
        # By way of a module that has imported it.
        pushed("torch.nn.modules.linear") + pushed("torch.os.getcwd"),
        pushed("torch") + pushed("load"),
    ],
    ids=["memo", "by way of a module", "nested"],
)  # fmt: skip
def test_no_trick_with_names_reaches_what_acts_on_the_computer(tmp_path, opening, pickled):
    path = archive(tmp_path / "trick.pt", b"\x80\x04" + pickled + CALL)
    with pytest.raises(CodeNeeded) as refused:
        models.load(str(path), opening)
    assert refused.value.harmful


def test_names_of_protocol_four_are_read_also_where_they_were_kept_for_later(tmp_path, odd):
    path, module = odd
    sys.path.insert(0, str(path.parent))
    torch.save(torch.load(path, weights_only=False), tmp_path / "four.pt", pickle_protocol=4)
    sys.path.remove(str(path.parent))
    del sys.modules["odd_net"]
    with pytest.raises(TrustNeeded) as asked:
        models.load(str(tmp_path / "four.pt"))
    assert "odd_net.Odd" in asked.value.shown
    assert torch.equal(models.load(str(tmp_path / "four.pt"), TRUSTING).module.last.weight, module.last.weight)


def test_what_was_not_shown_is_not_run_even_with_consent(odd, monkeypatch):
    monkeypatch.setattr("explorer.models.unpickling.foreign_names", lambda _path, _kind: ("collections.deque",))
    with pytest.raises(ModelError, match=r"odd\.pt: cannot be restored: .* it asks for odd_net\.Odd, which was not"):
        models.load(str(odd[0]), TRUSTING)
    assert not odd[0].with_name("odd_net.ran").exists()


def test_a_network_that_holds_itself_many_times_does_not_keep_the_reader_busy(tmp_path):
    module = nn.Sequential(nn.Linear(2, 1), nn.Sequential())
    module[1].add_module("again", module)
    module[1].add_module("and_again", module)
    torch.save(module, tmp_path / "loop.pt")
    assert set(read(tmp_path / "loop.pt").tensors) == {"0.weight", "0.bias"}


def test_a_pickle_in_the_pickle_is_not_read(odd):
    """Whatever pickle.dumps makes of tensors: of what lies in it nothing could be shown."""
    path = odd[0]
    sys.path.insert(0, str(path.parent))
    importlib.import_module("odd_net")
    path.write_bytes(pickle.dumps(torch.load(path, weights_only=False), protocol=2))
    sys.path.remove(str(path.parent))
    with pytest.raises(ModelError, match=r"odd\.pt: cannot be restored: .* torch\.storage\._load_from_bytes"):
        models.load(str(path), TRUSTING)
