"""Weights from a file into a network: tensors by name, read without running anything that the file may hold."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load as tensors_in

from explorer.errors import ModelError
from explorer.models.entries import Entry, entries
from explorer.models.file_kinds import SAFETENSORS, kind_of
from explorer.models.matching import Candidate, Surroundings, fitted, listed
from explorer.models.opening import PLAIN
from explorer.models.pickled import tensors_of_objects
from explorer.models.unpickling import DAMAGED, CodeNeeded, first_line, unpickled
from explorer.words import Words, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from torch import nn

    from explorer.models.base import Model
    from explorer.models.file_kinds import FileKind
    from explorer.models.matching import Fit


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What a file of weights holds.

    Attributes:
        path: the file.
        kind: `safetensors`, `checkpoint` or `old checkpoint`.
        tensors: by name, on the CPU and in memory.
        place: the names that lead to them inside the file, `state_dict`; empty for the file itself.
        others: the same of further mappings to tensors that were not taken, such as `state_dict_ema`.
        header: what a safetensors file says about itself.
        foreign: the classes of a pickled network or other objects in the file: their code was not run.
    """

    path: Path
    kind: str
    tensors: Mapping[str, torch.Tensor]
    place: str = ""
    others: tuple[str, ...] = ()
    header: Mapping[str, str] = field(default_factory=dict)
    foreign: tuple[str, ...] = ()

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Of every tensor, by name."""
        return {key: tuple(tensor.shape) for key, tensor in self.tensors.items()}


class Misfit(ModelError):
    """Weights do not fit a network; they are the attribute `weights`."""

    def __init__(self, model: Model, weights: Weights, fit: Fit) -> None:
        reason = fit.misfit() or Words("it has no tensors")
        super().__init__("{0}: its weights do not fit {1}: {2}.", weights.path, model.title, reason)
        self.weights = weights


def read(path: Path, progress: Callable[[int, int | None], None] = PLAIN.progress) -> Weights:
    """The weights in a file, whatever its name ends with. Raises ModelError naming the file, the reason and a way out.

    Args:
        path: safetensors, or what torch.save writes.
        progress: told 0 and then all of the file's bytes.
    """
    kind = kind_of(path)
    if kind.refusal:
        raise ModelError("{0}: {1}", path, kind.refusal)
    size = path.stat().st_size
    progress(0, size)
    weights = _safetensors(path) if kind is SAFETENSORS else _pickled(path, kind)
    progress(size, size)
    return weights


def with_weights(model: Model, file: Path) -> Model:
    """The model with the weights in `file`; its own module gets them.

    Raises ModelError where they cannot be read, Misfit naming the first keys that do not fit; the module is then as it
    was.
    """
    weights = read(file)
    fit = fitted(network_of(model), weights.shapes)
    if not fit.whole:
        raise Misfit(model, weights, fit)
    return loaded(model, weights, fit)


def loaded(model: Model, weights: Weights, fit: Fit, adopt: bool = False) -> Model:
    """The model with those of the weights that fit, in its own module, and what the user should know as its note.

    Args:
        model: the network; what the file lacks stays as it is.
        weights: the file's.
        fit: which of them go where.
        adopt: let the module take the tensors themselves, in place of parameters that have no numbers yet.

    Raises ModelError where a tensor that fits by its shape cannot be a weight.
    """
    state = model.module.state_dict()
    taken: set[int] = set()
    for name, key in fit.keys.items():
        state[name] = _apart(_as(state[name], weights.tensors[key], f"{weights.path}: {key}"), taken)
    try:
        model.module.load_state_dict(state, assign=adopt)
    except (RuntimeError, ValueError) as error:
        reason = first_line(error)
        raise ModelError(
            "{0}: its weights cannot be loaded into {1}: {2}.", weights.path, model.title, reason
        ) from error
    told = [model.note, *remarks(weights, fit)]
    return replace(
        model,
        weights=Words("weights from {0}", weights.path.name),
        # One layer of random numbers is enough to make a prediction mean nothing.
        trained=not (fit.missing or fit.misshapen),
        note=joined(told),
    )


def remarks(weights: Weights, fit: Fit) -> Iterator[str]:
    """Sentences on what was taken, left out, converted or is no number."""
    if weights.foreign:
        # Whoever wrote the classes is told by those that are not torch's.
        classes = sorted(weights.foreign, key=lambda name: name.startswith("torch."))
        yield Words("It holds more than weights ({0}): tensors were read, code was not run.", listed(classes))
    if weights.others:
        text = "The weights under “{0}” were taken; there are others under {1}."
        yield Words(text, weights.place, _quoted(weights.others))
    if not fit.whole:
        yield Words("Loaded {0:,} of {1:,} tensors; {2}.", fit.fitting, fit.wanted, fit.misfit())
    if fit.outside:
        yield Words("What is not under “{0}” was left out: {1}.", fit.prefix, listed(fit.outside))
    taken = {name: weights.tensors[key] for name, key in fit.keys.items()}
    other = {tensor.dtype for tensor in taken.values() if tensor.is_floating_point()} - {torch.get_default_dtype()}
    if other:
        yield Words("Its {0} numbers were made {1}.", _types(other), _types([torch.get_default_dtype()]))
    odd = [name for name, tensor in taken.items() if not _is_finite(tensor)]
    if odd:
        yield Words("The weights hold NaN or infinity in {0}.", listed(odd))


def shapes_of(module: nn.Module) -> dict[str, tuple[int, ...]]:
    """Of every tensor of its state dict, by name."""
    state = module.state_dict().items()
    return {key: tuple(value.shape) for key, value in state if isinstance(value, torch.Tensor)}


def network_of(model: Model) -> Candidate:
    """A network that is there already, as something that weights may fit."""
    return Candidate(
        name=model.name,
        title=model.title,
        source=model.source,
        shapes=shapes_of(model.module),
        make=lambda _sizes, _blank: model.module,
        surroundings=lambda _sizes: Surroundings(model.preprocessing, model.class_names),
    )


def _safetensors(path: Path) -> Weights:
    try:
        with safe_open(path, framework="pt") as file:
            header, names = file.metadata() or {}, list(file.keys())
        # Read, not mapped into memory: a file that its training writes anew meanwhile would end the process.
        found = tensors_in(path.read_bytes())
    except (SafetensorError, *DAMAGED) as error:
        raise ModelError("{0}: is damaged or cut off ({1}): download it again.", path, first_line(error)) from error
    if not found:
        raise ModelError("{0}: holds no tensors.", path)
    # They come in any order.
    return Weights(path, SAFETENSORS.name, {name: found[name] for name in names}, header=header)


def _pickled(path: Path, kind: FileKind) -> Weights:
    """The weights of a pickle; of networks in it their tensors. Raises ModelError."""
    try:
        return _chosen(path, kind.name, entries(unpickled(path, kind)))
    except CodeNeeded as needed:
        if needed.harmful:
            raise
        content = tensors_of_objects(path, kind, needed)
        return replace(_chosen(path, kind.name, entries(content)), foreign=needed.names)


def _chosen(path: Path, kind: str, found: Sequence[Entry]) -> Weights:
    """The largest mapping to tensors. Raises ModelError where there is none."""
    if not found:
        raise ModelError("{0}: holds no state dict: a mapping from names to tensors is needed.", path)
    best = found[0]
    if not best.tensors:
        names = listed(best.left_out)
        raise ModelError(
            "{0}: its tensors are quantised or sparse ({1}): save the network's float weights.", path, names
        )
    # A few tensors beside the weights are a loss or a queue and no choice.
    others = tuple(entry.place or Words("the file itself") for entry in found[1:] if 2 * entry.size >= best.size)
    return Weights(path, kind, best.tensors, best.place, others)


def _as(own: torch.Tensor, given: torch.Tensor, name: str) -> torch.Tensor:
    """A tensor of the file as one of the network. Raises ModelError where it holds whole numbers only."""
    # Counters may have become floats when somebody halved everything; float weights as whole numbers are quantised.
    if own.is_floating_point() and not given.is_floating_point():
        raise ModelError("{0} is of type {1}: the network's float weights are needed.", name, _types([given.dtype]))
    return given.to(own.dtype).contiguous()


def _apart(tensor: torch.Tensor, taken: set[int]) -> torch.Tensor:
    """The tensor in memory of its own: in a file several can be parts of one, a network's are changed singly."""
    storage = tensor.untyped_storage()
    alone = storage.nbytes() == tensor.nbytes and storage.data_ptr() not in taken
    taken.add(storage.data_ptr())
    return tensor if alone else tensor.clone()


def _is_finite(tensor: torch.Tensor) -> bool:
    if not tensor.is_floating_point():
        return True
    # A sum is quick and finite for nearly all; where it is not, each number is asked.
    tensor = tensor.float()
    return bool(tensor.sum().isfinite()) or bool(tensor.isfinite().all())


def _quoted(places: Sequence[str]) -> str:
    return joined((place if isinstance(place, Words) else f"“{place}”" for place in places), by=", ")


def _types(types: set[torch.dtype] | Sequence[torch.dtype]) -> str:
    return ", ".join(sorted(str(dtype).removeprefix("torch.") for dtype in types))
