"""Until which step of a network's straight line each of its values is needed."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from explorer.core.graph import tensors_in
from explorer.core.lean import VALUES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from explorer.core.graph import Trace
    from explorer.core.program import Program


class Lifetimes:
    """Who lives how long. Variables that hold the same tensor form a group: they lose it together or not at all.

    Args:
        program: the straight line.
        values: what its variables were in one run.
        trace: the calls that are made from them.
        fields: for each call, its attributes as expressions.

    Attributes:
        read: for each call, the variables in what it saw and said.
        ready: for each call, the number of the step after which it can be made, -1 for before the first.
        groups: the variables of each group that may be let go.
        ends: for each group, the number of the step after which nobody reads it.
        groups_of: for each call, the numbers of the groups in what it saw and said.
    """

    def __init__(
        self, program: Program, values: Mapping[str, Any], trace: Trace, fields: Sequence[Mapping[str, str]]
    ) -> None:
        self._line = dict.fromkeys(program.inputs, -1) | {step.name: n for n, step in enumerate(program.steps)}
        self.read = [{*self.variables(*(attributes[name] for name in VALUES))} for attributes in fields]
        self.ready = [*accumulate((max(map(self._line.__getitem__, read), default=-1) for read in self.read), max)]
        last = self._line | program.last_read
        for read, step in zip(self.read, self.ready, strict=True):
            last |= {name: max(step, last[name]) for name in read}
        # Inputs, constants and what the network returns stay, and so do values that somebody will look at.
        constants = {id(tensor) for tensor in tensors_in([*program.constants.values()])}
        staying = {name for name, step in last.items() if self._line[name] < 0 or step >= len(program.steps)}
        staying |= {name for name, value in values.items() if any(id(x) in constants for x in tensors_in(value))}
        groups = _groups(values)
        staying |= self._unmade(trace, fields, groups)
        self.groups = [group for group in groups if not group & staying]
        self.ends = [max(last[name] for name in group) for group in self.groups]
        number_of = {name: number for number, group in enumerate(self.groups) for name in group}
        self.groups_of = [frozenset(number_of[name] for name in read & number_of.keys()) for read in self.read]

    def variables(self, *texts: str) -> Iterator[str]:
        """The variables in expressions."""
        return (name for text in texts for name in re.findall(r"\b[iv]\d+\b", text) if name in self._line)

    def _unmade(self, trace: Trace, fields: Sequence[Mapping[str, str]], groups: list[set[str]]) -> set[str]:
        """The variables that go into a call although none of its parents has made them: views, constants."""
        group = {name: number for number, members in enumerate(groups) for name in members}
        made = {call.name: {*self.variables(f["output"])} for call, f in zip(trace, fields, strict=True)}
        unmade = set()
        for call, attributes in zip(trace, fields, strict=True):
            of_parents = {group.get(name) for parent in call.parents for name in made.get(parent, ())}
            unmade |= {name for name in self.variables(attributes["inputs"]) if group.get(name) not in of_parents}
        return unmade


def _groups(values: Mapping[str, Any]) -> list[set[str]]:
    """The variables with tensors, together where they hold the same one."""
    group_of: dict[int, set[str]] = {}
    for name, value in values.items():
        _join(name, (id(tensor) for tensor in tensors_in(value)), group_of)
    return [*{id(group): group for group in group_of.values()}.values()]


def _join(name: str, tensors: Iterable[int], group_of: dict[int, set[str]]) -> None:
    own = {name}
    for tensor in tensors:
        other = group_of.setdefault(tensor, own)
        if other is own:
            continue
        other |= own
        for key, group in group_of.items():
            if group is own:
                group_of[key] = other
        own = other
