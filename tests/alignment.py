"""Which captured call is which node of torch.fx's graph, and whether the two agree in value, inputs and edges."""

from __future__ import annotations

import contextlib
import operator
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import torch
from oracle import (
    AliasWrittenError,
    OutOfPlace,
    Snapshots,
    Written,
    agreement,
    copied_values,
    is_wrapped,
    module_path,
    tensors,
    traced,
)
from torch import Tensor, fx, nn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.core.graph import Call, Trace


@dataclass(eq=False)
class Comparison:
    """What came out: numbers of captured calls and fx nodes, and a sentence for each that does not agree."""

    calls: int = 0
    nodes: int = 0
    bitwise: int = 0
    close: int = 0
    inside: int = 0
    closing: int = 0
    worst: float = 0.0
    method: str = "out of place"
    differing: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    edges: list[str] = field(default_factory=list)

    @property
    def complaints(self) -> list[str]:
        """Every disagreement; empty if the capture is true."""
        kinds = (
            ("differs", self.differing),
            ("missing", self.missing),
            ("not in fx", self.extra),
            ("edge", self.edges),
        )
        return [f"{kind}: {text}" for kind, texts in kinds for text in texts]


def compare(root: nn.Module, x: Any, trace: Trace) -> Comparison:
    """The trace of root(x) against torch.fx. `root` is in evaluation mode and stays untouched."""
    twin, graph = traced(root)
    names = [str(node.target) for node in graph.nodes if node.op == "placeholder"]
    values = x if isinstance(x, dict) else dict(zip(names, x if isinstance(x, tuple) else (x,), strict=True))
    for kind in (OutOfPlace, Snapshots):
        alignment = Alignment(root, graph, list(values), trace, with_edges=kind is OutOfPlace)
        try:
            with torch.no_grad(), _no_fast_attention():
                output = kind(twin, graph, alignment.visit).run(*copied_values([values[name] for name in names]))
        except AliasWrittenError:
            continue
        return alignment.finish(output, kind.method)
    raise AssertionError("unreachable: snapshots never raise AliasWrittenError")


@contextlib.contextmanager
def _no_fast_attention() -> Iterator[None]:
    """Attention by the formula: torch's fused path is off while anything watches, and rounds differently."""
    enabled = torch.backends.mha.get_fastpath_enabled()
    torch.backends.mha.set_fastpath_enabled(False)
    try:
        yield
    finally:
        torch.backends.mha.set_fastpath_enabled(enabled)


class Alignment:
    """Finds for each node, in order, the captured call of the same module, and compares values, inputs and edges."""

    def __init__(self, root: nn.Module, graph: fx.Graph, names: list[str], trace: Trace, with_edges: bool) -> None:
        self.root, self.trace, self.with_edges = root, trace, with_edges
        self.report = Comparison(calls=len(trace))
        self.calls: dict[str, list[Call]] = defaultdict(list)
        for call in trace:
            self.calls[_owner(call, root)].append(call)
        self.cursor: dict[str, int] = defaultdict(int)
        self.sources: dict[fx.Node, frozenset[str]] = {}
        self.placeholders = dict(zip(names, trace.inputs, strict=True))
        self.settled: set[str] = set()
        self.tensors: set[fx.Node] = set()
        self.same_as = self._closing_calls()
        # A call that returns the very tensor it was given (Identity, dropout): to Python its readers and the other
        # readers of that tensor are the same, so they count as one.
        self.handed_on = {c.name: c.parents[0] for c in trace if len(c.parents) == 1 and c.tensor is c.inputs[0]}

    def visit(self, node: fx.Node, given: list[Tensor], result: Any) -> None:
        """One node has run."""
        if isinstance(result, Written):
            self.sources[result.node] = self.sources[node]
            return
        if isinstance(result, Tensor):
            self.tensors.add(node)
        fed_by = frozenset().union(*(self.sources[source] for source in node.all_input_nodes))
        self.sources[node] = frozenset() if node.op == "get_attr" or not any(True for _ in tensors(result)) else fed_by
        if node.op == "placeholder":
            self.sources[node] = frozenset([self.placeholders[str(node.target)]])
        if not self._is_operation(node, result):
            return
        self.report.nodes += 1
        call = self._call_of(node, result)
        if call is None:
            self.report.missing.append(f"{node.format_node()} in '{module_path(node)}'")
            return
        self.settled.add(call.name)
        self.sources[node] = frozenset([call.name])
        self._judge(call, given, result, is_wrapped(node))
        if self.with_edges and not is_wrapped(node):
            self._judge_edges(call, fed_by)

    def finish(self, output: Any, method: str) -> Comparison:
        """The report, once every node has run: the network's output, and captured calls that no node stands for."""
        self.report.method = method
        if not agreement(self.trace.output, output)[0]:
            self.report.differing.append("the network's output")
        for call in self.trace:
            if call.name in self.same_as:
                self.report.closing += 1
                if not agreement(call.output, self.trace[self.same_as[call.name]].output)[0]:
                    self.report.differing.append(f"{call.name} against the operation that it ends with")
            elif call.name not in self.settled and not self._repeats_its_input(call):
                self.report.extra.append(call.name)
        return self.report

    def _closing_calls(self) -> dict[str, str]:
        """Last words of modules of several operations: the module's call -> the operation whose value it repeats."""
        found = {}
        for calls in self.calls.values():
            for before, call in pairwise(calls):
                if call.module is not None and before.module is None:
                    found[call.name] = before.name
        return found

    def _repeats_its_input(self, call: Call) -> bool:
        """Whether a call is a module that ran nothing at all, which torch.fx does not see."""
        return call.module is not None and agreement(call.output, list(call.inputs))[1] == 0

    def _is_operation(self, node: fx.Node, result: Any) -> bool:
        """Whether a node computes tensors from tensors; taking an item out of a tuple does not."""
        if node.op not in ("call_module", "call_function", "call_method"):
            return False
        if node.target is operator.getitem and node.args[0] not in self.tensors:
            return False
        return any(True for _ in tensors(result)) and node.target is not getattr

    def _call_of(self, node: fx.Node, result: Any) -> Call | None:
        path = module_path(node)
        begin, calls = self.cursor[path], self.calls[path]
        numbers = range(begin, len(calls))
        number = next((number for number in numbers if self._stands_for(calls[number], node, result)), None)
        if number is None:
            return None
        if is_wrapped(node):
            # The last of several that agree: `x[:, :h].contiguous()` may repeat what was there before.
            while number + 1 < len(calls) and self._goes_on(calls[number + 1], result):
                number += 1
            self.report.inside += number - begin
            self.settled.update(call.name for call in calls[begin:number])
        self.cursor[path] = number + 1
        return calls[number]

    def _goes_on(self, call: Call, result: Any) -> bool:
        return call.module is None and agreement(call.output, result)[0]

    def _stands_for(self, call: Call, node: fx.Node, result: Any) -> bool:
        if node.op == "call_module":
            return call.module is self.root.get_submodule(str(node.target))
        if is_wrapped(node):
            return agreement(call.output, result)[0]
        if call.module is not None:  # a module of one operation, which goes by the module's name
            return call.name not in self.same_as
        name = node.target if node.op == "call_method" else getattr(node.target, "__name__", "")
        name = str(name).strip("_")
        return call.op in (name, f"r{name}", f"i{name}") or f"i{call.op}" == name

    def _judge(self, call: Call, given: list[Tensor], result: Any, wrapped: bool) -> None:
        equal, error = agreement(call.output, result)
        self.report.worst = max(self.report.worst, error)
        if not equal:
            self.report.differing.append(f"{call.name}: output, by {error:.1e}")
        elif not wrapped and not agreement(list(call.inputs), given)[0]:
            self.report.differing.append(f"{call.name}: inputs")
        elif error:
            self.report.close += 1
        else:
            self.report.bitwise += 1

    def _judge_edges(self, call: Call, fed_by: frozenset[str]) -> None:
        parents, expected = {self._maker(name) for name in call.parents}, {self._maker(name) for name in fed_by}
        if parents != expected:
            self.report.edges.append(f"{call.name} is fed by {sorted(expected)}, captured {sorted(parents)}")

    def _maker(self, name: str) -> str:
        """The call that made the value which `name` repeats or hands on untouched."""
        while name in self.same_as or name in self.handed_on:
            name = self.same_as.get(name) or self.handed_on[name]
        return name


def _owner(call: Call, root: nn.Module) -> str:
    """The module that a call belongs to: the module itself, or the one that a functional operation ran in."""
    if call.module is root:
        return ""
    return call.path if call.module is not None else call.path.rpartition(".")[0]
