"""Small networks as the window's models: one that takes any size, one that takes its own only."""

from torch import nn

from explorer.data.preprocess import PhotoPreprocessing
from explorer.models.base import Model

SIDE = 64


def any_size():
    """A convolution, and a pooling that makes of every size the same."""
    layers = nn.Sequential(
        nn.Conv2d(3, 4, 3, padding=1), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 3)
    )
    return model_of(layers)


def one_size():
    """A linear layer that reads every pixel."""
    return model_of(nn.Sequential(nn.Conv2d(3, 2, 8, stride=8), nn.Flatten(), nn.Linear(2 * 8 * 8, 3)))


def model_of(module):
    """A model of pictures of 64 x 64 pixels."""
    preparing = PhotoPreprocessing(resize=SIDE, crop=SIDE)
    return Model(
        "small", "Small", "test", "weights", True, module.eval(), preparing.input_shape, ("a", "b", "c"), preparing
    )
