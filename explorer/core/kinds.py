"""What family an operation belongs to, told from its name and from what it was given."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from torch import nn

if TYPE_CHECKING:
    from explorer.core.graph import Kind

_PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("dropout", r"dropout|stochastic_?depth|drop_?path|drop_?block"),
    ("attention", r"attention|transformer"),
    ("norm", r"norm|^l2_normalize$"),
    ("pool", r"pool"),
    ("conv", r"conv(?!ert)"),
    ("linear", r"linear(?!unit)|embedding$"),
    (
        "activation",
        r"^(relu|relu6|leaky_?relu|p_?relu|r_?relu|elu|selu|celu|gelu|silu|mish|swish|glu|hardtanh|hardswish"
        r"|hardsigmoid|hardshrink|softshrink|tanhshrink|softplus|softsign|sigmoid|log_?sigmoid|tanh|softmax"
        r"|log_?softmax|softmax2d|softmin|gumbel_?softmax|threshold|clamp|clamp_min|clamp_max)$",
    ),
    (
        "merge",
        r"^(add|radd|sub|rsub|mul|rmul|div|true_divide|truediv|rtruediv|cat|concat|concatenate|stack|hstack"
        r"|vstack|maximum|minimum|lerp|addcmul|where)$",
    ),
    (
        "reshape",
        r"^(flatten|unflatten|view|view_as|reshape|reshape_as|permute|transpose|swapaxes|swapdims|movedim|moveaxis|t|"
        r"mt|h|mh|squeeze|unsqueeze|expand|expand_as|repeat|tile|chunk|split|split_with_sizes|tensor_split|unbind|"
        r"getitem|setitem|select|narrow|index_select|slice|contiguous|roll|flip|rot90|pixel_?shuffle|pixel_?unshuffle|"
        r"channel_?shuffle|unfold|fold|identity|clone|detach|permutation)$",
    ),
)
_JOINS = frozenset({"cat", "concat", "concatenate", "stack", "hstack", "vstack"})
_CONTRACTIONS = frozenset({"matmul", "rmatmul", "bmm", "mm", "einsum", "baddbmm", "tensordot", "mv", "dot"})


@lru_cache(maxsize=4096)
def kind_of_name(name: str) -> Kind:
    """The family that a class name (`BatchNorm2d`) or a function's name (`max_pool2d`) tells."""
    lowered = name.lower()
    for kind, pattern in _PATTERNS:
        if re.search(pattern, lowered):
            return kind
    return "other"


@lru_cache(maxsize=1024)
def kind_of_class(cls: Any) -> Kind:
    """The family of a module: by its class's name, else by the names of the classes that it derives from."""
    for base in cls.__mro__:
        if base is nn.Module:
            break
        kind = kind_of_name(base.__name__)
        if kind != "other":
            return kind
    return "other"


def kind_of_function(op: str, activations: int, parameters: int, averages_space: bool) -> Kind:
    """The family of a functional operation.

    Args:
        op: the function's name without underscores.
        activations: how many tensors it was given that are not parameters.
        parameters: how many parameters and buffers it was given.
        averages_space: whether it is a mean over exactly the spatial axes: global average pooling.
    """
    if averages_space:
        return "pool"
    if op in _CONTRACTIONS:
        return "linear" if parameters else "attention"
    kind = kind_of_name(op)
    # x + 1 and x * scale change one map; a merge joins several (a dense block's first cat joins a list of one).
    return "other" if kind == "merge" and activations < 2 and op not in _JOINS else kind
