"""An independent account of what a network computes: torch.fx, node by node, out of place, against a captured Trace.

Nothing here is shared with the recorder: the order of operations comes from torch.fx's graph, the values from running
each node on copies of its arguments, so that no in-place operation can spoil an earlier value. An argument that was
written to nevertheless (`x.relu_()` whose result is thrown away) is told by torch's version counter; later readers of
that node then get the written copy, as they do in the real network.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, fx, nn
from torch.fx.node import map_arg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


TOLERANCE = 1e-6
"""Of the largest absolute value of the tensor."""


class AliasWrittenError(Exception):
    """A node wrote into memory that another node's value is a view of, and that value is read later."""


def traced(root: nn.Module) -> tuple[nn.Module, fx.Graph]:
    """A twin of the network that shares its weights, and its graph (tracing leaves attributes behind)."""
    shared = {id(t): t for t in [*root.parameters(), *root.buffers()]}
    twin = copy.deepcopy(root, shared)
    tracer = fx.Tracer()
    tracer.proxy_buffer_attributes = True
    return twin, tracer.trace(twin)


# ---- two ways to run a graph


class Watched(fx.Interpreter):
    """Tells `visit(node, given, result)` what each node was given (no weights) and what it said."""

    method = ""

    def __init__(self, twin: nn.Module, graph: fx.Graph, visit: Callable[[fx.Node, list[Tensor], Any], None]) -> None:
        super().__init__(twin, graph=graph)
        self.visit = visit
        self.position = {node: number for number, node in enumerate(graph.nodes)}
        self.weights = {name for name, _ in [*twin.named_parameters(), *twin.named_buffers()]}

    def given(self, node: fx.Node) -> list[Tensor]:
        """The tensors that the node is about to get; a function's weights left out."""

        def value(source: fx.Node) -> Any:
            weight = node.op != "call_module" and source.op == "get_attr" and source.target in self.weights
            return None if weight else self.env[source]

        return list(tensors([map_arg(node.args, value), map_arg(node.kwargs, value)]))


class OutOfPlace(Watched):
    """Every node runs on copies of its arguments."""

    method = "out of place"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.memory: dict[fx.Node, object] = {}

    def run_node(self, n: fx.Node) -> Any:
        given = self.given(n)
        copies: dict[fx.Node, Any] = {}

        def copied(source: fx.Node) -> Any:
            # One copy a node: attention looks whether query, key and value are the same tensor.
            return copies.setdefault(source, copied_values(self.env[source]))

        args, kwargs = map_arg(n.args, copied), map_arg(n.kwargs, copied)
        result = getattr(self, n.op)(n.target, args, kwargs)
        self.memory[n] = next((self.memory[s] for s in copies if _shares(result, copies[s])), object())
        self.visit(n, given, result)
        for source, value in copies.items():
            # A copy begins at version 0.
            if any(tensor._version for tensor in tensors(value)):
                self._written(source, value, n)
        return result

    def _written(self, source: fx.Node, value: Any, writer: fx.Node) -> None:
        now = self.position[writer]
        for node, memory in self.memory.items():
            other = memory is self.memory[source] and node not in (source, writer)
            if other and any(self.position[user] > now for user in node.users):
                raise AliasWrittenError(f"{writer} writes into {source}, which is the memory of {node}")
        self.env[source] = value
        self.visit(writer, [], Written(source))


class Snapshots(Watched):
    """Every node runs for real, in place; its value is copied the moment it is there. For writes through views."""

    method = "copied at once"

    def run_node(self, n: fx.Node) -> Any:
        given = copied_values(self.given(n))
        result = super().run_node(n)
        self.visit(n, given, copied_values(result))
        return result


@dataclass(frozen=True)
class Written:
    """The news that a node's value has been replaced by what the visited node wrote."""

    node: fx.Node


# ---- nodes


def module_path(node: fx.Node) -> str:
    if node.op == "call_module":
        return str(node.target)
    stack = list(node.meta.get("nn_module_stack", {}).values())
    return str(stack[-1][0]) if stack else ""


def is_wrapped(node: fx.Node) -> bool:
    """Whether torch.fx was told not to look into a Python function that is not torch's own."""
    module = getattr(node.target, "__module__", None) or ""
    return (
        node.op == "call_function"
        and not module.startswith(("torch.", "_operator", "builtins"))
        and module not in ("torch", "")
    )


# ---- values


def tensors(value: Any) -> Iterator[Tensor]:
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from tensors(item)
    elif isinstance(value, dict):
        yield from tensors(list(value.values()))


def copied_values(value: Any) -> Any:
    if isinstance(value, Tensor):
        return value.detach().clone()
    if isinstance(value, (tuple, list)) and type(value).__module__ == "builtins":
        return type(value)(copied_values(item) for item in value)
    if isinstance(value, (tuple, list)):  # torch.return_types
        return type(value)([copied_values(item) for item in value])
    if isinstance(value, dict):
        return {key: copied_values(item) for key, item in value.items()}
    return value


def _shares(result: Any, value: Any) -> bool:
    """Whether a result is, or is a view of, memory of `value`."""
    memory = {t.untyped_storage().data_ptr() for t in tensors(value) if t.numel()}
    return any(t.untyped_storage().data_ptr() in memory for t in tensors(result))


def agreement(captured: Any, expected: Any) -> tuple[bool, float]:
    """(whether all tensors agree in shape and value, the largest error relative to the largest value)."""
    pairs = list(tensors(captured)), list(tensors(expected))
    if len(pairs[0]) != len(pairs[1]):
        return False, float("inf")
    error = max((_error(a, b) for a, b in zip(*pairs, strict=True)), default=0.0)
    return error <= TOLERANCE, error


def _error(a: Tensor, b: Tensor) -> float:
    if a.shape != b.shape or a.dtype != b.dtype:
        return float("inf")
    if torch.equal(a, b):
        return 0.0
    a, b = a.double(), b.double()
    if not bool(torch.isfinite(a).all() and torch.isfinite(b).all()):
        return (
            0.0
            if torch.equal(a.nan_to_num(1.5), b.nan_to_num(1.5)) and torch.equal(a.isnan(), b.isnan())
            else float("inf")
        )
    return float((a - b).abs().max() / b.abs().max().clamp_min(1e-30))
