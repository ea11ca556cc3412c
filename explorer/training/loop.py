"""The training loop: seeded, one-cycle AdamW, averaged weights, reported step by step, stopped at any step."""

from __future__ import annotations

import copy
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import torch
import torch.nn.functional as F

from explorer.errors import ModelError
from explorer.models.architectures import Spec, build
from explorer.training.augment import Augmentation, specks
from explorer.training.folding import folded, with_batch_norms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from torch import nn

    from explorer.data.mnist import Digits


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train.

    Attributes:
        epochs: how often every digit is seen.
        batch_size: digits per step.
        learning_rate: the highest one of the cycle (Smith 2018).
        weight_decay: AdamW's.
        label_smoothing: the share of the target given to all classes alike.
        average: how much of the averaged weights stays at each step.
        distillation: the teachers' share of the target, where there are teachers (Hinton, Vinyals and Dean 2015).
        batch_norm: train with batch norms, which are folded away in the result.
        holdout: digits kept apart from training, to choose the best epoch by.
        seed: of the first weights, the order, the augmentation and the dropout.
        augmentation: how the digits are changed.
    """

    epochs: int = 60
    batch_size: int = 128
    learning_rate: float = 5e-3
    weight_decay: float = 0.02
    label_smoothing: float = 0.03
    average: float = 0.998
    distillation: float = 0.5
    batch_norm: bool = True
    holdout: int = 0
    seed: int = 0
    augmentation: Augmentation = field(default_factory=Augmentation)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a training is.

    Attributes:
        epoch: from 1.
        epochs: how many there will be.
        step: steps done in all.
        steps: how many there will be in all.
        loss: the mean since the epoch began.
        seconds: since the training began.
        epoch_ended: whether this is the epoch's last report.
        accuracy: on the held-out digits, 0..1; None within an epoch or without such digits.
    """

    epoch: int
    epochs: int
    step: int
    steps: int
    loss: float
    seconds: float
    epoch_ended: bool = False
    accuracy: float | None = None


def train(
    spec: Spec,
    digits: Digits,
    settings: Settings,
    *,
    report: Callable[[Progress], None] = lambda _: None,
    keep: Callable[[nn.Sequential, Progress], None] = lambda _, __: None,
    stopped: Callable[[], bool] = lambda: False,
    teachers: Sequence[nn.Module] = (),
    more: Digits | None = None,
) -> nn.Sequential:
    """The best network of a training, batch norms folded away, in evaluation mode. Raises ModelError.

    Best is the most accurate epoch on the held-out digits, the newest one without them.

    Args:
        spec: the architecture.
        digits: what to learn, held-out digits included.
        settings: how.
        report: told about every step, and with the accuracy at the end of an epoch.
        keep: given each network that is better than all before it, to be saved.
        stopped: asked before every step; when true, training ends with the best network so far.
        teachers: networks whose mean opinion is learned too.
        more: digits that are learned as well and never held out.
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(settings.seed)
        run = _Run(spec, digits, settings, teachers, more)
        best, best_accuracy = None, -1.0
        for progress in run.epochs(report, stopped):
            if best is None or (progress.accuracy or 0.0) >= best_accuracy:
                best, best_accuracy = folded(run.averaged), progress.accuracy or 0.0
                keep(best, progress)
    return best if best is not None else folded(run.averaged)


def accuracy(net: nn.Module, digits: Digits, batch_size: int = 500) -> float:
    """The share of the digits that a network in evaluation mode names rightly, 0..1."""
    right = 0
    with torch.no_grad():
        for start in range(0, len(digits), batch_size):
            part = digits[slice(start, start + batch_size)]
            right += int((net(pixels(part.images)).argmax(1) == torch.from_numpy(part.labels)).sum())
    return right / len(digits)


def pixels(images: np.ndarray) -> torch.Tensor:
    """The network's input for pictures (N, H, W) uint8: (N, 1, H, W), in 0..1."""
    return torch.from_numpy(images.astype(np.float32) / 255)[:, None]


def split(digits: Digits, holdout: int, seed: int) -> tuple[Digits, Digits]:
    """The digits to learn from and, drawn by the seed, the held-out ones. Raises ModelError."""
    if not 0 <= holdout < len(digits):
        raise ModelError("{0:,} of {1:,} digits cannot be held out from training.", holdout, len(digits))
    order = np.random.default_rng(seed).permutation(len(digits))
    return digits[np.sort(order[holdout:])], digits[np.sort(order[:holdout])]


class _Run:
    """One training: the network, its average, the optimiser and the random numbers."""

    def __init__(
        self, spec: Spec, digits: Digits, settings: Settings, teachers: Sequence[nn.Module], more: Digits | None
    ) -> None:
        self.settings = settings
        self.teachers = teachers
        self.digits, self.held_out = split(digits, settings.holdout, settings.seed)
        if more is not None:
            self.digits = self.digits.with_more(more)
        plain = build(spec)
        self.net = with_batch_norms(plain) if settings.batch_norm else plain
        # Convolutions of few channels are quicker on a CPU with the channels last.
        self.net = self.net.to(memory_format=torch.channels_last)
        self.averaged = copy.deepcopy(self.net).eval()
        self.classes = _classes(folded(self.net), digits)
        self.random = torch.Generator().manual_seed(settings.seed)
        self.steps_per_epoch = max(1, len(self.digits) // settings.batch_size)
        self.steps = self.steps_per_epoch * settings.epochs
        rate = settings.learning_rate
        self.optimiser = torch.optim.AdamW(self.net.parameters(), rate, weight_decay=settings.weight_decay)
        # torch divides by zero for a cycle of five steps.
        cycle = max(self.steps + 1, 10)
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(self.optimiser, rate, cycle, pct_start=0.2)

    def epochs(self, report: Callable[[Progress], None], stopped: Callable[[], bool]) -> Iterator[Progress]:
        """Train; what is known at the end of each epoch, and where it was stopped."""
        began, step = time.monotonic(), 0
        for epoch in range(1, self.settings.epochs + 1):
            losses: list[float] = []
            for batch in self._batches():
                if stopped():
                    break
                losses.append(self._step(batch, step))
                step += 1
                progress = self._progress(epoch, step, losses, began)
                report(progress)
            if not losses:
                return
            final = self._progress(epoch, step, losses, began, ended=True)
            report(final)
            yield final
            if stopped():
                return

    def _progress(self, epoch: int, step: int, losses: list[float], began: float, ended: bool = False) -> Progress:
        right = accuracy(self.averaged, self.held_out) if ended and len(self.held_out) else None
        loss, seconds = sum(losses) / len(losses), time.monotonic() - began
        return Progress(epoch, self.settings.epochs, step, self.steps, loss, seconds, ended, right)

    def _batches(self) -> Iterator[torch.Tensor]:
        """The epoch's order, cut into batches of equal size; the few left over come another time."""
        order = torch.randperm(len(self.digits), generator=self.random)
        size = min(self.settings.batch_size, len(order))
        return iter(torch.split(order, size)[: self.steps_per_epoch])

    def _step(self, which: torch.Tensor, step: int) -> float:
        """One step of the optimiser; the loss."""
        images, targets = self._augmented(which)
        self.net.train()
        loss = F.cross_entropy(self.net(images), targets)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimiser.step()
        self.schedule.step()
        self._average(step)
        value = loss.item()
        if not np.isfinite(value):
            raise ModelError("The loss is no longer a number after {0} steps: try a lower learning rate.", step + 1)
        return value

    def _augmented(self, which: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Pictures (N, 1, H, W) in 0..1 and their targets (N, classes): shares that sum to one."""
        part = self.digits[which.numpy()]
        images = self.settings.augmentation(pixels(part.images), self.random)
        targets = self._targets(images, torch.from_numpy(part.labels))
        none = torch.rand(len(images), generator=self.random) < self.settings.augmentation.blank
        images[none] = specks(int(none.sum()), images.shape[-1], self.random)
        # Where there is no digit, no class is likelier than another.
        targets[none] = 1 / self.classes
        return images.contiguous(memory_format=torch.channels_last), targets

    def _targets(self, images: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        smooth = self.settings.label_smoothing
        targets = F.one_hot(labels, self.classes) * (1 - smooth) + smooth / self.classes
        if not self.teachers:
            return targets
        with torch.no_grad():
            opinion = torch.stack([teacher(images).softmax(1) for teacher in self.teachers]).mean(0)
        return torch.lerp(targets, opinion, self.settings.distillation)

    def _average(self, step: int) -> None:
        """Move the averaged weights towards the new ones, quickly at first (Polyak and Juditsky 1992)."""
        keep = min(self.settings.average, (1 + step) / (10 + step))
        for old, new in zip(self.averaged.state_dict().values(), self.net.state_dict().values(), strict=True):
            if old.is_floating_point():
                old.lerp_(new, 1 - keep)
            else:
                old.copy_(new)


def _classes(net: nn.Sequential, digits: Digits) -> int:
    """How many classes a network tells apart. Raises ModelError where that does not fit the digits."""
    size, wanted = list(digits.images.shape[1:]), int(digits.labels.max()) + 1
    try:
        with torch.no_grad():
            scores = net(pixels(digits.images[:1]))
    except RuntimeError as error:
        raise ModelError("The architecture does not take grey pictures of {0}: {1}.", size, error) from error
    if scores.ndim != 2 or scores.shape[1] < wanted:
        raise ModelError(
            "The architecture ends in {0} values, the digits have {1} classes.", list(scores.shape[1:]), wanted
        )
    return int(scores.shape[1])
