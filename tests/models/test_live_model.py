"""Networks of a running program, and what they are to be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import nets
import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from explorer.core.capture import capture
from explorer.errors import InputError, ModelError
from explorer.models.live import live_model, pictures_of, unwrapped

if TYPE_CHECKING:
    from pathlib import Path


def test_the_network_inside_its_wrappers_is_the_very_same() -> None:
    net = nets.SharedReLU.build()
    assert unwrapped(net) is net
    assert unwrapped(nn.DataParallel(net)) is net
    assert unwrapped(torch.compile(net, backend="eager")) is net  # type: ignore[arg-type]
    assert unwrapped(torch.compile(nn.DataParallel(net), backend="eager")) is net  # type: ignore[arg-type]


def test_a_batch_becomes_one_picture_each() -> None:
    batch = torch.rand(3, 3, 4, 5)
    pictures = pictures_of(batch)
    assert [picture.label for picture in pictures] == ["input 1 of 3", "input 2 of 3", "input 3 of 3"]
    assert pictures[0].image.size == (5, 4)
    torch.testing.assert_close(pictures[2].tensors, batch[2:])


@pytest.mark.parametrize("shape", [(4, 5), (1, 4, 5), (1, 1, 4, 5)])
def test_a_single_grey_tensor_is_one_picture(shape: tuple[int, ...]) -> None:
    (picture,) = pictures_of(torch.rand(shape))
    assert picture.tensors.shape == (1, 1, 4, 5)


@pytest.mark.parametrize("named", [False, True])
def test_several_inputs_are_shared_out_by_place(named: bool) -> None:
    left, right, scale = torch.rand(2, 3, 4, 4), torch.rand(2, 1, 2, 2), torch.tensor(2.0)
    given: Any = {"left": left, "right": right, "scale": scale} if named else (left, right, scale)
    second = pictures_of(given)[1].tensors
    parts = list(second.values()) if named else list(second)
    torch.testing.assert_close(parts, [left[1:], right[1:], scale])


def test_pictures_files_and_lists_are_taken(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    Image.new("RGB", (6, 4)).save(file)
    pictures = pictures_of([file, Image.new("L", (3, 2)), np.zeros((2, 5, 7, 3), np.uint8), torch.rand(1, 3, 8, 8)])
    assert [picture.image.size for picture in pictures] == [(6, 4), (3, 2), (7, 5), (7, 5), (8, 8)]
    assert [picture.tensors is None for picture in pictures] == [True, True, True, True, False]


@pytest.mark.parametrize("images", [[], 3, None, torch.zeros(0, 3, 4, 4), (torch.rand(1, 3, 4, 4), "x"), ()])
def test_what_shows_nothing_is_refused_in_words(images: object) -> None:
    with pytest.raises(InputError):
        pictures_of(images)


def test_values_from_0_to_1_are_seen_as_they_are_and_others_stretched() -> None:
    as_they_are = pictures_of(torch.tensor([[0.0, 0.2], [0.4, 0.4]]))[0].image
    assert np.asarray(as_they_are).tolist() == [[0, 51], [102, 102]]
    stretched = pictures_of(torch.tensor([[-2.0, 0.0], [2.0, 2.0]]))[0].image
    assert np.asarray(stretched).tolist() == [[0, 128], [255, 255]]


def test_a_live_network_is_not_copied_and_stays_in_its_mode() -> None:
    net = nets.DropoutAndBatchNorm.build().train()
    net.get_submodule(next(name for name, m in net.named_modules() if isinstance(m, nn.BatchNorm2d))).eval()
    modes = [part.training for part in net.modules()]
    pictures = pictures_of(torch.rand(2, 3, 8, 8))
    model = live_model(net, pictures, class_names=["a", "b"])
    assert model.module is net
    assert (model.input_shape, model.class_names) == ((3, 8, 8), ("a", "b"))
    trace = capture(model.module, model.network_input(pictures[1]))
    torch.testing.assert_close(next(iter(trace.inputs.values())), pictures[1].tensors)
    assert [part.training for part in net.modules()] == modes


def test_half_precision_gets_half_precision() -> None:
    net = nn.Sequential(nn.Conv2d(3, 2, 3)).bfloat16()
    pictures = pictures_of(torch.rand(1, 3, 8, 8))
    given = live_model(net, pictures).network_input(pictures[0])
    assert given.dtype == torch.bfloat16
    assert len(capture(net, given)) == 1


def test_without_tensors_the_input_is_guessed_and_the_mode_kept() -> None:
    net = nn.Sequential(nn.Conv2d(1, 2, 5), nn.Flatten(), nn.Linear(2 * 24 * 24, 10)).train()
    model = live_model(net, pictures_of(Image.new("L", (40, 40))))
    assert model.input_shape == (1, 28, 28)
    assert net.training


def test_the_programs_own_preprocessing_is_used_for_pictures() -> None:
    def prepare(image: Image.Image) -> torch.Tensor:
        return torch.full((3, 6, 6), float(np.asarray(image).max()))

    model = live_model(nn.Identity(), pictures_of(Image.new("RGB", (9, 9), (7, 0, 0))), preprocess=prepare)
    assert model.input_shape == (3, 6, 6)
    assert model.prepare(Image.new("RGB", (3, 3), (0, 5, 0))).unique().tolist() == [5.0]  # type: ignore[no-untyped-call]


def test_a_preprocessing_that_fails_is_said_in_a_sentence() -> None:
    def prepare(image: Image.Image) -> torch.Tensor:
        raise ValueError("too small")

    pictures = pictures_of(torch.rand(1, 3, 8, 8))
    with pytest.raises(InputError, match="too small"):
        live_model(nn.Identity(), pictures, preprocess=prepare).prepare(Image.new("RGB", (3, 3)))


def test_only_modules_can_be_explored() -> None:
    with pytest.raises(ModelError, match="function"):
        live_model(lambda x: x, pictures_of(torch.rand(1, 3, 8, 8)))  # type: ignore[arg-type]
