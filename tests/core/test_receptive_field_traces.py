"""Fields of odd networks, the same from every kind of trace: recorded, made by a plan, and without values."""

import numpy as np
import pytest
from nets import RUNNING

from explorer.core.capture import capture
from explorer.core.capturer import Capturer
from explorer.core.receptive_field import ReceptiveFields


def areas(trace):
    """What the first and the last cell of every call depend on: (name, area of the input, number of cells)."""
    fields, found = ReceptiveFields(trace), []
    for call in trace:
        height, width = fields.size_of(call.name) or (0, 0)
        for row, column in ((0, 0), (height - 1, width - 1)):
            known = fields.of(call.name, row, column, 1)
            field = None if known is None else known.input
            found.append((call.name, None if field is None else (field.area, field.count)))
    return found


@pytest.mark.parametrize("net", RUNNING, ids=lambda net: net.__name__)
def test_every_kind_of_trace_has_the_same_fields(net):
    module, x = net.build(), net.example()
    recorded = areas(capture(module, x))
    assert areas(capture(module, x, keep=())) == recorded
    capturer = Capturer(module)
    for _ in range(2):
        assert areas(capturer.capture(x)) == recorded
    assert areas(capturer.capture(x, keep=())) == recorded


@pytest.mark.parametrize("net", RUNNING, ids=lambda net: net.__name__)
def test_what_a_cell_sees_reaches_it(net):
    trace = capture(net.build(), net.example())
    fields = ReceptiveFields(trace)
    for call in trace:
        seen = fields.of(call.name, 0, 0)
        if seen is None or seen.input is None:
            continue
        height, width = fields.size_of(call.name)
        place = tuple(np.argwhere(seen.input.cells)[-1])
        reached = fields.reached(int(place[0]), int(place[1]), upto=call.name).on(call.name)
        assert reached is not None, call.name
        assert reached.cells[0, 0] or (height, width) == (1, 1), call.name
