from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from explorer.training.augment import NO_AUGMENTATION, Augmentation, restroked, specks


def bars(count=64):
    """A vertical bar in the middle of each picture."""
    images = torch.zeros(count, 1, 28, 28)
    images[:, :, 8:20, 13:15] = 1
    return images


def augmented(images, augmentation, seed=0):
    return augmentation(images, torch.Generator().manual_seed(seed))


def centres(images):
    """Each picture's centre of mass, (N, 2) as (y, x)."""
    mass = images[:, 0] / images.sum((1, 2, 3))[:, None, None]
    along = torch.arange(28.0)
    return torch.stack([(mass.sum(2) * along).sum(1), (mass.sum(1) * along).sum(1)], 1)


def test_no_augmentation_changes_nothing():
    torch.testing.assert_close(augmented(bars(), NO_AUGMENTATION), bars(), rtol=0, atol=1e-5)


def test_the_seed_says_how_the_digits_are_changed():
    once, again, other = (augmented(bars(), Augmentation(), seed) for seed in (3, 3, 4))
    assert torch.equal(once, again)
    assert not torch.equal(once, other)


def test_values_stay_between_paper_and_ink():
    result = augmented(torch.rand(64, 1, 28, 28), Augmentation())
    assert result.min() >= 0
    assert result.max() <= 1


def test_pictures_of_one_batch_are_changed_each_in_its_own_way():
    result = augmented(bars(), Augmentation())
    assert len({picture.numpy().tobytes() for picture in result}) == 64


def test_shifts_reach_their_limit_and_not_farther():
    moved = centres(augmented(bars(500), replace(NO_AUGMENTATION, shift=3, calm=0))) - 13.5
    assert 2.8 < moved.abs().max() <= 3.01
    assert moved.min() < -2.8


def test_calm_pictures_get_a_half():
    moved = centres(augmented(bars(500), replace(NO_AUGMENTATION, shift=3, calm=1))) - 13.5
    assert 1.4 < moved.abs().max() <= 1.51


def test_scaling_changes_the_amount_of_ink_by_the_factor_squared():
    ink = augmented(bars(500), replace(NO_AUGMENTATION, scale=(0.5, 2.0), calm=0)).sum((1, 2, 3)) / bars(1).sum()
    assert 0.22 < ink.min() < 0.32
    assert 3.5 < ink.max() < 4.2


def test_rotation_keeps_the_ink_and_the_centre():
    result = augmented(bars(200), replace(NO_AUGMENTATION, degrees=45, calm=0))
    torch.testing.assert_close(centres(result), torch.full((200, 2), 13.5), rtol=0, atol=0.1)
    torch.testing.assert_close(result.sum((1, 2, 3)), torch.full((200,), 24.0), rtol=0.06, atol=0)
    assert result[:, 0, 13, 6:10].max() < 0.3
    assert result[:, 0, 9, 8:12].max() > 0.5


@pytest.mark.parametrize(
    ("amount", "rows"),
    [
        (1.0, [[1, 1, 1], [1, 1, 1], [1, 1, 1]]),
        (0.5, [[0.5, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 0.5]]),
        (0.0, [[0, 0, 0], [0, 1, 0], [0, 0, 0]]),
        (-0.25, [[0, 0, 0], [0, 0.75, 0], [0, 0, 0]]),
        (-1.0, [[0, 0, 0], [0, 0, 0], [0, 0, 0]]),
    ],
)
def test_a_dot_grows_and_shrinks(amount, rows):
    dot = torch.zeros(1, 1, 3, 3)
    dot[0, 0, 1, 1] = 1
    assert restroked(dot, torch.tensor([amount]))[0, 0].tolist() == rows


def test_of_the_pictures_of_nothing_half_are_empty():
    nothing = specks(40, 28, torch.Generator().manual_seed(0))
    assert nothing[::2].abs().max() == 0
    assert nothing[1::2].mean() < 0.1
    assert nothing[1::2].max() == 1


def test_small_pictures_can_be_wobbled_too():
    assert augmented(torch.rand(4, 1, 8, 8), Augmentation()).shape == (4, 1, 8, 8)
