"""Batch norms help a network to learn and are in the way of looking at it: put in for training, folded away after."""

from __future__ import annotations

import copy
from collections import OrderedDict

from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval, fuse_linear_bn_eval


def with_batch_norms(net: nn.Sequential) -> nn.Sequential:
    """The same layers (not copies) with a batch norm after each convolution and each linear layer but the last."""
    layers = list(net.named_children())
    last = layers[-1][0]
    result: OrderedDict[str, nn.Module] = OrderedDict()
    for name, layer in layers:
        result[name] = layer
        if isinstance(layer, nn.Conv2d):
            result[f"{name}_norm"] = nn.BatchNorm2d(layer.out_channels)
        elif isinstance(layer, nn.Linear) and name != last:
            result[f"{name}_norm"] = nn.BatchNorm1d(layer.out_features)
    return nn.Sequential(result)


def folded(net: nn.Sequential) -> nn.Sequential:
    """A copy in evaluation mode in which each batch norm is part of the convolution or linear layer before it."""
    result: OrderedDict[str, nn.Module] = OrderedDict()
    previous = ""
    for name, layer in copy.deepcopy(net).eval().named_children():
        before = result.get(previous)
        if isinstance(layer, nn.BatchNorm2d) and isinstance(before, nn.Conv2d):
            result[previous] = fuse_conv_bn_eval(before, layer)
        elif isinstance(layer, nn.BatchNorm1d) and isinstance(before, nn.Linear):
            result[previous] = fuse_linear_bn_eval(before, layer)
        else:
            result[name] = layer
            previous = name
    return nn.Sequential(result).eval()
