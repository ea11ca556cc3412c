"""One number of a normalisation: the value scaled by the spread of its fellows, less their mean, and shifted."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from explorer.core.arithmetic.case import number, numbers
from explorer.core.arithmetic.explanation import Fact, NotExplained, Places, Terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.core.arithmetic.case import Case
    from explorer.core.arithmetic.explanation import Explanation

_BATCH = ("running_mean", "running_var", "weight", "bias", "training", "momentum", "eps")
_INSTANCE = ("running_mean", "running_var", "weight", "bias", "use_input_stats", "momentum", "eps")


def batch_norm(case: Case) -> Explanation:
    """By the running statistics, or those of the batch where the layer has none."""
    settings = case.settings(_BATCH, eps=1e-5)
    # A layer was in evaluation when it was called, whatever it is now.
    in_training = case.call.function is not None and bool(settings.get("training"))
    channel = case.index[1]
    if in_training or settings.get("running_mean") is None:
        return _scaled(case, *_moments(numbers(case.source[:, channel])), settings, (channel,))
    return _by_running_statistics(case, settings, channel)


def instance_norm(case: Case) -> Explanation:
    """By the statistics of each channel of each picture, or the running ones where the layer says so."""
    settings = case.settings(_INSTANCE, eps=1e-5, use_input_stats=True)
    axis = _channel_axis(case)
    channel = case.index[axis]
    if case.call.function is None:
        own = not getattr(case.call.module, "track_running_stats", False)
    else:
        own = bool(settings["use_input_stats"])
    if own or settings.get("running_mean") is None:
        fellows = numbers(case.source[case.index[: axis + 1]])
        return _scaled(case, *_moments(fellows), settings, (channel,))
    return _by_running_statistics(case, settings, channel)


def _channel_axis(case: Case) -> int:
    """0 where an instance norm layer was given a picture without a batch."""
    dimensions = re.search(r"([123])d", case.call.op)
    batched = case.call.function is not None or dimensions is None or case.source.ndim > int(dimensions[1]) + 1
    return int(batched)


def _by_running_statistics(case: Case, settings: Mapping[str, Any], channel: int) -> Explanation:
    mean, variance = (number(settings[name], (channel,)) for name in ("running_mean", "running_var"))
    return _scaled(case, mean, variance, settings, (channel,))


def group_norm(case: Case) -> Explanation:
    """By the statistics of a group of channels of one picture."""
    settings = case.settings(("num_groups", "weight", "bias", "eps"), eps=1e-5)
    batch, channel = case.index[:2]
    size = case.source.shape[1] // int(settings["num_groups"])
    first = channel // size * size
    fellows = numbers(case.source[batch, first : first + size])
    return _scaled(case, *_moments(fellows), settings, (channel,))


def layer_norm(case: Case) -> Explanation:
    """By the statistics over the last dimensions."""
    settings = case.settings(("normalized_shape", "weight", "bias", "eps"), eps=1e-5)
    shape = settings["normalized_shape"]
    count = 1 if isinstance(shape, int) else len(shape)
    fellows = numbers(case.source[case.index[:-count]])
    return _scaled(case, *_moments(fellows), settings, case.index[-count:])


def _moments(fellows: np.ndarray) -> tuple[float, float]:
    return float(fellows.mean()), float(fellows.var())


def _scaled(
    case: Case, mean: float, variance: float, settings: Mapping[str, Any], where: tuple[int, ...]
) -> Explanation:
    """x·s − mean·s + shift, where s = scale / √(variance + eps)."""
    scale = _learned(settings.get("weight"), where, 1.0)
    shift = settings.get("bias")
    eps = float(settings["eps"])
    x = number(case.source, case.index)
    factor = scale / math.sqrt(variance + eps) if variance + eps > 0 else math.nan
    values = np.array([x, -mean])
    places = Places.joined([case.places(case.source, [case.index]), Places.nowhere(1)])
    facts = [Fact("mean", mean), Fact("variance", variance), Fact("eps", eps)]
    learned = settings.get("weight") is not None
    if learned:
        facts.append(Fact("scale", scale))
    top = " · scale" if learned else ""
    bias = None if shift is None else number(shift, where)
    return case.explained(
        "normalisation",
        Terms(values, np.array([factor, factor]), values * factor, places),
        bias=bias,
        formula=f"(x − mean) / √(variance + eps){top}" + ("" if shift is None else " + bias"),
        code="(x[0] - mean) / (variance + eps) ** 0.5"
        + (" * scale" if learned else "")
        + ("" if shift is None else " + bias"),
        facts=tuple(facts),
    )


def _learned(weight: torch.Tensor | None, where: tuple[int, ...], otherwise: float) -> float:
    return otherwise if weight is None else number(weight, where)


def rms_norm(case: Case) -> Explanation:
    """By the root of the mean square over the last dimensions."""
    settings = case.settings(("normalized_shape", "weight", "eps"))
    shape = settings["normalized_shape"]
    count = 1 if isinstance(shape, int) else len(shape)
    square = float((numbers(case.source[case.index[:-count]]) ** 2).mean())
    eps = settings.get("eps")
    eps = float(torch.finfo(case.source.dtype).eps if eps is None else eps)
    scale = _learned(settings.get("weight"), case.index[-count:], 1.0)
    facts = (Fact("square", square), Fact("eps", eps), Fact("scale", scale))
    return _one_factor(
        case,
        scale / math.sqrt(square + eps),
        "x / √(square + eps) · scale",
        facts,
        "x[0] / (square + eps) ** 0.5 * scale",
    )


def local_response_norm(case: Case) -> Explanation:
    """By the squares of the channels beside it."""
    settings = case.settings(("size", "alpha", "beta", "k"), alpha=1e-4, beta=0.75, k=1.0)
    size, channel = int(settings["size"]), case.index[1]
    alpha, beta, k = (float(settings[name]) for name in ("alpha", "beta", "k"))
    first = max(0, channel - size // 2)
    beside: tuple[Any, ...] = (case.index[0], slice(first, channel + (size - 1) // 2 + 1), *case.index[2:])
    square = float((numbers(case.source[beside]) ** 2).sum()) / size
    facts = (Fact("square", square), Fact("alpha", alpha), Fact("beta", beta), Fact("k", k))
    return _one_factor(
        case,
        (k + alpha * square) ** -beta,
        "x / (k + alpha · square)^beta",
        facts,
        "x[0] / (k + alpha * square) ** beta",
    )


def normalize(case: Case) -> Explanation:
    """F.normalize: by the length of the vector along an axis."""
    settings = case.settings(("p", "dim", "eps"), p=2.0, dim=1, eps=1e-12)
    p, dim = float(settings["p"]), settings["dim"]
    if not isinstance(dim, int):
        raise NotExplained("'{0}' measures lengths over several axes at once.", case.call.name)
    along: list[Any] = list(case.index)
    along[dim % case.source.ndim] = slice(None)
    length = float(np.linalg.norm(numbers(case.source[tuple(along)]), ord=p))
    length = max(length, float(settings["eps"]))
    return _one_factor(case, 1 / length, "x / length", (Fact("length", length),), "x[0] / length")


def _one_factor(case: Case, factor: float, formula: str, facts: tuple[Fact, ...], code: str) -> Explanation:
    values = np.array([number(case.source, case.index)])
    terms = Terms(values, np.array([factor]), values * factor, case.places(case.source, [case.index]))
    return case.explained("normalisation", terms, formula=formula, code=code, facts=facts)
