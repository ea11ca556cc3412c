"""Which explanation belongs to which operation, by what modules and functions are called alike."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from explorer.core.arithmetic import (
    activations,
    attention,
    convolution,
    interpolation,
    moves,
    norms,
    pairs,
    pooling,
    products,
    reductions,
    softmax,
)
from explorer.core.arithmetic.functions import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from explorer.core.arithmetic.case import Case
    from explorer.core.arithmetic.explanation import Explanation

    Explainer = Callable[[Case], Explanation]

_BY_FUNCTION: dict[Explainer, str] = {
    convolution.convolution: "conv convtranspose",
    pooling.pooling: "maxpool avgpool lppool adaptivemaxpool adaptiveavgpool",
    reductions.total: "sum",
    reductions.mean: "mean",
    reductions.maximum: "max amax",
    reductions.minimum: "min amin",
    norms.batch_norm: "batchnorm syncbatchnorm",
    norms.instance_norm: "instancenorm",
    norms.group_norm: "groupnorm",
    norms.layer_norm: "layernorm",
    norms.rms_norm: "rmsnorm",
    norms.local_response_norm: "localresponsenorm",
    norms.normalize: "normalize",
    activations.clamp: "clamp clip",
    activations.clamp_min: "clampmin",
    activations.clamp_max: "clampmax",
    activations.prelu: "prelu",
    activations.rrelu: "rrelu",
    activations.glu: "glu",
    softmax.softmax: "softmax",
    softmax.softmin: "softmin",
    softmax.log_softmax: "logsoftmax",
    pairs.add: "add iadd radd",
    pairs.sub: "sub isub subtract",
    pairs.rsub: "rsub",
    pairs.mul: "mul imul rmul multiply",
    pairs.div: "div idiv truediv itruediv divide truedivide",
    pairs.rdiv: "rdiv rtruediv",
    pairs.power: "pow ipow",
    pairs.larger: "maximum",
    pairs.smaller: "minimum",
    products.linear: "linear nondynamicallyquantizablelinear",
    products.matmul: "matmul mm bmm mv dot",
    products.rmatmul: "rmatmul",
    products.addmm: "addmm baddbmm",
    products.einsum: "einsum",
    attention.scaled_dot_product: "scaleddotproductattention",
    attention.multi_head: "multiheadattention",
    interpolation.interpolation: "interpolate upsample upsamplenearest upsamplebilinear upsamplingnearest"
    " upsamplingbilinear",
    moves.move: "flatten unflatten view viewas reshape reshapeas permute transpose swapaxes swapdims movedim moveaxis"
    " t mt h mh squeeze unsqueeze expand expandas repeat repeatinterleave tile chunk split splitwithsizes tensorsplit"
    " unbind getitem select narrow indexselect gather take roll flip rot90 pixelshuffle pixelunshuffle channelshuffle"
    " unfold cat concat concatenate stack hstack vstack dstack columnstack broadcastto tril triu diagonal atleast"
    " ravel nativechannelshuffle",
    moves.same: "identity contiguous clone detach to float double half type typeas cpu bfloat16 positive",
    moves.grid: "meshgrid",
    moves.copied: "copy",
    moves.dropout: "dropout alphadropout featurealphadropout featuredropout",
    moves.pad: "pad zeropad constantpad reflectionpad replicationpad circularpad",
    moves.set_item: "setitem",
    moves.where: "where",
    moves.masked_fill: "maskedfill",
    moves.filled_with(0.0): "zeroslike newzeros zero",
    moves.filled_with(1.0): "oneslike newones",
    moves.filled_with(None): "fulllike newfull fill",
    moves.embedding: "embedding",
}


@cache
def explainers() -> Mapping[str, Explainer]:
    """The explanation for each operation, by `operation_key`."""
    named = {name: function for function, names in _BY_FUNCTION.items() for name in names.split()}
    pointwise = {name: activations.pointwise(name) for name in FUNCTIONS}
    compared = {name: pairs.comparison(name) for name in pairs.COMPARISONS}
    return {**pointwise, **compared, **named}
