"""What it costs to capture every value of a network, against published tools, and how many of their values are true."""

from __future__ import annotations

import argparse
import copy
import importlib
import os
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Before torch is imported: its threads must not spin beside whatever else runs here.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

import explorer
from explorer.core.capturer import Capturer
from explorer.core.graph import tensors_in
from explorer.models.zoo import random_network

sys.path.insert(0, str(Path(__file__).parent))

from _harness import Row, Timing, at_least, compared, machine, table, unmeasured

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

NETWORKS = ("digits", "resnet18", "mobilenet_v3_small")
OURS = "this program"
PACKAGES = {
    "torchlens, trace": "torchlens",
    "torchlens, record": "torchlens",
    "captum, LayerActivation": "captum",
    "torchvision, feature extractor": "torchvision",
}
"""Where each peer's way comes from; the plain hooks are torch's own."""

GOALS = {"torchlens, trace": {"digits": 100.0}}
"""How many times as fast as a peer the capture has to be, where it is more than once."""


@dataclass(frozen=True)
class Way:
    """One way of capturing: `run(x)` does it, `values(answer)` are the tensors in what it returns."""

    run: Callable[[torch.Tensor], Any]
    values: Callable[[Any], Iterable[torch.Tensor]] = tensors_in


# ---- the ways


def _ours(module: nn.Module, x: torch.Tensor) -> Way:
    capturer = Capturer(module)
    capturer.capture(x)
    capturer.prepare()
    return Way(capturer.capture, lambda trace: tensors_in([call.output for call in trace]))


def _leaves(module: nn.Module) -> list[nn.Module]:
    return [child for child in module.modules() if not list(child.children())]


def _hooks(module: nn.Module, keep: Callable[[torch.Tensor], torch.Tensor]) -> Way:
    found: list[torch.Tensor] = []
    for leaf in _leaves(module):
        leaf.register_forward_hook(lambda _module, _inputs, output: found.append(keep(output)))

    def run(x: torch.Tensor) -> list[torch.Tensor]:
        found.clear()
        module(x)
        return found

    return Way(run)


def _hooks_by_reference(module: nn.Module, _x: torch.Tensor) -> Way:
    """What most tutorials do."""
    return _hooks(module, lambda output: output)


def _hooks_with_clones(module: nn.Module, _x: torch.Tensor) -> Way:
    return _hooks(module, torch.Tensor.clone)


def _captum(module: nn.Module, _x: torch.Tensor) -> Way:
    from captum.attr import LayerActivation

    return Way(LayerActivation(module, _leaves(module)).attribute)


def _extractor(module: nn.Module, _x: torch.Tensor) -> Way:
    from torchvision.models.feature_extraction import create_feature_extractor, get_graph_node_names

    names = get_graph_node_names(module)[1]
    return Way(create_feature_extractor(module, {name: name for name in names}).eval())


def _torchlens_trace(module: nn.Module, _x: torch.Tensor) -> Way:
    import torchlens

    def values(trace: Any) -> list[torch.Tensor]:
        return [op.out for op in trace.layer_list if op.is_compute_op]

    return Way(lambda x: torchlens.trace(module, x), values)


def _torchlens_record(module: nn.Module, _x: torch.Tensor) -> Way:
    import torchlens

    def values(recording: Any) -> Iterable[torch.Tensor]:
        return tensors_in([record.ram_payload for record in recording.records])

    return Way(lambda x: torchlens.record(module, x, default_op=True), values)


WAYS: dict[str, Callable[[nn.Module, torch.Tensor], Way]] = {
    OURS: _ours,
    "hooks, by reference": _hooks_by_reference,
    "hooks, clones": _hooks_with_clones,
    "torchvision, feature extractor": _extractor,
    "captum, LayerActivation": _captum,
    "torchlens, record": _torchlens_record,
    "torchlens, trace": _torchlens_trace,
}


# ---- the truth


class Truth(TorchFunctionMode):
    """A copy of what every operation returns, made before anything else can write into it."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[torch.Tensor] = []

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        answer = func(*args, **(kwargs or {}))
        if getattr(func, "__name__", "") != "__get__":  # an attribute is no operation
            self.values += [tensor.clone() for tensor in tensors_in(answer)]
        return answer


def truth_of(module: nn.Module, x: torch.Tensor) -> list[torch.Tensor]:
    with torch.no_grad(), Truth() as truth:
        module(x)
    return truth.values


@dataclass(frozen=True)
class Found:
    """How many of a network's `all` values were captured `right`, and how many captured ones are `wrong`."""

    all: int
    right: int
    wrong: int

    def __str__(self) -> str:
        return f"{self.right} of {self.all} values{f', and {self.wrong} overwritten ones' if self.wrong else ''}"


def compared_with(truth: list[torch.Tensor], captured: Iterable[torch.Tensor], x: torch.Tensor) -> Found:
    """Bit for bit. Each captured value counts once, and what is left over was overwritten; the input is left out."""
    left = [tensor for tensor in captured if not _same(tensor, x)]
    right = 0
    for value in truth:
        at = next((number for number, tensor in enumerate(left) if _same(tensor, value)), None)
        if at is not None:
            right += 1
            del left[at]
    return Found(len(truth), right, len(left))


def _same(a: torch.Tensor, b: torch.Tensor) -> bool:
    return a.shape == b.shape and a.dtype == b.dtype and torch.equal(a, b)


# ---- rows


def _network(name: str) -> tuple[nn.Module, torch.Tensor]:
    torch.manual_seed(0)
    if name == "digits":
        return explorer.load("digits").module, torch.rand(1, 1, 28, 28)
    return random_network(name), torch.rand(1, 3, 224, 224)


def _installed(way: str) -> bool:
    return way not in PACKAGES or importlib.util.find_spec(PACKAGES[way]) is not None


def _measured(name: str, rounds: int) -> tuple[dict[str, Timing], dict[str, Found]]:
    """Times against ours, and what each way got right; every way has a network of its own."""
    network, x = _network(name)
    truth = truth_of(network, x)
    ways = {way: make(copy.deepcopy(network), x) for way, make in WAYS.items() if _installed(way)}
    found = {way: compared_with(truth, how.values(how.run(x)), x) for way, how in ways.items()}
    cases = {way: (lambda how=how: how.run(x)) for way, how in ways.items()}
    return compared(cases, OURS, rounds), found


def _rows(name: str, rounds: int) -> list[Row]:
    times, found = _measured(name, rounds)
    ours = found[OURS]
    rows = [at_least(f"{name}: values captured equal", 100 * ours.right / ours.all, 100, "%", str(ours))]
    for way in WAYS:
        if way == OURS:
            continue
        label, goal = f"{name}: times as fast as {way}", GOALS.get(way, {}).get(name, 1.0)
        if way not in times:
            rows.append(unmeasured(label, goal, note=f"{PACKAGES[way]} is not installed"))
            continue
        time = times[way]
        note = f"{time.ms:.3g} against {times[OURS].ms:.3g} ms; it has {found[way]}"
        rows.append(at_least(label, time.ratio, goal, note=note))
    return rows


def rows(rounds: int = 7) -> list[Row]:
    """Every row."""
    warnings.simplefilter("ignore")
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with torch.no_grad():
            return [row for name in NETWORKS for row in _rows(name, rounds)]
    finally:
        torch.set_num_threads(threads)


def ratios(rounds: int = 7) -> list[dict[str, Any]]:
    """Every row as a dict of name, value, goal, met, unit and note."""
    return [row.as_dict() for row in rows(rounds)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    print(machine(), end="\n\n")
    print(table(rows(arguments.rounds)))


if __name__ == "__main__":
    main()
