"""Which variable of a straight-line program each tensor of a recorded Trace is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from explorer.core.agreement import equal_bits
from explorer.core.graph import tensors_in
from explorer.core.layers import is_opaque
from explorer.core.program import Name, Write
from explorer.core.tracing import Differs, Refused
from explorer.core.writes import function_name, written_arguments

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.core.graph import Call, Trace
    from explorer.core.program import Program, Step

_SYNONYMS = {"truediv": "div", "mod": "remainder", "itruediv": "idiv", "imod": "iremainder"}
_NOTHING = object()
_FIXED = ("name", "path", "index", "kind", "op", "parents", "parameters", "module", "function")


class Matching:
    """Which variable of the program each tensor of a recorded trace is.

    Attributes:
        by_shape: whether the trace holds numbers that may be other ones for inputs of another shape.
        writes: writes that torch.fx takes for something else: to it, `x += 1` is `x = x + 1`.
    """

    def __init__(
        self, program: Program, values: dict[str, Any], trace: Trace, pause: Callable[[], None] = lambda: None
    ) -> None:
        self._pause = pause
        self.by_shape = False
        self.writes: list[Write] = []
        self._program, self._values = program, values
        root = program.root
        self._weights = {id(tensor): tensor for tensor in [*root.parameters(), *root.buffers()]}
        self._where = {id(x): name for x, name in zip(trace.inputs.values(), program.inputs, strict=True)}
        self._known_writes = {write.number for write in program.writes}
        self._cursor = 0

    def fields(self, number: int, call: Call) -> dict[str, str]:
        """What the attributes of a call are, as expressions; `number` is the call's in its trace."""
        self._pause()
        step, constant = self._step_of(call), self._program.constant
        args, kwargs = (
            self.source(recorded, _NOTHING if step is None else given, step)
            for recorded, given in ((call.args, step and step.args), (call.kwargs, step and step.kwargs))
        )
        inputs = self.source(call.inputs, _NOTHING, step)
        if step is None:
            output = self.source(call.output, _NOTHING, None)
        else:
            output = step.name
            self._found(call.output, step.name)
        fields = {name: constant(getattr(call, name)) for name in _FIXED}
        # One empty dict for all: nobody may change a Mapping.
        args, kwargs = f"c{number}.inputs" if args == inputs else args, kwargs if call.kwargs else "nothing"
        return fields | {"inputs": inputs, "output": output, "args": args, "kwargs": kwargs}

    def source(self, recorded: Any, given: Any, step: Step | None) -> str:
        """The expression for a recorded nest; `given`: what torch.fx has in its place, if known."""
        if isinstance(recorded, torch.Tensor):
            return self._tensor(recorded, given)
        if isinstance(given, Name) and equal_bits(self._values[given.text], recorded):
            return given.text
        if isinstance(recorded, (tuple, list)) and type(recorded) in (tuple, list, torch.Size):
            matching = isinstance(given, (tuple, list)) and len(given) == len(recorded)
            others = given if matching else [_NOTHING] * len(recorded)
            items = [self.source(item, other, step) for item, other in zip(recorded, others, strict=True)]
            return f"[{', '.join(items)}]" if isinstance(recorded, list) else f"({''.join(f'{i}, ' for i in items)})"
        if type(recorded) is dict:
            other = given if isinstance(given, dict) else {}
            pairs = ((key, self.source(item, other.get(key, _NOTHING), step)) for key, item in recorded.items())
            return f"{{{', '.join(f'{self._program.constant(key)}: {text}' for key, text in pairs)}}}"
        if next(tensors_in(recorded), None) is not None:
            raise Refused(f"it returns a {type(recorded).__name__}")
        self.by_shape |= given is _NOTHING and type(recorded) in (int, float) and self._may_vary(step)
        return self._program.constant(recorded)

    def _tensor(self, recorded: torch.Tensor, given: Any) -> str:
        found = self._where.get(id(recorded))
        if found is None and isinstance(given, Name):
            found = self._where[id(recorded)] = given.text
        if found is None and id(recorded) in self._weights:
            found = self._program.constant(recorded)
        if found is None:
            raise Refused("it computes a value that torch.fx does not see")
        return found

    def _may_vary(self, step: Step | None) -> bool:
        """Whether numbers among a call's arguments may have been computed from the shapes of tensors."""
        if step is None:
            return True
        values = (self._values[name] for name in _names([step.args, step.kwargs]))
        return any(next(tensors_in(value), None) is None for value in values)

    def _found(self, output: Any, source: str) -> None:
        if isinstance(output, torch.Tensor):
            self._where[id(output)] = source
        elif isinstance(output, (tuple, list)):
            for number, item in enumerate(output):
                self._found(item, f"{source}[{number}]")
        elif isinstance(output, dict):
            for key, item in output.items():
                self._found(item, f"{source}[{key!r}]")

    def _step_of(self, call: Call) -> Step | None:
        """The step that is a recorded call; None for a module's last word, which repeats values made inside it."""
        if call.function is None and call.module is not None and not is_opaque(call.module):
            return None
        for number in range(self._cursor, len(self._program.steps)):
            step = self._program.steps[number]
            if self._stands_for(step, call):
                self._cursor = number + 1
                self._note_writes(step, call, number)
                return step
        raise Differs(f"torch.fx does not see {call.name}")

    def _note_writes(self, step: Step, call: Call, number: int) -> None:
        if call.function is None or number in self._known_writes:
            return
        name = getattr(call.function, "__name__", "")
        if written_arguments(call.function, name, call.args, call.kwargs):
            if not step.args or not isinstance(step.args[0], Name):
                raise Refused(f"torch.fx does not see what {call.name} writes into")
            self.writes.append(Write(number, step.args[0].text))

    def _stands_for(self, step: Step, call: Call) -> bool:
        if step.path is not None or call.function is None:
            layer = None if step.path is None else self._program.root.get_submodule(step.path)
            return layer is not None and layer is call.module and call.function is None
        op, name = function_name(call.function).strip("_"), step.op.strip("_")
        name = _SYNONYMS.get(name, name)
        if op not in (name, f"r{name}", f"i{name}") and f"i{op}" != name:
            return False
        given = [self._values[name] for name in _names([step.args, step.kwargs])]
        return equal_bits([*tensors_in(given)], [*tensors_in([call.args, call.kwargs])]) and equal_bits(
            self._values[step.name], call.output
        )


def _names(value: Any) -> list[str]:
    if isinstance(value, Name):
        return [value.text]
    if isinstance(value, slice):
        value = (value.start, value.stop, value.step)
    items = value.values() if isinstance(value, dict) else value if isinstance(value, (tuple, list)) else ()
    return [name for item in items for name in _names(item)]
