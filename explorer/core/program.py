"""A network's forward as a straight line of pure expressions: torch.fx's graph with every write made out of place."""

from __future__ import annotations

import inspect
import operator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import torch
import torch.nn.functional as F
from torch import fx, nn

from explorer.core.direct import direct_call, evaluating_copy
from explorer.core.tracing import Refused, left_out, traced
from explorer.core.writes import written_arguments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Name:
    """A variable of the generated function, in place of a value."""

    text: str


@dataclass(slots=True, eq=False)
class Step:
    """One line of the program.

    Attributes:
        name: the variable that it sets.
        source: the expression.
        path: the module that a layer's step stands for, None for functions.
        op: a function's name as torch.fx has it.
        args, kwargs: what it was given, with Names in place of values.
    """

    name: str
    source: str
    path: str | None = None
    op: str = ""
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Write:
    """The network writes into the variable `target` at step `number`."""

    number: int
    target: str


class Program:
    """The steps of a network's forward, in order.

    Raises Refused where torch.fx cannot trace it, or where it writes into its own weights.

    Attributes:
        inputs: the names of the input variables, in the order of the example's inputs.
        steps: the lines.
        output: what the network returns, with Names in place of values.
        constants: what the lines refer to besides variables: functions, weights, settings.
        writes: where the network writes in place; here each is a value of its own.
        last_read: variable -> number of the last step that reads it.
    """

    def __init__(self, root: nn.Module, positional: Sequence[Any], named: dict[str, Any]) -> None:
        self.root = root
        self.constants: dict[str, Any] = {}
        self.steps: list[Step] = []
        self.writes: list[Write] = []
        self.last_read: dict[str, int] = {}
        self.output: Any = None
        self._current: dict[fx.Node, str] = {}
        self._same: dict[fx.Node, list[fx.Node]] = {}
        self._known: dict[int, str] = {}
        self.inputs: list[str] = []
        defaults = left_out(root, positional, named)
        self._add(traced(root, defaults), list(named), defaults)

    def constant(self, value: Any) -> str:
        """The source that stands for a value which is the same in every run."""
        if value is None or value is Ellipsis or type(value) in (bool, int, str):
            return repr(value)
        name = self._known.get(id(value))
        if name is None:
            name = self._known[id(value)] = f"k{len(self.constants)}"
            self.constants[name] = value
        return name

    # ---- nodes

    def _add(self, graph: fx.Graph, named: list[str], defaults: dict[str, Any]) -> None:
        given: dict[str, str] = {}
        for node in graph.nodes:
            self._same[node] = [node]
            if node.op == "placeholder":
                self._current[node] = variable = f"i{len(self._current)}"
                default = next((name for name in defaults if str(node.target).startswith(f"{name}_")), None)
                if default is None:
                    given[str(node.target)] = variable
                else:
                    self.steps.append(Step(variable, self.constant(defaults[default])))
            elif node.op == "output":
                self.output = self._named(node.args[0])
                self._read(node, len(self.steps))
            else:
                self._add_step(node)
        self.inputs = [given[name] for name in named] if named else list(given.values())

    def _add_step(self, node: fx.Node) -> None:
        number = len(self.steps)
        self._read(node, number)
        args, kwargs = self._named(node.args), self._named(node.kwargs)
        step = Step(f"v{number}", "", args=args, kwargs=kwargs)
        target = getattr(self, f"_{node.op}")(node, step)
        self.steps.append(step)
        self._current[node] = step.name
        if target is not None:
            self._write(node, target, number)

    def _get_attr(self, node: fx.Node, step: Step) -> None:
        value = operator.attrgetter(str(node.target))(_Guarded(self.root))
        step.source = self.constant(value)

    def _call_module(self, node: fx.Node, step: Step) -> Any:
        step.path = str(node.target)
        module = self.root.get_submodule(step.path)
        direct = direct_call(module) if len(node.args) == 1 and not node.kwargs else None
        if direct is None:
            step.source = self._called(self.constant(evaluating_copy(module)), step.args, step.kwargs)
        elif direct.function is not None:
            step.source = self._called(self.constant(direct.function), (*step.args, *direct.further), {})
        else:
            step.source = self._source(step.args[0])
            if direct.method:
                step.source = self._called(f"{step.source}.{direct.method}", direct.further, {})
        writes = getattr(module, "inplace", False) is True
        return (node.args or (node.kwargs.get("input"),))[0] if writes else None

    def _call_function(self, node: fx.Node, step: Step) -> Any:
        function, args, kwargs = node.target, step.args, step.kwargs
        assert callable(function)
        step.op = str(node.args[1] if function is getattr else getattr(function, "__name__", ""))
        if function in (operator.setitem, setattr):
            raise Refused(f"it writes by {step.op}")
        # `and_` of the operator module writes nothing, whatever its name says.
        own = getattr(function, "__module__", "") != "_operator"
        targets = written_arguments(function, step.op, node.args, node.kwargs) if own else []
        if function in _OUT_OF_PLACE:
            function, targets = _OUT_OF_PLACE[function], [node.args[0]]
        elif targets:
            function, args, kwargs = _pure_function(function, step.op, args, kwargs)
        step.source = self._called(self.constant(function), args, kwargs)
        return targets[0] if targets else None

    def _call_method(self, node: fx.Node, step: Step) -> Any:
        step.op = name = str(node.target)
        targets = written_arguments(getattr(torch.Tensor, name, None), name, node.args, node.kwargs)
        if targets:
            name = name.rstrip("_")
            if not callable(getattr(torch.Tensor, name, None)):
                raise Refused(f"nothing does the same as .{step.op}() out of place")
        kwargs = {key: value for key, value in step.kwargs.items() if key != "out"}
        step.source = self._called(f"{self._source(step.args[0])}.{name}", step.args[1:], kwargs)
        return targets[0] if targets else None

    # ---- who reads and writes what

    def _read(self, node: fx.Node, number: int) -> None:
        for source in node.all_input_nodes:
            self.last_read[self._current[source]] = number

    def _write(self, node: fx.Node, target: Any, number: int) -> None:
        """From now on whoever reads the tensor that has been written into reads the new value."""
        if not isinstance(target, fx.Node) or target.op == "get_attr":
            raise Refused("it writes into its own weights")
        same = self._same[target]
        self.writes.append(Write(number, self._current[target]))
        same.append(node)
        self._same[node] = same
        for other in same:
            self._current[other] = f"v{number}"

    # ---- source

    def _named(self, value: Any) -> Any:
        if isinstance(value, fx.Node):
            return Name(self._current[value])
        if isinstance(value, slice):
            return slice(*map(self._named, (value.start, value.stop, value.step)))
        if isinstance(value, (tuple, list)):
            items = [self._named(item) for item in value]
            return tuple(items) if isinstance(value, tuple) else items
        if isinstance(value, dict):
            return {key: self._named(item) for key, item in value.items()}
        return value

    def _called(self, function: str, args: Iterable[Any], kwargs: dict[str, Any]) -> str:
        texts = [*map(self._source, args), *(f"{key}={self._source(value)}" for key, value in kwargs.items())]
        return f"{function}({', '.join(texts)})"

    def _source(self, value: Any) -> str:
        if isinstance(value, Name):
            return value.text
        if isinstance(value, slice):
            return f"slice({', '.join(map(self._source, (value.start, value.stop, value.step)))})"
        if type(value) is tuple:
            return f"({''.join(f'{self._source(item)}, ' for item in value)})"
        if type(value) is list:
            return f"[{', '.join(map(self._source, value))}]"
        if type(value) is dict:
            return f"{{{', '.join(f'{key!r}: {self._source(item)}' for key, item in value.items())}}}"
        return self.constant(value)


_OUT_OF_PLACE: dict[Any, Any] = {
    getattr(operator, f"i{name}"): getattr(operator, name)
    for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow")
} | {operator.iand: operator.and_, operator.ior: operator.or_, operator.ixor: operator.xor}


def _pure_function(function: Callable[..., Any], op: str, args: Any, kwargs: dict[str, Any]) -> tuple[Any, Any, Any]:
    """The function that computes the same out of place: `relu_` -> `relu`, without `inplace` and `out`."""
    out = "out" in kwargs
    kwargs = {key: value for key, value in kwargs.items() if key != "out"}
    if op.endswith("_"):
        places = (torch, F, torch._C._nn)
        pure = next((getattr(place, op[:-1]) for place in places if getattr(place, op, None) is function), None)
        if pure is None:
            raise Refused(f"nothing does the same as {op}() out of place")
        return pure, args, kwargs
    if kwargs.get("inplace"):
        kwargs["inplace"] = False
    elif not out:
        position = list(inspect.signature(function).parameters).index("inplace")
        args = (*args[:position], False, *args[position + 1 :])
    return function, args, kwargs


class _Guarded:
    """The network's attributes by path, but not the constants that tracing itself invents."""

    def __init__(self, root: nn.Module) -> None:
        self._root = root

    def __getattr__(self, name: str) -> Any:
        if not hasattr(self._root, name):
            raise Refused("it makes tensors that depend on nothing")
        return getattr(self._root, name)
