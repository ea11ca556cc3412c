"""The text of the two functions of a plan: one keeps every value, the other lets go of those nobody reads any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from explorer.core.lean import VALUES
from explorer.core.lifetimes import Lifetimes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from explorer.core.graph import Trace
    from explorer.core.matching import Matching
    from explorer.core.program import Program


class Straight:
    """The text of a network's straight line.

    Attributes:
        full: `run(*inputs) -> Trace`.
        lean: `run(kept, sink, *inputs) -> Trace`: `sink(trace, call)` gets each call as soon as it is made; groups of
            variables whose numbers are not in `kept` lose their values after their last use.
        groups: by a call's name, the numbers of the groups that hold what it saw and said.
    """

    def __init__(self, program: Program, matching: Matching, values: dict[str, Any], trace: Trace) -> None:
        self._names = [call.name for call in trace]
        self._fields = [matching.fields(number, call) for number, call in enumerate(trace)]
        self._lives = Lifetimes(program, values, trace, self._fields)
        inputs = (f"{name!r}: {i}" for name, i in zip(trace.inputs, program.inputs, strict=True))
        begin = [*(f"{name} = {name}.clone()" for name in program.inputs), "trace = new(TraceDraft)"]
        begin.append(f"trace.inputs = {{{', '.join(inputs)}}}")
        end = [
            f"trace.calls = ({''.join(f'c{number}, ' for number in range(len(trace)))})",
            f"trace.output = {matching.source(trace.output, program.output, None)}",
            "trace.__class__ = Trace",
            "return trace",
        ]
        steps = [f"{step.name} = {step.source}" for step in program.steps]
        parameters = ", ".join(program.inputs)
        self.full = _function(parameters, [*begin, *steps, *self._all_calls(), *end])
        self.lean = _function(f"kept, sink, {parameters}", [*begin, *self._lean(steps), *end])
        self.groups = dict(zip(self._names, self._lives.groups_of, strict=True))

    def _all_calls(self) -> Iterator[str]:
        for number in range(len(self._names)):
            yield from self._made(number)
            yield f"c{number}.__class__ = Call"
        by_name = (f"{name!r}: c{number}" for number, name in enumerate(self._names))
        yield f"trace.by_name = {{{', '.join(by_name)}}}"

    def _made(self, number: int) -> list[str]:
        values = (f"c{number}.{name} = {text}" for name, text in self._fields[number].items())
        return [f"c{number} = new(CallDraft)", *values]

    def _lean(self, steps: list[str]) -> Iterator[str]:
        made, gone = (
            _numbers_by((step,) for step in self._lives.ready),
            _numbers_by((step,) for step in self._lives.ends),
        )
        readers = _numbers_by(self._lives.groups_of)
        yield "trace.by_name = by_name = {}"
        for step, line in enumerate(["pass", *steps], -1):
            yield line
            for number in made.get(step, ()):
                yield from self._made(number)
                yield f"by_name[{self._names[number]!r}] = c{number}"
                yield f"sink(trace, c{number})"
            for number in gone.get(step, ()):
                yield f"if {number} not in kept:"
                yield from (f"    {text}" for text in self._let_go(number, readers.get(number, [])))
        yield from (f"c{number}.__class__ = Call" for number in range(len(self._names)))

    def _let_go(self, number: int, readers: list[int]) -> Iterator[str]:
        """The variables of a group without values, and again the attributes of the calls that they are in."""
        group = self._lives.groups[number]
        names = ", ".join(sorted(group))
        yield f"{names} = absent({number}, {names if len(group) == 1 else f'({names})'})"
        for reader in readers:
            fields = self._fields[reader]
            for name in VALUES:
                text = fields["inputs"] if fields[name] == f"c{reader}.inputs" else fields[name]
                if not group.isdisjoint(self._lives.variables(text)):
                    yield f"c{reader}.{name} = {fields[name]}"


def _function(parameters: str, lines: list[str]) -> str:
    return "\n    ".join([f"def run({parameters}):", *lines]) + "\n"


def _numbers_by(keys: Iterable[Iterable[int]]) -> dict[int, list[int]]:
    """Key -> which items have it."""
    found: dict[int, list[int]] = {}
    for number, own in enumerate(keys):
        for key in own:
            found.setdefault(key, []).append(number)
    return found
