"""What the receptive field view shows of one cell, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.axes import call_maps
from explorer.core.graph import INPUT
from explorer.core.maps import feature_maps
from explorer.core.mosaic import quantise
from explorer.core.receptive_field import receptive_fields
from explorer.core.scaling import layer_scale
from explorer.errors import ExplorerError, ModelError
from explorer.views._layer_maps import backdrop
from explorer.widgets.said import said

if TYPE_CHECKING:
    from explorer.core.effective_field import EffectiveField
    from explorer.core.fields import Extent, Field, Fields
    from explorer.core.graph import Call, Trace
    from explorer.core.receptive_field import ReceptiveFields
    from explorer.jobs import Job
    from explorer.views.base import Options


@dataclass(frozen=True, slots=True)
class FieldOptions:
    """The view's own setting: whether the network is to run backward for the effective field."""

    effective: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class FieldResult:
    """One cell and what it depends on.

    Attributes:
        name: of the call.
        channel, channels: which map of how many.
        cell: the picked one, or where none is picked the middle one.
        picked: whether it was picked.
        picture: the network's input uint8 (H, W) or (H, W, 3).
        indices: (h, w) colour indices of the channel's map.
        signed: which colour map they are for.
        known: the fields of all cells of the network.
        fields: those of this cell; None where it has none.
        extents: of every call, in the order of execution.
        effective: how strongly each place of the input moves the cell; None where that was not asked for.
        refusal: why there is none although it was asked for, one sentence.
    """

    name: str
    channel: int
    channels: int
    cell: tuple[int, int]
    picked: bool
    picture: np.ndarray
    indices: np.ndarray
    signed: bool
    known: ReceptiveFields
    fields: Fields | None
    extents: tuple[Extent, ...]
    effective: EffectiveField | None
    refusal: str

    @property
    def input(self) -> Field | None:
        """What of the input the cell depends on."""
        return None if self.fields is None else self.fields.input

    @property
    def extent(self) -> Extent | None:
        """Of the call itself."""
        return self.known.extent_of(self.name)


def field_result(trace: Trace, call: Call, options: Options, job: Job) -> FieldResult:
    """The field of the selected cell. Raises ExplorerError where the call has no map."""
    shown = call_maps(trace, call)
    if shown is None:
        raise ExplorerError("{0} has no values that could be shown.", call.name)
    maps, channel = shown.maps, options.clamped(len(shown.maps))
    known = receptive_fields(trace)
    job.check()
    height, width = maps.shape[1:]
    there = options.cell is not None and options.cell[0] < height and options.cell[1] < width
    cell = options.cell if there and options.cell is not None else (height // 2, width // 2)
    scale = layer_scale(trace, call, maps, options.scale, options.fixed, slice(channel, channel + 1))
    effective, refusal = _effective(call.name, cell, channel, options)
    return FieldResult(
        name=call.name,
        channel=channel,
        channels=len(maps),
        cell=cell,
        picked=there,
        picture=_picture(trace),
        indices=quantise(maps[channel : channel + 1], scale)[0],
        signed=scale.signed,
        known=known,
        fields=known.of(call.name, cell[0], cell[1], channel),
        extents=known.extents,
        effective=effective,
        refusal=refusal,
    )


def _effective(name: str, cell: tuple[int, int], channel: int, options: Options) -> tuple[EffectiveField | None, str]:
    own = options.own if isinstance(options.own, FieldOptions) else FieldOptions()
    if not own.effective or options.subject is None:
        return None, ""
    # torch is there by now: a network has run.
    from explorer.core.effective_field import effective_field

    try:
        return effective_field(options.subject.model.module, options.subject.given, name, *cell, channel), ""
    except ModelError as error:
        return None, said(error)


def _picture(trace: Trace) -> np.ndarray:
    """The first input as a picture; of one that is none its first map."""
    tensor = trace.inputs[INPUT]
    shown = feature_maps(tensor, False)
    if shown is None:
        return np.zeros((1, 1), np.uint8)
    three = tensor.ndim == 4 and len(shown.maps) == 3
    return backdrop(shown.maps if three else shown.maps[:1])
