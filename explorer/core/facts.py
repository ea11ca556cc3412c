"""What there is to say of a call in a few lines: operation, shapes, size formula, parameters, products, memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.core.geometry import (
    activation_bytes,
    bytes_text,
    macs_product,
    output_size_formula,
    parameters_product,
    shape_text,
)

if TYPE_CHECKING:
    from explorer.core.graph import Call


def facts(call: Call) -> tuple[tuple[str, str], ...]:
    """(caption key, text) of what is known of a call; captions are translated where they are shown."""
    pairs = [("operation", call.op)]
    if call.inputs:
        shapes = list(dict.fromkeys(shape_text(x.shape) for x in call.inputs))
        pairs.append(("shape", f"{', '.join(shapes)} → {shape_text(call.output_shape)}"))
    formula = output_size_formula(call)
    if formula:
        pairs.append(("output size", formula))
    pairs.append(("parameters", parameters_product(call)))
    products = macs_product(call)
    if products != "0":
        pairs.append(("multiply-adds", products))
    pairs.append(("activation memory", bytes_text(activation_bytes(call))))
    return tuple(pairs)
