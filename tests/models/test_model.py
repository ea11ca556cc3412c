"""What a model gives its network for a picture in the window."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from explorer.data.picture_preprocess import PicturePreprocessing
from explorer.data.pictures import Picture
from explorer.models.base import Model


def _model(*further: tuple[int, ...]) -> Model:
    return Model(
        name="net.py:Net",
        title="Net",
        source="net.py",
        weights="random",
        trained=False,
        module=nn.Identity(),
        input_shape=(3, 4, 4),
        class_names=(),
        preprocessing=PicturePreprocessing(4, 4),
        further_shapes=further,
    )


PICTURE = Picture(Image.fromarray(np.arange(48, dtype=np.uint8).reshape(4, 4, 3)), "squares", "file")


def test_one_input_is_the_prepared_picture() -> None:
    model = _model()
    torch.testing.assert_close(model.network_input(PICTURE), model.prepare(PICTURE.image))


def test_every_further_input_is_the_same_picture_in_its_own_shape() -> None:
    first, second, third, flat = _model((3, 4, 4), (1, 2, 2), (5,)).network_input(PICTURE)
    torch.testing.assert_close(second, first)
    # Halves of a linear ramp have the means of their quarters, whatever the filter's width beyond.
    assert third.shape == (1, 1, 2, 2)
    assert third.mean().item() == pytest.approx(first.mean().item(), abs=1e-6)
    assert flat.shape == (1, 5)


def test_given_tensors_are_passed_on_untouched() -> None:
    given = (torch.rand(1, 3, 4, 4), torch.rand(1, 7))
    picture = Picture(PICTURE.image, "given", "given", tensors=given)
    assert _model().network_input(picture) is given
