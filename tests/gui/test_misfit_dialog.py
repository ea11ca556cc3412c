"""What is said, and what Enter does, where weights fit no known architecture whole."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialogButtonBox

from explorer.gui.misfit_dialog import MisfitDialog
from explorer.models.matching import Candidate, Fit, NoMatch


def fit(name, fitting, wanted):
    """An architecture of `wanted` tensors, `fitting` of which have been found in a file."""
    keys = [f"layer{number}.weight" for number in range(wanted)]
    candidate = Candidate(name, name.title(), "here", dict.fromkeys(keys, (1,)), None, None)
    found = {key: key for key in keys[:fitting]}
    return Fit(candidate, "", found, {}, tuple(keys[fitting:]), (), (), ())


@pytest.fixture
def dialog(qtbot):
    def make(*fits):
        made = MisfitDialog(NoMatch(Path("odd.pt"), fits, 102))
        qtbot.addWidget(made)
        return made

    return make


def test_where_most_of_it_fits_enter_loads_it(dialog):
    shown = dialog(fit("near", 51, 102))
    assert shown.load_button.isDefault()
    assert "51 would come from the file (50.0 %)" in shown.share.text()


def test_where_hardly_anything_fits_enter_opens_nothing_and_the_share_is_said(dialog):
    shown = dialog(fit("far", 1, 102))
    assert shown.refuse_button.isDefault()
    assert not shown.load_button.isDefault()
    assert "Of the 102 tensors of Far, only 1 would come from the file (1.0 %)" in shown.share.text()


def test_both_follow_the_selected_architecture_and_the_focus_changes_nothing(dialog):
    shown = dialog(fit("near", 9, 10), fit("far", 4, 10))
    shown.table.setCurrentItem(shown.table.topLevelItem(1))
    assert shown.refuse_button.isDefault()
    assert "40.0 %" in shown.share.text()
    shown.load_button.setFocus()
    assert shown.refuse_button.isDefault()
    shown.table.setCurrentItem(shown.table.topLevelItem(0).child(0))
    assert shown.load_button.isDefault()
    assert not any(button.autoDefault() for button in shown.findChild(QDialogButtonBox).buttons())
