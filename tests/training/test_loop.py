from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from explorer.data.mnist import Digits
from explorer.errors import ModelError
from explorer.training.loop import Settings, accuracy, pixels, split, train

SPEC = {
    "input_shape": [1, 28, 28],
    "stages": [
        {"type": "conv", "channels": 6, "kernel": 5, "stride": 2},
        {"type": "relu"},
        {"type": "maxpool", "size": 3},
        {"type": "flatten"},
        {"type": "linear", "features": 3},
    ],
}
SETTINGS = Settings(epochs=3, batch_size=16, learning_rate=0.02, average=0.5)


@pytest.fixture(autouse=True)
def _one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def shapes():
    """Bars that stand (0), lie (1), and rings (2), thirty of each, jittered."""
    random = np.random.default_rng(0)
    images = np.zeros((90, 28, 28), np.uint8)
    for i, image in enumerate(images):
        y, x = random.integers(-2, 3, 2)
        if i % 3 == 0:
            image[5 + y : 23 + y, 13 + x : 16 + x] = 255
        elif i % 3 == 1:
            image[13 + y : 16 + y, 5 + x : 23 + x] = 255
        else:
            image[7 + y : 21 + y, 7 + x : 21 + x] = 255
            image[10 + y : 18 + y, 10 + x : 18 + x] = 0
    return Digits(images, np.arange(90) % 3)


def weights(net):
    return torch.cat([p.detach().flatten() for p in net.parameters()])


def test_the_loss_falls_and_the_shapes_are_told_apart(shapes):
    losses = []
    net = train(SPEC, shapes, replace(SETTINGS, epochs=12), report=lambda p: losses.append((p.epoch_ended, p.loss)))
    ended = [loss for end, loss in losses if end]
    assert ended[-1] < 0.7 * ended[0]
    assert accuracy(net, shapes) > 0.95


def test_the_same_seed_gives_the_same_weights(shapes):
    once, again, other = (weights(train(SPEC, shapes, replace(SETTINGS, epochs=1, seed=s))) for s in (5, 5, 6))
    assert torch.equal(once, again)
    assert not torch.equal(once, other)


def test_training_takes_no_random_numbers_from_others(shapes):
    torch.manual_seed(1)
    expected = torch.rand(3)
    torch.manual_seed(1)
    train(SPEC, shapes, replace(SETTINGS, epochs=1))
    assert torch.equal(torch.rand(3), expected)


def test_the_result_is_the_plain_architecture_ready_to_be_asked(shapes):
    net = train(SPEC, shapes, replace(SETTINGS, epochs=1))
    assert [name for name, _ in net.named_children()] == ["conv1", "relu1", "pool1", "flatten", "fc1"]
    assert not any(layer.training for layer in net.modules())


def test_every_step_and_every_end_of_an_epoch_is_reported(shapes):
    seen = []
    train(SPEC, shapes, replace(SETTINGS, holdout=10), report=seen.append)
    # 80 digits in batches of 16 are 5 steps an epoch.
    assert [p.step for p in seen if not p.epoch_ended] == list(range(1, 16))
    assert [(p.epoch, p.step) for p in seen if p.epoch_ended] == [(1, 5), (2, 10), (3, 15)]
    assert all((p.accuracy is not None) == p.epoch_ended for p in seen)
    assert {(p.epochs, p.steps) for p in seen} == {(3, 15)}


def test_held_out_digits_choose_what_is_kept(shapes):
    kept = []
    net = train(SPEC, shapes, replace(SETTINGS, epochs=6, holdout=30), keep=lambda n, p: kept.append((n, p)))
    _, held_out = split(shapes, 30, SETTINGS.seed)
    assert [p.accuracy for _, p in kept] == sorted(p.accuracy for _, p in kept)
    assert net is kept[-1][0]
    assert accuracy(net, held_out) == kept[-1][1].accuracy


def test_held_out_digits_are_not_learned_from(shapes):
    learned, held_out = split(shapes, 30, seed=3)
    both = np.concatenate([learned.images, held_out.images])
    assert len(learned) == 60
    assert sorted(picture.tobytes() for picture in both) == sorted(picture.tobytes() for picture in shapes.images)


def test_more_digits_are_learned_and_never_held_out(shapes):
    seen = []
    settings = replace(SETTINGS, epochs=1, holdout=74)
    train(SPEC, shapes, settings, report=seen.append, more=shapes[:32])
    # 90 - 74 + 32 digits in batches of 16.
    assert seen[-1].steps == 3


def test_a_stop_ends_with_what_was_learned_so_far(shapes):
    steps, kept = [], []
    net = train(
        SPEC,
        shapes,
        SETTINGS,
        report=lambda p: None if p.epoch_ended else steps.append(p.step),
        keep=lambda n, p: kept.append(p.step),
        stopped=lambda: len(steps) == 3,
    )
    assert steps == [1, 2, 3]
    assert kept == [3]
    assert torch.isfinite(weights(net)).all()


def test_a_stop_before_the_first_step_gives_the_first_weights(shapes):
    net = train(SPEC, shapes, SETTINGS, stopped=lambda: True)
    assert net(pixels(shapes.images[:2])).shape == (2, 3)


def test_a_teacher_is_learned_from(shapes):
    """A teacher that calls everything 2 is believed where its share of the target is the whole."""
    teacher = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 3))
    with torch.no_grad():
        teacher[1].weight.zero_()
        teacher[1].bias.copy_(torch.tensor([0.0, 0.0, 20.0]))
    net = train(SPEC, shapes, replace(SETTINGS, epochs=8, distillation=1.0), teachers=[teacher])
    with torch.no_grad():
        assert (net(pixels(shapes.images)).argmax(1) == 2).float().mean() > 0.9


def test_without_batch_norms_it_learns_too(shapes):
    net = train(SPEC, shapes, replace(SETTINGS, epochs=12, batch_norm=False))
    assert accuracy(net, shapes) > 0.9


def test_an_empty_picture_becomes_no_class(shapes):
    settings = replace(SETTINGS, epochs=12, augmentation=replace(SETTINGS.augmentation, blank=0.3))
    net = train(SPEC, shapes, settings)
    with torch.no_grad():
        assert net(torch.zeros(1, 1, 28, 28)).softmax(1).max() < 0.7


def test_a_loss_that_explodes_is_said(shapes):
    with pytest.raises(ModelError, match="no longer a number"):
        train(SPEC, shapes, replace(SETTINGS, learning_rate=1e30, batch_norm=False))


def test_an_architecture_with_too_few_classes_is_refused(shapes):
    few = {**SPEC, "stages": [*SPEC["stages"][:-1], {"type": "linear", "features": 2}]}
    with pytest.raises(ModelError, match=r"ends in \[2\] values, the digits have 3 classes"):
        train(few, shapes, SETTINGS)


def test_an_architecture_for_other_pictures_is_refused(shapes):
    with pytest.raises(ModelError, match=r"does not take grey pictures of \[28, 28\]"):
        train({**SPEC, "input_shape": [3, 28, 28]}, shapes, SETTINGS)


def test_more_digits_cannot_be_held_out_than_there_are(shapes):
    with pytest.raises(ModelError, match="90 of 90 digits cannot be held out"):
        train(SPEC, shapes, replace(SETTINGS, holdout=90))
