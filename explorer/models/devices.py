"""Where networks run: the devices of this computer, moving a network to one, and what to do where it does not fit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import torch

from explorer.errors import ModelError
from explorer.words import Words, joined

if TYPE_CHECKING:
    from explorer.models.base import Model

CPU = "cpu"


def device_names() -> list[str]:
    """`cpu` and the accelerators that this torch can use now: `cuda:0`, `cuda:1`, `mps`."""
    accelerator = torch.accelerator.current_accelerator(check_available=True)
    if accelerator is None:
        return [CPU]
    count = torch.accelerator.device_count()
    kind = accelerator.type
    return [CPU, *([kind] if kind == "mps" else [f"{kind}:{number}" for number in range(count)])]


def device_called(name: str) -> torch.device:
    """The device that a name means (`cuda` is the first of them). Raises ModelError naming those that there are."""
    known = device_names()
    wanted = name.lower()
    found = next((one for one in known if wanted in (one, one.partition(":")[0])), None)
    if found is None:
        raise ModelError(
            "There is no device “{0}” here: this torch ({1}) sees {2}.", name, torch.__version__, ", ".join(known)
        )
    return torch.device(found)


def device_of(model: Model) -> str:
    """Where the model's weights are, `cpu` for one without weights."""
    weight = next(model.module.parameters(), None)
    return CPU if weight is None else str(weight.device)


def moved(model: Model, name: str) -> Model:
    """The model on a device: its own module is moved; where it does not fit, it is on the CPU, and the note says so.

    Raises ModelError where there is no such device.
    """
    device = device_called(name)
    try:
        model.module.to(device)
    except torch.OutOfMemoryError:
        # Some of it may have been moved already.
        model.module.to(CPU)
        note = Words("{0} does not fit into the memory of {1}: it runs on the CPU.", model.title, device)
        return replace(model, note=joined((model.note, note)))
    return replace(model)


def is_out_of_memory(error: BaseException | None) -> bool:
    """Whether a device's memory was too small, by an error or what it was raised from."""
    while error is not None:
        if isinstance(error, torch.OutOfMemoryError):
            return True
        error = error.__cause__
    return False
