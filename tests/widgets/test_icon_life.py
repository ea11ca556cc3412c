"""Icons that nobody needs any more go quietly, whoever holds them last."""

import gc

import pytest

from explorer.widgets.icons import _ThemedEngine, icon
from explorer.widgets.kind_icon import _KindEngine, kind_icon


@pytest.mark.parametrize("make", [lambda: icon("x"), lambda: kind_icon("conv")], ids=["drawn", "kind"])
def test_an_icon_may_be_collected_in_a_cycle(qapp, make):
    """With a drawing that Python collects on its own the process would end here."""
    for _ in range(20):
        held = {"icon": make()}
        held["icon"].pixmap(16, 16)
        held["itself"] = held
        del held
        # It is among the youngest; the other generations hold all that the tests before have left.
        gc.collect(0)
    assert not make().pixmap(16, 16).isNull()


@pytest.mark.parametrize(
    ("make", "engines"),
    [(lambda: icon("x"), _ThemedEngine._alive), (lambda: kind_icon("conv"), _KindEngine._alive)],
    ids=["drawn", "kind"],
)
def test_icons_that_come_and_go_leave_nothing_behind(qapp, make, engines):
    make()
    before = len(engines)
    for _ in range(9):
        make().pixmap(16, 16)
    assert len(engines) == before
