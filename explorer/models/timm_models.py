"""timm's models by name, `timm:resnet10t` (optional: the extra `timm`); nothing is ever asked of the network."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from explorer.data.picture_preprocess import PicturePreprocessing
from explorer.data.preprocess import RESAMPLING
from explorer.errors import ModelError
from explorer.models.base import Model, ModelSource
from explorer.models.opening import PLAIN
from explorer.models.suggestions import did_you_mean
from explorer.words import Words, joined

if TYPE_CHECKING:
    from explorer.models.opening import Opening

_PREFIX = "timm:"
_SEED = 0
_WEIGHTS = "model.safetensors"


class Timm(ModelSource):
    """`timm:NAME`, with the weights in Hugging Face's cache on this machine, else with random ones."""

    order = 12

    @staticmethod
    def accepts(reference: str) -> bool:
        """Whether it begins with `timm:`."""
        return reference.startswith(_PREFIX)

    @staticmethod
    def load(reference: str, opening: Opening = PLAIN) -> Model:
        """The network. Raises ModelError, also where the extra is not installed."""
        name = reference.removeprefix(_PREFIX)
        try:
            import timm
        except ImportError as error:
            raise ModelError(
                "{0}: needs one more package: pip install 'feature-map-explorer[timm]'.", reference
            ) from error
        if not timm.is_model(name):
            close = difflib.get_close_matches(name, timm.list_models(), n=3)
            raise ModelError(joined((Words("timm has no model called “{0}”.", name), did_you_mean(close))))
        channels = opening.input_shapes[0][0] if opening.input_shapes else 3
        with torch.random.fork_rng(devices=[]):
            torch.default_generator.manual_seed(_SEED)
            module: nn.Module = timm.create_model(name, pretrained=False, in_chans=channels)
        found = _cached(module) if channels == 3 else None
        if found is not None:
            _give(module, found, reference)
        preprocessing = _preprocessing(module, opening)
        return Model(
            name=reference,
            title=name,
            source="timm",
            weights=Words("weights from {0}", found.parent.name[:8]) if found is not None else Words("random weights"),
            trained=found is not None,
            module=module.eval(),
            input_shape=preprocessing.input_shape,
            class_names=(),
            preprocessing=preprocessing,
            note="" if found is not None else _missing(module),
        )


def _settings(module: nn.Module) -> dict[str, Any]:
    settings = getattr(module, "pretrained_cfg", None) or {}
    return dict(settings if isinstance(settings, dict) else vars(settings))


def _cached(module: nn.Module) -> Path | None:
    """The file that an earlier download has left, None where there is none."""
    from huggingface_hub import try_to_load_from_cache

    repository = _settings(module).get("hf_hub_id")
    found = try_to_load_from_cache(repository, _WEIGHTS) if repository else None
    return Path(found) if isinstance(found, str) else None


def _give(module: nn.Module, file: Path, reference: str) -> None:
    from explorer.models.weights import read

    try:
        module.load_state_dict(read(file).tensors)
    except RuntimeError as error:
        first = str(error).strip().splitlines()[0].rstrip(".:")
        raise ModelError("{0}: its weights do not fit {1}: {2}.", file, reference, first) from error


def _preprocessing(module: nn.Module, opening: Opening) -> PicturePreprocessing:
    """What timm says of the weights: size, mean, deviation, and how much of the picture's middle is kept."""
    settings = _settings(module)
    channels, height, width = (
        opening.input_shapes[0] if opening.input_shapes else settings.get("input_size", (3, 224, 224))
    )
    share = float(settings.get("crop_pct") or 1.0)
    interpolation = str(settings.get("interpolation", "bilinear"))
    plain = channels != 3
    return PicturePreprocessing(
        height=height,
        width=width,
        resize=int(min(height, width) / share),
        channels=channels,
        mean=(0.0,) if plain else tuple(settings.get("mean", (0.0, 0.0, 0.0))),
        std=(1.0,) if plain else tuple(settings.get("std", (1.0, 1.0, 1.0))),
        interpolation=interpolation if interpolation in RESAMPLING else "bilinear",
    )


def _missing(module: nn.Module) -> str:
    repository = _settings(module).get("hf_hub_id")
    if not repository:
        return Words("timm offers no weights for it.")
    return Words("Its weights are not on this machine: huggingface-cli download {0} brings them.", repository)
