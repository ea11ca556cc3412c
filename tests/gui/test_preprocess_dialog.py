"""Changing how pictures become the network's input: the form, its preview, what the network refuses, and Reset."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from PIL import Image
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QSpinBox, QToolButton
from small_models import any_size, one_size

from explorer.data.picture_preprocess import PicturePreprocessing
from explorer.data.pictures import Picture
from explorer.data.preprocess import DigitPreprocessing
from explorer.gui.preprocess_dialog import PreprocessDialog
from explorer.gui.preprocess_form import PRESETS, PreprocessForm
from explorer.models.remembered import Remembered

RED = Picture(Image.new("RGB", (40, 30), (255, 0, 51)), "red", "pasted")


def opened(hand, model=None):
    """The dialog on a model, or on the shipped network."""
    if model is not None:
        hand.do(hand.window.controller._on_model_loaded, model)
    hand.do(hand.window.controller.show_picture, RED)
    hand.window.actions_.preprocessing.trigger()
    dialog = hand.window.findChild(PreprocessDialog)
    hand.wait_for(lambda: not dialog.pane.is_empty() and not dialog._rest.isActive())
    return dialog


def choose(box, key):
    number = box.findData(key)
    box.setCurrentIndex(number)
    box.activated.emit(number)


def settled(hand, dialog):
    hand.wait_for(lambda: not dialog._rest.isActive())


def test_the_form_gives_back_what_it_is_shown(qapp):
    form = PreprocessForm()
    for settings in (
        DigitPreprocessing(32, centre=False),
        PicturePreprocessing(20, 30),
        PicturePreprocessing(224, 200, "crop", 256, 3, "BGR", (0.0, 255.0), (104.0, 117.0, 123.0), (1.0,), True, "box"),
        PicturePreprocessing(8, 9, "pad", None, 5, value_range=(-1.0, 1.0), mean=(0.25,), std=(0.5,)),
    ):
        form.show_settings(settings)
        assert form.settings() == settings


@pytest.mark.parametrize("name", list(PRESETS))
def test_presets_fill_in_their_numbers_and_are_known_again(qapp, name):
    form = PreprocessForm()
    form.show_settings(PicturePreprocessing(32, 32, mean=(0.1, 0.2, 0.3), std=(9.0,)))
    assert form.preset.currentData() == "custom"
    choose(form.preset, name)
    settings = form.settings()
    assert (settings.value_range, settings.mean, settings.std) == PRESETS[name]
    form.show_settings(settings)
    assert form.preset.currentData() == name


def test_the_preview_is_the_picture_as_the_network_will_see_it(hand):
    dialog = opened(hand, any_size())
    choose(dialog.form.preset, "signed")
    dialog.form.height_box.setValue(10)
    dialog.form.width_box.setValue(12)
    settled(hand, dialog)
    # Red is 1, 0 and 0.2 of the range: 1, -1 and -0.6, on average -0.2.
    assert dialog.figures.text() == "3 × 10 × 12, −1 to 1\n−1.00 to 1.00, mean −0.200"
    assert hand.state.model.input_shape == (3, 64, 64)


def test_apply_changes_what_the_network_gets_and_reset_takes_it_back(hand, tmp_path):
    dialog = opened(hand, any_size())
    own = hand.state.model.preprocessing
    choose(dialog.form.preset, "bytes")
    choose(dialog.form.order, "BGR")
    dialog.form.height_box.setValue(16)
    dialog.names.choose_file("cifar10")
    hand.do(dialog.apply_button.click)
    given = hand.frame.trace.inputs["input"]
    assert given.shape == (1, 3, 16, 64)
    assert torch.allclose(given.mean((0, 2, 3)), torch.tensor([51.0, 0.0, 255.0]))
    assert hand.state.model.class_name(1) == "automobile"
    assert "There are 10 class names for 3 outputs of " in hand.window.message.text()
    assert "16 × 64" in hand.window.panels.left.input._seen._caption.text()
    kept = Remembered(tmp_path / "data").choice("small")
    assert (kept.preprocessing.height, kept.class_names[0]) == (16, "airplane")
    hand.do(dialog.reset_button.click)
    assert hand.state.model.preprocessing is own
    assert hand.state.model.class_names == ("a", "b", "c")
    assert "class names" not in hand.window.message.text()
    assert hand.frame.trace.inputs["input"].shape == (1, 3, 64, 64)
    assert dialog.form.height_box.value() == 64
    assert Remembered(tmp_path / "data").choice("small").preprocessing is None


def test_what_was_applied_is_there_when_the_model_is_opened_again(hand):
    dialog = opened(hand)
    choose(dialog.form.kind, "pictures")
    choose(dialog.form.preset, "mnist")
    hand.do(dialog.apply_button.click)
    assert isinstance(hand.state.model.preprocessing, PicturePreprocessing)
    hand.open_model("squeezenet1_1:random")
    hand.open_model("digits")
    assert hand.state.model.preprocessing.mean == (0.1307,)
    assert dialog.form.preset.currentData() == "mnist"
    hand.do(dialog.reset_button.click)
    assert isinstance(hand.state.model.preprocessing, DigitPreprocessing)


def test_a_shape_that_the_network_refuses_is_said_and_nothing_is_lost(hand):
    dialog = opened(hand, one_size())
    model, frame = hand.state.model, hand.frame
    dialog.form.height_box.setValue(40)
    hand.do(dialog.apply_button.click)
    assert "on an input of shape 1×3×40×64" in dialog.message.text()
    assert hand.state.model is model
    assert hand.frame is frame
    assert dialog.form.height_box.value() == 40


def test_contradictory_settings_are_said_in_the_dialog(hand):
    dialog = opened(hand, any_size())
    dialog.form.mean.setText("0.1, 0.2")
    dialog.form.mean.textEdited.emit("0.1, 0.2")
    settled(hand, dialog)
    assert "one mean and one standard deviation" in dialog.message.text()
    assert not dialog.apply_button.isEnabled()
    dialog.form.mean.setText("zero")
    dialog.form.mean.textEdited.emit("zero")
    settled(hand, dialog)
    assert "“zero” is not a list of numbers" in dialog.message.text()
    choose(dialog.form.preset, "unit")
    settled(hand, dialog)
    assert dialog.message.text() == ""
    assert dialog.apply_button.isEnabled()


def test_what_nobody_has_touched_stays_the_very_thing_that_it_is(hand):
    dialog = opened(hand, any_size())
    own = hand.state.model.preprocessing
    hand.do(dialog.apply_button.click)
    assert hand.state.model.preprocessing is own


def test_the_dialog_follows_the_model_and_the_picture(hand):
    dialog = opened(hand, any_size())
    before = dialog.figures.text()
    white = Picture(Image.fromarray(np.full((9, 9), 255, np.uint8)), "white", "pasted")
    hand.do(hand.window.controller.show_picture, white)
    settled(hand, dialog)
    assert dialog.figures.text() != before
    hand.open_model("digits")
    assert dialog.form.kind.currentData() == "digits"


def test_a_button_beside_what_the_network_sees_opens_it_once(hand):
    button = next(
        button
        for button in hand.window.panels.left.input._seen.findChildren(QToolButton)
        if button.accessibleName() == "Preprocessing"
    )
    hand.click(button)
    hand.click(button)
    assert len(hand.window.findChildren(PreprocessDialog)) == 1


def test_every_control_of_the_dialog_has_a_name(hand):
    dialog = opened(hand)
    parts = (QComboBox, QSpinBox)
    nameless = [
        type(control).__name__
        for kind in (QAbstractButton, QComboBox, QLineEdit, QSpinBox)
        for control in dialog.findChildren(kind)
        if control.isVisible()
        and not control.accessibleName()
        and not (isinstance(control, QAbstractButton) and control.text())
        and not isinstance(control.parent(), parts)
    ]
    assert nameless == []
