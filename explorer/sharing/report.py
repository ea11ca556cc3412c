"""A report of chosen layers as one HTML page that needs nothing else: pictures inside it, no script, no network."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from string import Template
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from explorer import __version__
from explorer.core.export import prediction
from explorer.core.facts import facts
from explorer.core.geometry import bytes_text, call_record, count_text, shape_text
from explorer.core.graph import INPUT
from explorer.sharing.report_page import PAGE
from explorer.sharing.report_pictures import MapsPicture, maps_picture, png_uri

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from explorer.core.graph import Call, Trace
    from explorer.models.base import Model

_SHOWN_SIDE = 224
_BEST = 5
_CAPTIONS = {
    "operation": "Operation",
    "shape": "Shape",
    "output size": "Output size",
    "parameters": "Parameters",
    "multiply-adds": "Multiply-adds",
    "activation memory": "Memory",
}


_SCORES_HEAD = '<thead><tr><th>Class</th><th class="n">Probability</th><th></th><th class="n">Logit</th></tr></thead>'
_TABLE_HEAD = (
    '<thead><tr><th>Name</th><th>Operation</th><th>Output</th><th class="n">Parameters</th>'
    '<th class="n">Multiply-adds</th><th class="n">Memory</th></tr></thead>'
)


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What the network was shown.

    Attributes:
        image: the picture.
        label: what people call it.
    """

    image: Image.Image
    label: str


def report(
    model: Model,
    shown: Shown,
    trace: Trace,
    calls: Sequence[Call],
    date: datetime,
    tell: Callable[[int, int | None], None] = lambda _done, _whole: None,
) -> str:
    """The page, in English. `tell(done, all)` counts layers, and may raise to end it.

    Args:
        model: the network.
        shown: its picture.
        trace: what it did with it; the values of `calls` have to be there.
        calls: the layers to show, in this order.
        date: printed at the top.
        tell: told how far it is.
    """
    sections = []
    for number, call in enumerate(calls):
        tell(number, len(calls))
        sections.append(_section(trace, call, number))
    tell(len(calls), len(calls))
    return Template(PAGE).substitute(
        title=escape(f"{model.title} – {shown.label}"),
        head=_head(model, date),
        pictures=_pictures(model, shown, trace),
        prediction=_prediction(model, trace),
        table=_table(calls, len(trace)),
        sections="\n".join(sections),
        version=escape(__version__),
    )


def _head(model: Model, date: datetime) -> str:
    shape = " × ".join(map(str, model.input_shape))
    facts = [
        # Folders are nobody's business.
        ("Model", f"{model.title} ({model.path.name if model.path is not None else model.name})"),
        ("From", model.source),
        ("Weights", model.weights),
        ("Parameters", f"{model.parameter_count:,}"),
        ("Input", f"{shape}; {model.preprocessing.describe()}"),
        ("Date", f"{date:%Y-%m-%d %H:%M}"),
    ]
    notes = [] if model.trained else [f"{model.title} has {model.weights}: its predictions mean nothing."]
    notes += [model.note] if model.note else []
    warnings = "".join(f'<p class="note">{escape(note)}</p>' for note in notes)
    return f"<h1>{escape(model.title)}</h1>{_definitions(facts)}{warnings}"


def _definitions(pairs: Sequence[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{_lines(text)}</dd>" for name, text in pairs)
    return f"<dl>{rows}</dl>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _pictures(model: Model, shown: Shown, trace: Trace) -> str:
    tensor = trace.inputs[INPUT]
    figures = [_figure(png_uri(_fitting(shown.image)), shown.image.size, shown.label)]
    if tensor.ndim == 4 and tensor.shape[1] in (1, 3):
        seen = Image.fromarray(np.ascontiguousarray(model.preprocessing.denormalise(tensor.float().cpu())))
        low, high = _number(float(tensor.min())), _number(float(tensor.max()))
        text = f"What the network sees, {shape_text(tensor.shape)}, values {low} to {high}"
        figures.append(_figure(png_uri(seen), seen.size, text))
    return "".join(figures)


def _fitting(image: Image.Image) -> Image.Image:
    """A photograph is not needed in its full size."""
    if max(image.size) <= 2 * _SHOWN_SIDE:
        return image
    small = image.copy()
    small.thumbnail((2 * _SHOWN_SIDE, 2 * _SHOWN_SIDE))
    return small


def _figure(uri: str, size: tuple[int, int], text: str) -> str:
    ratio = _SHOWN_SIDE / max(size)
    width, height = (max(1, round(side * ratio)) for side in size)
    crisp = ' class="crisp"' if ratio > 1 else ""
    image = f'<img{crisp} src="{uri}" width="{width}" height="{height}" alt="{escape(text)}">'
    return f"<figure>{image}<figcaption>{escape(text)}</figcaption></figure>"


def _prediction(model: Model, trace: Trace) -> str:
    ranking = prediction(trace, model.class_name)[:_BEST]
    if not ranking:
        return "<p>The network's output is no list of class scores.</p>"
    rows = "".join(_score(entry["name"], entry["probability"], entry["logit"]) for entry in ranking)
    return f"<table>{_SCORES_HEAD}<tbody>{rows}</tbody></table>"


def _score(name: str, probability: float | None, logit: float | None) -> str:
    percent = "no number" if probability is None else f"{100 * probability:.1f} %"
    width = 0.0 if probability is None else 100 * probability
    said = "no number" if logit is None else _number(logit)
    bar = f'<span class="bar" style="width:{width:.1f}%"></span>'
    return (
        f'<tr><td>{escape(name)}</td><td class="n">{percent}</td><td class="wide">{bar}</td>'
        f'<td class="n">{said}</td></tr>'
    )


def _table(calls: Sequence[Call], of_all: int) -> str:
    records = [call_record(call) for call in calls]
    rows = "".join(
        f'<tr><td><a href="#layer-{number}">{escape(record["name"])}</a></td><td>{escape(record["op"])}</td>'
        f"<td>{escape(shape_text(record['output_shape']))}</td>"
        f'<td class="n">{record["parameters"]:,}</td><td class="n">{count_text(record["macs"])}</td>'
        f'<td class="n">{bytes_text(record["activation_bytes"])}</td></tr>'
        for number, record in enumerate(records)
    )
    return (
        f"<p>{len(calls)} of {of_all} calls of one forward pass.</p>"
        f'<div class="scroll"><table>{_TABLE_HEAD}<tbody>{rows}</tbody></table></div>'
    )


def _section(trace: Trace, call: Call, number: int) -> str:
    picture = maps_picture(trace, call)
    shown = "<p>It has no numbers that could be shown.</p>" if picture is None else _maps(call, picture)
    known = [(_CAPTIONS[key], text) for key, text in facts(call)]
    return f'<section id="layer-{number}"><h2>{escape(call.name)}</h2>{_definitions(known)}{shown}</section>'


def _maps(call: Call, picture: MapsPicture) -> str:
    count, height, width = picture.shape
    wide, high = (side * picture.cell for side in picture.size)
    crisp = ' class="crisp"' if picture.cell > 1 else ""
    alt = f"{count} feature maps of {call.name}"
    low, high_value = _number(picture.low), _number(picture.high)
    return (
        f'<div class="scroll"><img{crisp} src="{picture.uri}" width="{wide}" height="{high}" alt="{escape(alt)}"></div>'
        f'<p class="scale"><span>{low}</span><img src="{picture.bar}" width="254" height="10" '
        f'alt="Colour map {escape(picture.colour_map)} from {low} to {high_value}"><span>{high_value}</span></p>'
        f"<p>{escape(_words(picture, count, height, width))}</p>"
    )


def _words(picture: MapsPicture, count: int, height: int, width: int) -> str:
    smallest, largest = map(_number, picture.extremes)
    parts = [
        f"{count:,} maps of {height} × {width}, {picture.columns} in a row",
        f"values {smallest} to {largest}",
        f"{100 * picture.clipped:.1f} % beyond the colours of {picture.colour_map}",
        f"{picture.silent:,} all zero" if picture.silent else "",
        f"{picture.broken:,} with NaN or infinity" if picture.broken else "",
        picture.note,
    ]
    return " · ".join(filter(None, parts))


def _number(value: float) -> str:
    return f"{value:.4g}".replace("-", "\N{MINUS SIGN}")
