"""Which of torch's functions do what to cells, by their names without underscores at the ends."""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


CELL_BY_CELL = _names(
    "add iadd radd sub isub rsub mul imul rmul div idiv truediv itruediv rtruediv true_divide floordiv rfloordiv "
    "floor_divide remainder fmod mod pow ipow rpow square sqrt rsqrt exp exp2 expm1 log log2 log10 log1p neg abs "
    "absolute sign reciprocal sin cos tan tanh sinh cosh asin acos atan atan2 erf erfc ceil floor round trunc frac "
    "clamp clamp_min clamp_max clip hardtanh relu relu6 leaky_relu prelu rrelu elu selu celu gelu silu mish softplus "
    "softsign sigmoid logsigmoid log_sigmoid hardsigmoid hardswish hardshrink softshrink tanhshrink threshold "
    "maximum minimum fmax fmin lerp addcmul addcdiv where masked_fill nan_to_num logical_and logical_or logical_not "
    "eq ne lt le gt ge and or xor invert isnan isinf float half double bfloat16 int long bool to type type_as "
    "contiguous clone detach identity positive real alias dropout dropout1d dropout2d dropout3d feature_dropout "
    "alpha_dropout feature_alpha_dropout quantize dequantize requires_grad cpu cuda stochastic_depth"
)
RESHAPING = _names("view reshape view_as reshape_as flatten unflatten ravel squeeze unsqueeze")
MAKING = _names("new_zeros new_ones new_empty new_full new_tensor zeros_like ones_like empty_like full_like rand_like")
JOINING = _names("cat concat concatenate")
MOVING = _names(
    "getitem chunk split split_with_sizes tensor_split unbind stack hstack vstack dstack flip fliplr flipud rot90 "
    "narrow select index_select gather expand expand_as repeat tile repeat_interleave broadcast_to unfold fold "
    "pixel_shuffle pixel_unshuffle channel_shuffle movedim moveaxis swapaxes swapdims diagonal tril triu "
    "take_along_dim hsplit vsplit dsplit"
)
ALONG_ONE = _names("softmax log_softmax softmin gumbel_softmax glu cumsum cumprod normalize sort argsort")
REDUCING = _names(
    "mean sum amax amin max min std var norm vector_norm prod logsumexp all any argmax argmin median count_nonzero "
    "std_mean var_mean nanmean nansum"
)
