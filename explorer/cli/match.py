"""`feature-map-explorer match`: which architecture the weights in a file belong to, and what does not fit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from explorer.models.matching import Fit
    from explorer.models.weights import Weights

NAME = "match"
HELP = "name the architectures that a file of weights fits, and what does not fit"

_SHOWN = 6
"""How many names of each kind the text lists; the JSON has all."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `match`."""
    parser.description = (
        "Compare the names and shapes of the tensors in FILE (safetensors, or what torch.save writes; nothing in it is "
        "run) with every architecture that is known, and print the nearest. Exit code 0: one fits whole; 1: none does, "
        "or the file cannot be read."
    )
    parser.add_argument("file", metavar="FILE", help="weights or a checkpoint")
    parser.add_argument("--json", action="store_true", help="print one JSON object with all names and shapes")
    parser.add_argument("--top", type=int, default=5, metavar="N", help="how many architectures (%(default)s)")


def run(args: argparse.Namespace) -> int:
    """Print the nearest architectures. Raises NoMatch after that where none fits whole."""
    from explorer.models.candidates import fits
    from explorer.models.matching import NoMatch
    from explorer.models.weights import read

    if args.top < 1:
        raise UsageError("--top has to be at least 1.")
    weights = read(Path(args.file).expanduser())
    found = [fit for fit in fits(weights, thorough=True) if fit.fitting]
    print(_json(weights, found, args.top) if args.json else _text(weights, found, args.top))
    if not found or not found[0].whole:
        raise NoMatch(weights.path, found, len(weights.tensors))
    return 0


def _json(weights: Weights, found: Sequence[Fit], top: int) -> str:
    from explorer.models.matching import tied

    return json.dumps(
        {
            "file": str(weights.path),
            "format": weights.kind,
            "place": weights.place,
            "others": list(weights.others),
            "tensors": len(weights.tensors),
            "match": found[0].name if found and found[0].whole else None,
            "ties": [fit.name for fit in tied(found)[1:]],
            "candidates": [record(fit) for fit in found[:top]],
        },
        indent=2,
        ensure_ascii=False,
    )


def record(fit: Fit) -> dict[str, Any]:
    """One architecture of the JSON: `{"name", "title", "source", "whole", "fitting", "wanted", "prefix", ...}`.

    `fitting` of the architecture's `wanted` tensors have their place in the file, counters of batches aside; `prefix`
    was taken away in front of the file's names; `sizes` are those that differ from file to file, such as `classes` and
    `channels`. `missing` and `unexpected` are names as the architecture has them, `misshapen` has `key`, `found` and
    `wanted` (shapes), and `outside` are the file's names beside the prefix.
    """
    return {
        "name": fit.name,
        "title": fit.title,
        "source": fit.candidate.source,
        "whole": fit.whole,
        "fitting": fit.fitting,
        "wanted": fit.wanted,
        "prefix": fit.prefix,
        "sizes": dict(fit.sizes),
        "missing": list(fit.missing),
        "unexpected": list(fit.unexpected),
        "misshapen": [{"key": odd.key, "found": list(odd.found), "wanted": list(odd.wanted)} for odd in fit.misshapen],
        "outside": list(fit.outside),
    }


def _text(weights: Weights, found: Sequence[Fit], top: int) -> str:
    place = f" under “{weights.place}”" if weights.place else ""
    head = f"{weights.path}: {weights.kind}, {len(weights.tensors):,} tensors{place}"
    return "\n\n".join([head, *(_paragraph(fit) for fit in found[:top])])


def _paragraph(fit: Fit) -> str:
    """An architecture and what does not fit, a line each."""
    words = "fits whole" if fit.whole else f"{fit.fitting:,} of {fit.wanted:,} tensors fit"
    sizes = "".join(f", {name} {number:,}" for name, number in fit.sizes.items())
    lines = (
        f"{fit.name} ({fit.title}, {fit.candidate.source}): {words}{sizes}",
        f"prefix: {fit.prefix}" if fit.prefix else "",
        _labelled("missing", fit.missing),
        _labelled("unexpected", fit.unexpected),
        _labelled("other shape", [str(odd) for odd in fit.misshapen]),
        _labelled("not under the prefix", fit.outside),
    )
    return "\n    ".join(filter(None, lines))


def _labelled(label: str, items: Sequence[str]) -> str:
    from explorer.models.matching import listed

    return f"{label}: {listed(items, _SHOWN)}" if items else ""
