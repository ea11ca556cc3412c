"""The architectures that weights from a file are compared with: each kind is one file of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from explorer.models.matching import ranked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.models.matching import Candidate, Fit
    from explorer.models.weights import Weights


class Architectures:
    """One kind of architecture that weights may belong to; found by walking the folder, as sources of models are."""

    order: ClassVar[int] = 0

    @staticmethod
    def candidates(weights: Weights, thorough: bool) -> Sequence[Candidate]:
        """What these weights may belong to: all that there is if `thorough`, else what is worth a closer look.

        May take a second or two, and never runs code that the user has not allowed.
        """
        raise NotImplementedError


def fits(weights: Weights, thorough: bool = False) -> list[Fit]:
    """How well the weights fit the known architectures, the nearest first.

    The kinds are asked in their order, and the first that has an architecture which fits whole ends the search, unless
    it is to be `thorough`: then all are compared, even those that have nothing in common with the weights.
    """
    from explorer import models
    from explorer.discover import discover

    found: list[Fit] = []
    known: list[Candidate] = []
    for kind in discover(models, Architectures):
        offered = kind.candidates(weights, thorough)
        if offered:
            known += offered
            found = ranked(known, weights.shapes)
        if found and found[0].whole and not thorough:
            break
    return found
