"""Odd little networks, each named for its oddity: what a capture of real people's models has to survive."""

from __future__ import annotations

from typing import Any, ClassVar

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class Odd(nn.Module):
    """The base of all: knows an input for itself, and whether torch.fx can trace it."""

    traceable: ClassVar[bool] = True

    @classmethod
    def build(cls) -> Odd:
        """The network in evaluation mode, with the same random weights each time."""
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(1)
            return cls().eval()

    @classmethod
    def example(cls) -> Any:
        """An input: a tensor, a tuple of positional inputs or a dict of named ones."""
        return picture()


def picture(channels: int = 3, size: int = 8, seed: int = 0) -> Tensor:
    """Random numbers -1..1 of shape (1, channels, size, size)."""
    return torch.rand(1, channels, size, size, generator=torch.Generator().manual_seed(seed)) * 2 - 1


# ---- modules used in unusual ways


class SharedReLU(Odd):
    """One ReLU called twice."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 4, 3)
        self.conv2 = nn.Conv2d(4, 4, 3)
        self.relu = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        return self.relu(self.conv2(self.relu(self.conv1(x))))


class TwoNames(Odd):
    """One module registered under two names and called by both."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 3, 3, padding=1)
        self.second = self.first

    def forward(self, x: Tensor) -> Tensor:
        return self.second(self.first(x))


class ModuleCalledInput(Odd):
    """A layer whose name is the name that stands for the network's input."""

    def __init__(self) -> None:
        super().__init__()
        self.input = nn.Conv2d(3, 4, 3)
        self.output = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        return self.output(self.input(x))


class WithIdentity(Odd):
    """An nn.Identity, which returns the very tensor that it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.identity = nn.Identity()
        self.relu = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        return self.relu(self.identity(self.conv(x)))


class ReturnsItsInput(Odd):
    """Does nothing at all."""

    def forward(self, x: Tensor) -> Tensor:
        return x


class Swish(nn.Module):
    """A layer of the user's own made of two operations."""

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.sigmoid(x)


class Square(nn.Module):
    """A layer of the user's own made of one operation."""

    def forward(self, x: Tensor) -> Tensor:
        return torch.square(x)


class LeafOfSeveralOperations(Odd):
    """A module without children that runs more than one operation."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.swish = Swish()
        self.pool = nn.MaxPool2d(2)

    def forward(self, x: Tensor) -> Tensor:
        return self.pool(self.swish(self.conv(x)))


class LeafOfOneOperation(Odd):
    """A module without children that runs exactly one operation."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.square = Square()

    def forward(self, x: Tensor) -> Tensor:
        return self.square(self.conv(x))


class RaisesInForward(Odd):
    """A layer deep inside that does not fit what it is given."""

    traceable = False

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Conv2d(5, 4, 3))

    def forward(self, x: Tensor) -> Tensor:
        return self.features(x)


class DropoutAndBatchNorm(Odd):
    """Layers that behave differently in training, with statistics that are not the initial ones."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.norm = nn.BatchNorm2d(4)
        self.dropout = nn.Dropout(0.5)
        nn.init.uniform_(self.norm.running_mean, -1, 1)
        nn.init.uniform_(self.norm.running_var, 0.5, 2)

    def forward(self, x: Tensor) -> Tensor:
        return F.dropout(self.dropout(self.norm(self.conv(x))), 0.5, self.training)


class WeightNormConv(Odd):
    """A convolution whose weight is computed at each call."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.utils.parametrizations.weight_norm(nn.Conv2d(3, 4, 3))
        self.relu = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        return self.relu(self.conv(x))


class LSTMAfterConv(Odd):
    """A recurrent layer, which returns (output, (h, c)), over the columns of a feature map."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.lstm = nn.LSTM(4 * 6, 5, batch_first=True)
        self.head = nn.Linear(5, 2)

    def forward(self, x: Tensor) -> Tensor:
        columns = self.conv(x).flatten(1, 2).permute(0, 2, 1)
        output, (_hidden, _cell) = self.lstm(columns)
        return self.head(output[:, -1])


class SelfAttention(Odd):
    """nn.MultiheadAttention, whose child's forward is never called."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 4, stride=4)
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)

    def forward(self, x: Tensor) -> Tensor:
        tokens = self.conv(x).flatten(2).transpose(1, 2)
        attended, _weights = self.attention(tokens, tokens, tokens)
        return tokens + attended


# ---- writing into tensors


class InPlaceReLU(Odd):
    """An in-place activation overwrites what the convolution said."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(inplace=True), nn.Conv2d(4, 2, 3), nn.ReLU6(True))

    def forward(self, x: Tensor) -> Tensor:
        return self.layers(x)


class InPlaceFunctionalReLU(Odd):
    """The same by a function, once by name and once by position."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 4, 3)
        self.conv2 = nn.Conv2d(4, 4, 3)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.conv2(F.relu(self.conv1(x), inplace=True)), True)


class InPlaceNotRebound(Odd):
    """The result of an in-place operation is thrown away, the tensor that it changed is used."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        y = self.conv(x)
        y.mul_(2)
        self.relu(y)
        return y + 1


class InPlaceAdd(Odd):
    """A residual connection added in place, on top of what is still needed."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 4, 3, padding=1)
        self.conv2 = nn.Conv2d(4, 4, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        shortcut = self.conv1(x)
        out = self.conv2(shortcut)
        out += shortcut
        return torch.relu_(out)


class WritesThroughView(Odd):
    """A write into a slice changes the tensor that it is a slice of."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)

    def forward(self, x: Tensor) -> Tensor:
        y = self.conv(x)
        first = y[:, 0]
        first.mul_(3)
        return torch.tanh(y)


class SetsChannel(Odd):
    """x[:, 0] = 5: an operation that is a statement."""

    traceable = False

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)

    def forward(self, x: Tensor) -> Tensor:
        y = self.conv(x)
        y[:, 0] = 5
        return torch.tanh(y)


class OutArgument(Odd):
    """A result written where another value was."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 4, 3)
        self.conv2 = nn.Conv2d(3, 4, 3)

    def forward(self, x: Tensor) -> Tensor:
        a, b = self.conv1(x), self.conv2(x)
        with torch.no_grad():
            torch.add(a, b, out=a)
        return a * b


# ---- unusual forwards


class FunctionalMnist(Odd):
    """The best known example network: activations, pooling and dropout are functions."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3)
        self.conv2 = nn.Conv2d(4, 8, 3)
        self.fc = nn.Linear(8 * 4 * 4, 10)

    @classmethod
    def example(cls) -> Tensor:
        return picture(channels=1, size=12)

    def forward(self, x: Tensor) -> Tensor:
        x = F.relu(self.conv1(x))
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.dropout(torch.flatten(x, 1), training=self.training)
        return F.log_softmax(self.fc(x), dim=1)


class CifarBlock(nn.Module):
    """Two convolutions and a shortcut, which is an empty Sequential where nothing changes its shape."""

    def __init__(self, channels: int, out: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, out, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(out)
        self.conv2 = nn.Conv2d(out, out, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(out)
        self.shortcut = nn.Sequential()
        if stride > 1:
            self.shortcut = nn.Sequential(nn.Conv2d(channels, out, 1, stride, bias=False), nn.BatchNorm2d(out))

    def forward(self, x: Tensor) -> Tensor:
        y = F.relu(self.bn1(self.conv1(x)))
        return F.relu(self.bn2(self.conv2(y)) + self.shortcut(x))


class CifarResNet(Odd):
    """A residual network as people train them on CIFAR-10: functions for activations, blocks, average pooling."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 4, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(4)
        self.layer1 = nn.Sequential(CifarBlock(4, 4, 1))
        self.layer2 = nn.Sequential(CifarBlock(4, 8, 2))
        self.linear = nn.Linear(8 * 4 * 4, 10)

    @classmethod
    def example(cls) -> Tensor:
        return picture(size=32)

    def forward(self, x: Tensor) -> Tensor:
        x = self.layer2(self.layer1(F.relu(self.bn1(self.conv1(x)))))
        return self.linear(F.avg_pool2d(x, 4).flatten(1))


class ChunkAndSplit(Odd):
    """Functions that return several tensors, which are views of one."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 6, 3)

    def forward(self, x: Tensor) -> Tensor:
        a, b = self.conv(x).chunk(2, dim=1)
        parts = torch.split(b, [1, 2], dim=1)
        return torch.cat((a, parts[1], parts[0]), dim=1)


class DataDependentControlFlow(Odd):
    """Which layer runs depends on the numbers."""

    traceable = False

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.bright = nn.ReLU()
        self.dark = nn.Tanh()

    def forward(self, x: Tensor) -> Tensor:
        y = self.conv(x)
        return self.bright(y) if x.mean() > 0 else self.dark(y)


class NoGradInside(Odd):
    """Turns gradients off half-way, as frozen backbones do."""

    def __init__(self) -> None:
        super().__init__()
        self.backbone = nn.Conv2d(3, 4, 3)
        self.head = nn.Conv2d(4, 2, 3)

    def forward(self, x: Tensor) -> Tensor:
        with torch.no_grad():
            features = torch.relu(self.backbone(x))
        return self.head(features)


class TwoInputs(Odd):
    """A picture and a mask."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1)

    @classmethod
    def example(cls) -> Any:
        return picture(), picture(channels=1, seed=1)

    def forward(self, image: Tensor, mask: Tensor) -> Tensor:
        return self.conv(image) * mask


class NamedInputs(TwoInputs):
    """The same two, given by name and in another order."""

    @classmethod
    def example(cls) -> Any:
        return {"mask": picture(channels=1, seed=1), "image": picture()}


# ---- outputs that are no tensor


class TupleOutput(Odd):
    """Returns (map, pooled map)."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)

    def forward(self, x: Tensor) -> Any:
        y = self.conv(x)
        return y, F.avg_pool2d(y, 2)


class ListOutput(Odd):
    """Returns a list of maps at several scales."""

    def __init__(self) -> None:
        super().__init__()
        self.stages = nn.ModuleList([nn.Conv2d(3, 4, 3), nn.Conv2d(4, 4, 3, stride=2)])

    def forward(self, x: Tensor) -> Any:
        maps = []
        for stage in self.stages:
            x = stage(x)
            maps.append(x)
        return maps


class DictOutput(Odd):
    """Returns {"out": ..., "aux": ...} as segmentation networks do."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.aux = nn.Conv2d(4, 2, 1)

    def forward(self, x: Tensor) -> Any:
        y = torch.relu(self.conv(x))
        return {"out": y.sum(1), "aux": self.aux(y)}


class NestedOutput(Odd):
    """Returns tensors in a list in a dict in a tuple, beside a number and None."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)

    def forward(self, x: Tensor) -> Any:
        y = self.conv(x)
        return y, {"maps": [y.relu(), None], "count": 4}


ODD_NETS: tuple[type[Odd], ...] = tuple(
    value
    for value in list(globals().values())
    if isinstance(value, type) and issubclass(value, Odd) and value is not Odd
)
"""All of them."""

RUNNING = tuple(net for net in ODD_NETS if net is not RaisesInForward)
"""Those that run on their example."""

TRACEABLE = tuple(net for net in ODD_NETS if net.traceable)
"""Those that torch.fx can trace."""
