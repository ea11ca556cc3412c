"""TorchScript run step by step, so that every value is seen: its own interpreter shows only what comes out."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
import torch.nn.functional as F
from torch import nn

from explorer.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Unknown(Exception):
    """An instruction that is not understood; its `words` name it."""

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One operation that a module ran and that gave a tensor.

    Attributes:
        function: an operation of torch, or one of torch.nn.functional.
        inputs: what it was given by place.
        named: what it was given by name.
        given: what the module itself was called with.
    """

    function: Callable[..., Any]
    inputs: tuple[Any, ...]
    named: dict[str, Any]
    given: tuple[Any, ...]


class Scripted(nn.Module):
    """One module of a script: the same parameters, the same children, its graph run node by node.

    Subclasses are made as they are needed, named after the class that was scripted.
    """

    def __init__(self, script: Any) -> None:
        super().__init__()
        self._script = [script]  # in a list: as an attribute it would be a child
        self._method = "forward"
        self._given: tuple[Any, ...] = ()
        self.steps: list[Step] | None = None
        """Filled while the module runs, if it is a list: what it did itself, without its children."""
        for name, parameter in script.named_parameters(recurse=False):
            # Loaded scripts hold plain tensors; a Parameter shares their memory.
            self.register_parameter(name, nn.Parameter(parameter, parameter.requires_grad))
        for name, buffer in script.named_buffers(recurse=False):
            self.register_buffer(name, buffer)
        for name, child in script.named_children():
            self.add_module(name, mirrored(child))

    def forward(self, *inputs: Any) -> Any:
        """Run the script's method on `inputs`. Raises Unknown."""
        method, self._method = self._method, "forward"
        if self.steps is None:
            return self._run(method, inputs)
        self._given = inputs
        try:
            return self._run(method, inputs)
        finally:
            self._given = ()

    def _run(self, method: str, inputs: Sequence[Any]) -> Any:
        graph = getattr(self._script[0], method).graph
        names = [value.debugName() for value in graph.inputs()]
        return _Run(dict(zip(names, (self, *inputs), strict=True)), self).block(graph)[0]

    def did(self, function: Callable[..., Any], inputs: Sequence[Any], named: dict[str, Any]) -> Any:
        """Run one operation; its result."""
        result = function(*inputs, **named)
        if self.steps is not None and isinstance(result, torch.Tensor):
            self.steps.append(Step(function, tuple(inputs), named, self._given))
        return result

    def called(self, method: str, inputs: Sequence[Any]) -> Any:
        """Call a method of the script; a traced module that runs twice has `forward` and `forward1`."""
        if not method.startswith("forward"):
            return self._run(method, inputs)
        self._method = method
        return self(*inputs)


def mirrored(script: Any) -> Scripted:
    """A script as nested modules that can be watched."""
    name = str(getattr(script, "original_name", "") or "Scripted")
    cls: type[Scripted] = type(name, (Scripted,), {})
    return cls(script)


class _Run:
    """The values of one graph by their names, while its nodes are run."""

    def __init__(self, values: dict[str, Any], owner: Scripted) -> None:
        self._values = values
        self._owner = owner

    def block(self, block: Any) -> list[Any]:
        """Run the nodes of a graph or block; what it returns."""
        for node in block.nodes():
            results = self._node(node)
            for output, result in zip(node.outputs(), results, strict=True):
                self._values[output.debugName()] = result
        return self._all(block.outputs())

    def _all(self, values: Any) -> list[Any]:
        return [self._values[value.debugName()] for value in values]

    def _node(self, node: Any) -> list[Any]:
        """The values of a node's outputs."""
        kind = node.kind()
        if kind == "prim::Constant":
            return [_constant(node)]
        if kind in ("prim::If", "prim::Loop"):
            return self._if(node) if kind == "prim::If" else self._loop(node)
        inputs = self._all(node.inputs())
        if kind == "prim::GetAttr":
            return [_attribute(inputs[0], node.s("name"))]
        if kind == "prim::CallMethod":
            return [_method(inputs[0], node.s("name"), inputs[1:])]
        if kind == "prim::CallFunction":
            return [self._owner.did(_function(node), inputs[1:], {})]
        if kind in ("prim::TupleUnpack", "prim::ListUnpack"):
            return list(inputs[0])
        own = _OWN.get(kind)
        result = own(*inputs) if own is not None else self._owner.did(*_operation(node, inputs))
        return [result] if node.outputsSize() == 1 else list(result or ())

    def _if(self, node: Any) -> list[Any]:
        (condition,) = self._all(node.inputs())
        yes, no = node.blocks()
        return self.block(yes if condition else no)

    def _loop(self, node: Any) -> list[Any]:
        limit, going, *carried = self._all(node.inputs())
        (body,) = node.blocks()
        names = [value.debugName() for value in body.inputs()]
        number = 0
        while going and number < limit:
            self._values.update(zip(names, (number, *carried), strict=True))
            going, *carried = self.block(body)
            number += 1
        return carried


def _constant(node: Any) -> Any:
    output = node.output()
    # A function is known by its type alone, and only where it is called.
    return None if output.type().kind() == "FunctionType" else output.toIValue()


def _attribute(owner: Any, name: str) -> Any:
    if not isinstance(owner, Scripted):
        return getattr(owner, name)
    return getattr(owner, name) if hasattr(owner, name) else getattr(owner._script[0], name)


def _method(owner: Any, name: str, inputs: list[Any]) -> Any:
    if isinstance(owner, Scripted):
        return owner.called(name, inputs)
    if isinstance(owner, nn.Module) and name.startswith("forward"):
        return owner(*inputs)  # as a call, which can be watched
    return getattr(owner, name)(*inputs)


def _function(node: Any) -> Callable[..., Any]:
    """torch.nn.functional's own, by the name that the script knows it by. Raises Unknown for the script's own."""
    name = str(next(iter(node.inputs())).type())
    place, _, last = name.removeprefix("__torch__.").rpartition(".")
    function = getattr(F, last, None) if place == "torch.nn.functional" else None
    if function is None:
        raise Unknown(Words("the function {0} is not known", name))
    found: Callable[..., Any] = function
    return found


def _operation(node: Any, inputs: list[Any]) -> tuple[Callable[..., Any], list[Any], dict[str, Any]]:
    """An operation of torch with what it is given by place and by name, by its schema. Raises Unknown."""
    space, _, name = node.kind().partition("::")
    signature = node.schema()
    overload = signature.partition("(")[0].partition("::")[2].partition(".")[2] or "default"
    try:
        function = getattr(getattr(getattr(torch.ops, space), name), overload)
        schema = function._schema
    except AttributeError as error:
        raise Unknown(Words("the instruction {0} is not known", node.kind())) from error
    positional, named = [], {}
    for argument, value in zip(schema.arguments, inputs, strict=True):
        if argument.kwarg_only:
            named[argument.name] = value
        else:
            positional.append(value)
    return function, positional, named


def _list(*values: Any) -> list[Any]:
    return list(values)


def _dict(*values: Any) -> dict[Any, Any]:
    return dict(zip(values[::2], values[1::2], strict=True))


def _raise(*values: Any) -> None:
    raise RuntimeError(str(values[0]) if values else "the network raised an exception")


_OWN: dict[str, Callable[..., Any]] = {
    "prim::ListConstruct": _list,
    "prim::TupleConstruct": lambda *values: tuple(values),
    "prim::DictConstruct": _dict,
    "prim::TupleIndex": operator.getitem,
    "prim::NumToTensor": torch.tensor,
    "prim::unchecked_cast": lambda value: value,
    "prim::Uninitialized": lambda: None,
    "prim::RaiseException": _raise,
    "prim::dtype": lambda tensor: tensor.dtype,
    "prim::device": lambda tensor: tensor.device,
    "aten::__is__": operator.is_,
    "aten::__isnot__": operator.is_not,
    "aten::__not__": operator.not_,
    "aten::len": len,
    "aten::warn": lambda *_values: None,
    "aten::format": lambda text, *values: text.format(*values),
}
