"""timm's models: random weights where none are cached, cached ones checked by shape, and no network."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
import torch
from safetensors.torch import save_file

from explorer import models
from explorer.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

NAME = "timm:test_resnet.r160_in1k"


def test_without_the_extra_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "timm", None)
    with pytest.raises(ModelError, match=r"feature-map-explorer\[timm\]"):
        models.load(NAME)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    pytest.importorskip("timm")
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    return tmp_path


def test_a_model_without_cached_weights_has_random_ones_and_says_so(cache: Path) -> None:
    model = models.load(NAME)
    assert not model.trained
    assert "timm/test_resnet.r160_in1k" in model.note
    assert model.input_shape == (3, 160, 160)
    with torch.no_grad():
        assert model.module(torch.zeros(1, 3, 160, 160)).shape == (1, 1000)


def test_cached_weights_are_used(cache: Path) -> None:
    state = {key: torch.full_like(value, 0.25) for key, value in models.load(NAME).module.state_dict().items()}
    folder = cache / "models--timm--test_resnet.r160_in1k"
    (folder / "refs").mkdir(parents=True)
    (folder / "refs" / "main").write_text("abc123", encoding="utf-8")
    (folder / "snapshots" / "abc123").mkdir(parents=True)
    save_file(state, folder / "snapshots" / "abc123" / "model.safetensors")
    model = models.load(NAME)
    assert model.trained
    assert float(next(model.module.parameters()).detach().mean()) == 0.25


def test_an_unknown_name_is_answered_with_near_ones(cache: Path) -> None:
    with pytest.raises(ModelError, match="Did you mean"):
        models.load("timm:resnet1O")
