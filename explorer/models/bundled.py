"""The networks that come with the program: read from its own resources, with safetensors only."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from explorer.data.preprocess import DigitPreprocessing
from explorer.errors import ModelError
from explorer.models import architectures
from explorer.models.base import Model, ModelSource
from explorer.models.opening import PLAIN
from explorer.words import Words

if TYPE_CHECKING:
    from explorer.models.opening import Opening

_TITLES = {"digits": "Digit CNN", "digits-mlp": "Digit MLP"}


class Bundled(ModelSource):
    """The shipped digit networks: `digits`, and the fully connected `digits-mlp` to compare it with."""

    order = 0

    @staticmethod
    def names() -> list[str]:
        """`digits`, `digits-mlp`."""
        return list(_TITLES)

    @staticmethod
    def accepts(reference: str) -> bool:
        """Whether it is one of the names."""
        return reference in _TITLES

    @staticmethod
    def load(reference: str, _opening: Opening = PLAIN) -> Model:
        """A shipped network, in evaluation mode. Raises ModelError."""
        if reference not in _TITLES:
            raise ModelError("There is no built-in network “{0}”, only: {1}.", reference, ", ".join(_TITLES))
        with as_file(files("explorer.resources") / "models" / f"{reference}.safetensors") as path:
            module, metadata = architectures.load(path)
        channels, height, width = metadata["architecture"]["input_shape"]
        return Model(
            name=reference,
            title=_TITLES[reference],
            source=Words("built-in"),
            weights=_weights(metadata),
            trained=True,
            module=module,
            input_shape=(channels, height, width),
            class_names=tuple(metadata["classes"]),
            preprocessing=DigitPreprocessing(size=height, centre=True),
        )


def _weights(metadata: dict[str, Any]) -> str:
    """What the weights are, in words: `trained on MNIST, 99.4 %`."""
    # Cut, not rounded: 99.38 % is not 99.4 %.
    percent = int(metadata["accuracy"]["test"] * 1000) / 10
    return Words("trained on {0}, {1} %", metadata["training"]["data"], percent)
