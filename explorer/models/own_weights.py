"""Whether a network's own code gives it weights that mean something: watched while it is made."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from explorer.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(eq=False, slots=True)
class Making:
    """What happened while a network was made.

    Attributes:
        drawn: whether torch's random numbers were drawn from.
        loaded: the parameters that came out of a state dict, as they were then.
    """

    drawn: bool = False
    loaded: list[nn.Parameter] = field(default_factory=list)

    def random(self, module: nn.Module) -> tuple[int, int]:
        """How many of its parameters are random as far as can be told, and how many it has.

        Numbers written over random ones by hand are taken for random.
        """
        given = set(map(id, self.loaded))
        every = list(module.parameters())
        left = sum(id(parameter) not in given for parameter in every)
        return left if self.drawn else 0, len(every)


@contextmanager
def making_watched() -> Iterator[Making]:
    """Within it networks are made; what is yielded tells how, afterwards."""
    making = Making()
    before, plain = torch.get_rng_state(), nn.Module.load_state_dict

    @wraps(plain)
    def noted(self: nn.Module, *args: Any, **kwargs: Any) -> Any:
        result = plain(self, *args, **kwargs)
        # One that several modules share has several names.
        missing = set(result.missing_keys)
        named = self.named_parameters(remove_duplicate=False)
        making.loaded.extend(parameter for name, parameter in named if name not in missing)
        return result

    setattr(nn.Module, "load_state_dict", noted)  # noqa: B010 - mypy forbids the plain way
    try:
        yield making
    finally:
        setattr(nn.Module, "load_state_dict", plain)  # noqa: B010
        making.drawn = not torch.equal(before, torch.get_rng_state())


def own_weights(left: int, count: int) -> Words:
    """What the weights are, in words, with so many of the parameters random."""
    if not left:
        return Words("weights as its code makes them")
    if left == count:
        return Words("weights as its code makes them (random, it loads none)")
    return Words("weights as its code makes them ({0} of {1} tensors random, not loaded)", left, count)
