"""Where networks run, as far as a computer without an accelerator can tell."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
import torch

from explorer import models
from explorer.__main__ import main
from explorer.errors import ModelError
from explorer.models import devices
from explorer.models.opening import Opening


def pretend(monkeypatch: pytest.MonkeyPatch, kind: str | None, count: int = 1) -> None:
    found = None if kind is None else SimpleNamespace(type=kind)
    monkeypatch.setattr(torch.accelerator, "current_accelerator", lambda check_available: found)
    monkeypatch.setattr(torch.accelerator, "device_count", lambda: count)


@pytest.mark.parametrize(
    ("kind", "count", "names"),
    [(None, 0, ["cpu"]), ("cuda", 2, ["cpu", "cuda:0", "cuda:1"]), ("mps", 1, ["cpu", "mps"])],
)
def test_devices_are_those_that_torch_sees(monkeypatch, kind, count, names):
    pretend(monkeypatch, kind, count)
    assert devices.device_names() == names


def test_a_kind_alone_means_its_first_device(monkeypatch):
    pretend(monkeypatch, "cuda", 2)
    assert devices.device_called("cuda") == torch.device("cuda:0")
    assert devices.device_called("CUDA:1") == torch.device("cuda:1")


def test_an_unknown_device_is_said_with_those_that_there_are(monkeypatch, capsys):
    pretend(monkeypatch, None)
    with pytest.raises(ModelError, match=r"no device “cuda:7” here.*sees cpu\.$"):
        models.load("digits", Opening(device="cuda:7"))
    assert main(["layers", "digits", "--device", "cuda:7"]) == 1
    assert "“cuda:7”" in capsys.readouterr().err


def test_what_does_not_fit_runs_on_the_cpu_and_says_so(monkeypatch):
    pretend(monkeypatch, "cuda")
    asked: list[Any] = []
    model = models.load("digits")
    move = type(model.module).to

    def to(module: Any, device: Any) -> Any:
        asked.append(str(device))
        if str(device) != "cpu":
            raise torch.OutOfMemoryError("CUDA out of memory")
        return move(module, device)

    monkeypatch.setattr(type(model.module), "to", to)
    moved = devices.moved(model, "cuda")
    assert asked == ["cuda:0", "cpu"]
    assert moved.note == "Digit CNN does not fit into the memory of cuda:0: it runs on the CPU."
    assert devices.device_of(moved) == "cpu"


def test_a_lack_of_memory_is_found_behind_what_it_became():
    outer = ModelError("The model failed")
    outer.__cause__ = torch.OutOfMemoryError("out of memory")
    assert devices.is_out_of_memory(outer)
    assert not devices.is_out_of_memory(ModelError("The model failed"))
