"""A report of chosen layers as one HTML page that needs nothing else: pictures inside it, no script, no network."""

from __future__ import annotations

from collections.abc import Callable
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
from explorer.words import Words, joined

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from explorer.core.graph import Call, Trace
    from explorer.models.base import Model

_SHOWN_SIDE = 224
_BEST = 5
_CAPTIONS = {
    "operation": Words("Operation"),
    "shape": Words("Shape"),
    "output size": Words("Output size"),
    "parameters": Words("Parameters"),
    "multiply-adds": Words("Multiply-adds"),
    "activation memory": Words("Memory"),
}
Say = Callable[[str], str]
"""Words in the report's language; other texts as they are."""


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
    say: Say = str,
) -> str:
    """The page. `tell(done, all)` counts layers, and may raise to end it.

    Args:
        model: the network.
        shown: its picture.
        trace: what it did with it; the values of `calls` have to be there.
        calls: the layers to show, in this order.
        date: printed at the top.
        tell: told how far it is.
        say: translates Words; English if left out.
    """
    sections = []
    for number, call in enumerate(calls):
        tell(number, len(calls))
        sections.append(_section(trace, call, number, say))
    tell(len(calls), len(calls))
    return Template(PAGE).substitute(
        title=escape(f"{model.title} – {say(shown.label)}"),
        # The language's code is one of the words.
        language=escape(say(Words("en"))),
        head=_head(model, date, say),
        input_heading=escape(say(Words("Input"))),
        pictures=_pictures(model, shown, trace, say),
        prediction_heading=escape(say(Words("Prediction"))),
        prediction=_prediction(model, trace, say),
        layers_heading=escape(say(Words("Layers"))),
        table=_table(calls, len(trace), say),
        sections="\n".join(sections),
        footer=escape(say(Words("Written by Feature Map Explorer {0}", __version__))),
    )


def _head(model: Model, date: datetime, say: Say) -> str:
    shape = " × ".join(map(str, model.input_shape))
    facts = [
        # Folders are nobody's business.
        (Words("Model"), f"{model.title} ({model.path.name if model.path is not None else model.name})"),
        (Words("From"), model.source),
        (Words("Weights"), model.weights),
        (Words("Parameters"), f"{model.parameter_count:,}"),
        (Words("Input"), joined((shape, model.preprocessing.describe()), by="; ")),
        (Words("Date"), f"{date:%Y-%m-%d %H:%M}"),
    ]
    nothing = Words("{0} has {1}: its predictions mean nothing.", model.title, model.weights)
    notes = [note for note in ("" if model.trained else nothing, model.note) if note]
    warnings = "".join(f'<p class="note">{escape(say(note))}</p>' for note in notes)
    return f"<h1>{escape(model.title)}</h1>{_definitions(facts, say)}{warnings}"


def _definitions(pairs: Sequence[tuple[str, str]], say: Say) -> str:
    rows = "".join(f"<dt>{escape(say(name))}</dt><dd>{_lines(say(text))}</dd>" for name, text in pairs)
    return f"<dl>{rows}</dl>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _pictures(model: Model, shown: Shown, trace: Trace, say: Say) -> str:
    tensor = trace.inputs[INPUT]
    figures = [_figure(png_uri(_fitting(shown.image)), shown.image.size, say(shown.label))]
    if tensor.ndim == 4 and tensor.shape[1] in (1, 3):
        seen = Image.fromarray(np.ascontiguousarray(model.preprocessing.denormalise(tensor.float().cpu())))
        low, high = _number(float(tensor.min())), _number(float(tensor.max()))
        text = Words("What the network sees, {0}, values {1} to {2}", shape_text(tensor.shape), low, high)
        figures.append(_figure(png_uri(seen), seen.size, say(text)))
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


def _prediction(model: Model, trace: Trace, say: Say) -> str:
    ranking = prediction(trace, model.class_name)[:_BEST]
    if not ranking:
        nothing = Words("The network's output is no list of class scores.")
        return f"<p>{escape(say(nothing))}</p>"
    heads = ((Words("Class"), ""), (Words("Probability"), "n"), ("", ""), (Words("Logit"), "n"))
    rows = "".join(_score(say(entry["name"]), entry["probability"], entry["logit"], say) for entry in ranking)
    return f"<table>{_table_head(heads, say)}<tbody>{rows}</tbody></table>"


def _table_head(heads: Sequence[tuple[str, str]], say: Say) -> str:
    """Of (word, CSS class) for each column."""
    kinds = {"": "<th>", "n": '<th class="n">'}
    cells = "".join(f"{kinds[kind]}{escape(say(word))}</th>" for word, kind in heads)
    return f"<thead><tr>{cells}</tr></thead>"


def _score(name: str, probability: float | None, logit: float | None, say: Say) -> str:
    percent = say(Words("no number")) if probability is None else f"{100 * probability:.1f} %"
    width = 0.0 if probability is None else 100 * probability
    said = say(Words("no number")) if logit is None else _number(logit)
    bar = f'<span class="bar" style="width:{width:.1f}%"></span>'
    return (
        f'<tr><td>{escape(name)}</td><td class="n">{percent}</td><td class="wide">{bar}</td>'
        f'<td class="n">{said}</td></tr>'
    )


def _table(calls: Sequence[Call], of_all: int, say: Say) -> str:
    plain = (Words("Name"), Words("Operation"), Words("Output"))
    counted = (Words("Parameters"), Words("Multiply-adds"), Words("Memory"))
    heads = [*((word, "") for word in plain), *((word, "n") for word in counted)]
    records = [call_record(call) for call in calls]
    rows = "".join(
        f'<tr><td><a href="#layer-{number}">{escape(record["name"])}</a></td><td>{escape(record["op"])}</td>'
        f"<td>{escape(shape_text(record['output_shape']))}</td>"
        f'<td class="n">{record["parameters"]:,}</td><td class="n">{count_text(record["macs"])}</td>'
        f'<td class="n">{bytes_text(record["activation_bytes"])}</td></tr>'
        for number, record in enumerate(records)
    )
    return (
        f"<p>{escape(say(Words('{0} of {1} calls of one forward pass.', len(calls), of_all)))}</p>"
        f'<div class="scroll"><table>{_table_head(heads, say)}<tbody>{rows}</tbody></table></div>'
    )


def _section(trace: Trace, call: Call, number: int, say: Say) -> str:
    picture = maps_picture(trace, call)
    nothing = escape(say(Words("It has no numbers that could be shown.")))
    shown = f"<p>{nothing}</p>" if picture is None else _maps(call, picture, say)
    known = [(_CAPTIONS[key], text) for key, text in facts(call)]
    return f'<section id="layer-{number}"><h2>{escape(call.name)}</h2>{_definitions(known, say)}{shown}</section>'


def _maps(call: Call, picture: MapsPicture, say: Say) -> str:
    count, height, width = picture.shape
    wide, high = (side * picture.cell for side in picture.size)
    crisp = ' class="crisp"' if picture.cell > 1 else ""
    alt = say(Words("{0} feature maps of {1}", count, call.name))
    low, high_value = _number(picture.low), _number(picture.high)
    bar = say(Words("Colour map {0} from {1} to {2}", picture.colour_map, low, high_value))
    return (
        f'<div class="scroll"><img{crisp} src="{picture.uri}" width="{wide}" height="{high}" alt="{escape(alt)}"></div>'
        f'<p class="scale"><span>{low}</span><img src="{picture.bar}" width="254" height="10" '
        f'alt="{escape(bar)}"><span>{high_value}</span></p>'
        f"<p>{escape(say(_words(picture, count, height, width)))}</p>"
    )


def _words(picture: MapsPicture, count: int, height: int, width: int) -> Words:
    smallest, largest = map(_number, picture.extremes)
    parts = [
        Words("{0:,} maps of {1} × {2}, {3} in a row", count, height, width, picture.columns),
        Words("values {0} to {1}", smallest, largest),
        Words("{0:.1f} % beyond the colours of {1}", 100 * picture.clipped, picture.colour_map),
        Words("{0:,} all zero", picture.silent) if picture.silent else "",
        Words("{0:,} with NaN or infinity", picture.broken) if picture.broken else "",
        picture.note,
    ]
    return joined(parts, by=" · ")


def _number(value: float) -> str:
    return f"{value:.4g}".replace("-", "\N{MINUS SIGN}")
