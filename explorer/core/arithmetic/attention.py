"""One number of attention: values weighted by how well their keys answer the query."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from explorer.core.arithmetic.case import all_indices, broadcast, number, numbers
from explorer.core.arithmetic.explanation import Fact, NotExplained, Places, Terms
from explorer.core.settings import bound

if TYPE_CHECKING:
    from torch import nn

    from explorer.core.arithmetic.case import Case
    from explorer.core.arithmetic.explanation import Explanation

_ARGUMENTS = ("query", "key", "value", "attn_mask", "dropout_p", "is_causal", "scale", "enable_gqa")


def scaled_dot_product(case: Case) -> Explanation:
    """Torch's scaled_dot_product_attention: a sum over the keys."""
    given = bound(case.call, _ARGUMENTS)
    if given.get("dropout_p"):
        raise NotExplained("'{0}' dropped random weights, as in training: which ones is not known.", case.call.name)
    query, key, value = (given[name] for name in _ARGUMENTS[:3])
    *leading, row, column = case.index
    heads = [*leading]
    if given.get("enable_gqa"):
        heads[-1] = heads[-1] * int(key.shape[-3]) // int(query.shape[-3])
    keys = numbers(key[broadcast(heads, key.shape[:-2])])
    scale = given.get("scale") or 1 / math.sqrt(query.shape[-1])
    scores = keys @ numbers(query[(*broadcast(leading, query.shape[:-2]), row)]) * float(scale)
    if given.get("is_causal"):
        scores = np.where(np.arange(len(scores)) > row, -np.inf, scores)
    scores = scores + _mask(given.get("attn_mask"), (*leading, row), len(scores))
    weights = _shares(scores)
    index = (*broadcast(heads, value.shape[:-2]), slice(None), column)
    values = numbers(value[index])
    ranges = [np.arange(len(values)) if isinstance(i, slice) else np.array([i]) for i in index]
    terms = Terms(values, weights, values * weights, case.places(value, all_indices(ranges)))
    return case.explained(
        "attention", terms, formula="Σ value · softmax(query · key · scale)", facts=(Fact("scale", float(scale)),)
    )


def _mask(mask: Any, index: tuple[int, ...], count: int) -> np.ndarray:
    """What is added to the scores (count,) of one query."""
    if not isinstance(mask, torch.Tensor):
        return np.zeros(count)
    wide = mask.expand(*mask.shape[:-1], count)
    chosen = wide[broadcast(index, wide.shape[:-1])]
    row = numbers(chosen)
    return np.where(row > 0, 0.0, -np.inf) if mask.dtype == torch.bool else row


def _shares(scores: np.ndarray) -> np.ndarray:
    """The softmax of scores (..., keys)."""
    with np.errstate(invalid="ignore"):
        powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares: np.ndarray = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def multi_head(case: Case) -> Explanation:
    """nn.MultiheadAttention: the joined heads' answer times the last weights. The heads are computed anew."""
    module: Any = case.call.module
    if module.bias_k is not None or module.add_zero_attn:
        raise NotExplained("'{0}' attends to keys of its own (bias_k or add_zero_attn).", case.call.name)
    names = (
        "query",
        "key",
        "value",
        "key_padding_mask",
        "need_weights",
        "attn_mask",
        "average_attn_weights",
        "is_causal",
    )
    given = bound(case.call, names)
    *place, output = case.index
    batch, token = _batch_and_token(case, module, place)
    query, key, value = (numbers(_of_batch(given[name], module, batch)) for name in names[:3])
    answer = np.concatenate(
        [
            _head(case, module, given, number_, batch, token, (query[token], key, value))
            for number_ in range(module.num_heads)
        ]
    )
    weights, bias = numbers(module.out_proj.weight[output]), module.out_proj.bias
    terms = Terms(answer, weights, answer * weights, Places.nowhere(len(answer)))
    return case.explained(
        "attention",
        terms,
        bias=None if bias is None else number(bias, (output,)),
        formula="Σ head · w" + ("" if bias is None else " + bias"),
        facts=(Fact("heads", float(module.num_heads)),),
    )


def _batch_and_token(case: Case, module: nn.MultiheadAttention, place: list[int]) -> tuple[int | None, int]:
    if len(place) == 1:
        return None, place[0]
    return (place[0], place[1]) if module.batch_first else (place[1], place[0])


def _of_batch(tokens: torch.Tensor, module: nn.MultiheadAttention, batch: int | None) -> torch.Tensor:
    """The tokens (N, E) of one picture."""
    if batch is None:
        return tokens
    return tokens[batch] if module.batch_first else tokens[:, batch]


def _head(
    case: Case,
    module: Any,
    given: Any,
    head: int,
    batch: int | None,
    token: int,
    tokens: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> np.ndarray:
    """What one head answers one token, (E / heads,): its keys are never made, the query is turned to them instead."""
    query, key, value = tokens
    (wq, bq), (wk, bk), (wv, bv) = (_projection(module, number_, head) for number_ in range(3))
    asked = (wq @ query + bq) / math.sqrt(len(bq))
    scores = key @ (wk.T @ asked) + asked @ bk
    scores = scores + _multi_head_mask(module, given, head, batch, token, len(scores))
    answer: np.ndarray = wv @ (_shares(scores) @ value) + bv
    return answer


def _projection(module: Any, which: int, head: int) -> tuple[np.ndarray, np.ndarray]:
    """The weights (E / heads, E) and bias by which one head makes queries (0), keys (1) or values (2)."""
    width, size = int(module.embed_dim), int(module.embed_dim) // int(module.num_heads)
    rows = slice(head * size, (head + 1) * size)
    if module.in_proj_weight is not None:
        weight = module.in_proj_weight[which * width : (which + 1) * width][rows]
    else:
        weight = (module.q_proj_weight, module.k_proj_weight, module.v_proj_weight)[which][rows]
    bias = module.in_proj_bias
    bias = np.zeros(size) if bias is None else numbers(bias[which * width : (which + 1) * width][rows])
    return numbers(weight), bias


def _multi_head_mask(module: Any, given: Any, head: int, batch: int | None, token: int, count: int) -> np.ndarray:
    added = np.zeros(count)
    mask = given.get("attn_mask")
    if isinstance(mask, torch.Tensor):
        slot = (batch or 0) * int(module.num_heads) + head
        row = numbers(mask[slot, token] if mask.ndim == 3 else mask[token])
        added = added + (np.where(row > 0, -np.inf, 0.0) if mask.dtype == torch.bool else row)
    padding = given.get("key_padding_mask")
    if isinstance(padding, torch.Tensor):
        row = numbers(padding if batch is None else padding[batch])
        added = added + (np.where(row > 0, -np.inf, 0.0) if padding.dtype == torch.bool else row)
    return added
