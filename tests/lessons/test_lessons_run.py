"""The lessons run in the real window: what it shows, what they find, what they ask, and what they tick off."""

import numpy as np
import pytest

from explorer.lessons.texts import LANGUAGES, value_text

# Worked out by hand: sizes by (N - F) / stride + 1, parameters by counting, the rest as said.
FOUND = {
    "01-visual-cortex": {"window": 7 * 7, "cells": 13 * 13, "upright": 7, "lying": 1},
    "02-why-not-mlp": {
        "connections": 100 * 100 * 1000, "inputs": 784, "class": "3", "class_moved": "3", "connected": "3",
    },
    # Sobel's kernel on columns c, c + 1, c + 2: (1 + 2 + 1)(c + 2) - (1 + 2 + 1) c.
    "03-dot-product": {"products": 9, "positive": 16, "negative": -8, "sum": 8, "flipped": -8},
    "04-filter-and-bias": {"weights": 75, "parameters": 76, "deeper_parameters": 151},
    "05-feature-maps": {"height": 28, "width": 28, "depth": 6, "parameters": 456, "values": 28 * 28 * 6},
    "06-stacking": {"side_1": 28, "depth_1": 6, "weights_1": 450, "side_2": 24, "depth_2": 10, "weights_2": 1500},
    # At stride 3 rows 0..5 are read, of row and column 6 nothing.
    "07-stride": {"out_1": 5, "out_2": 3, "exact_3": pytest.approx(7 / 3), "out_3": 2, "unread": 49 - 36},
    "08-output-size": {"conv": "⌊(14 + 2·1 − 3) / 1⌋ + 1 = 14", "pool_in": 7, "pool_out": 3, "shown": 3},
    "09-padding": {
        "without": 5, "kept": 7, "rings": 1, "larger_rings": 2, "zeros": 0, "reflect": 2, "replicate": 1, "circular": 7,
    },
    "10-weight-sharing": {
        "parameters": 16 * (5 * 5 + 1), "connected": 784 * 16 * 784 + 16 * 784, "follows": 2, "pooled": 1,
    },
    # Two convolutions of 3 x 3 see 5, three 7; the network's own: 5, + 1, + 2 · 2, + 2 · 2, + 2, + 2 · 4, + 2 · 4.
    "11-receptive-field": {
        "two": 5, "three": 7, "conv1": 5, "pool1": 6, "conv2": 10, "conv3": 14, "pool2": 16, "conv4": 24, "conv5": 32,
    },
    "12-pooling": {
        "max_1": 6, "max_2": 8, "max_3": 3, "max_4": 4, "mean_1": 3.25, "mean_2": 5.25, "mean_3": 2, "mean_4": 2,
        "parameters": 0, "depth": 6, "depth_after": 6, "side": 28, "side_after": 14,
    },
    "13-invariance": {"class": "7", "class_moved": "7"},
    # 69,178 numbers of 4 bytes: 2 · 16 · 784, 16 · 196, 4 · 32 · 196, 32 · 49, 4 · 64 · 49, 3 · 576, 10.
    "14-memory": {"every": "270.2 KiB", "most": "98.0 KiB", "training": "8.4 MiB", "layers": 16},
    "15-whole-network": {"flat": 576, "weights": 5760, "parameters": 5770, "class": "2", "sum": 1},
    # He et al. 2016, table 1: 64 maps of 56, 128 of 28, 256 of 14, 512 of 7.
    "16-levels": {
        "first": 7, "layer1_maps": 64, "layer1_side": 56, "layer2_maps": 128, "layer3_side": 14, "layer4_maps": 512,
        "layer4": 435, "picture": 224,
    },
}  # fmt: skip
RIGHT = {
    "01-visual-cortex": 1, "03-dot-product": -8, "04-filter-and-bias": 151, "05-feature-maps": 456, "06-stacking": 10,
    "07-stride": 13, "08-output-size": 3, "09-padding": 2, "10-weight-sharing": 2, "11-receptive-field": 10,
    "12-pooling": 3.25, "14-memory": "8.4 MiB", "15-whole-network": 5760, "16-levels": "layer4",
}  # fmt: skip


def typed(student, row, column, value):
    student.do(student.lab.bench.stage.input.edited.emit, row, column, value)


def pick(student, name):
    student.do(student.window.controller.pick_layer, name)


def moved(student):
    student.do(student.pad.shift, 10, 0)


# What a hand does for each line under "Try it"; None where only the user knows.
TRIED = {
    "01-visual-cortex": (lambda s: s.set_lab("kernel", "horizontal"), lambda s: typed(s, 0, 0, 1.0)),
    "02-why-not-mlp": (moved, lambda s: pick(s, "flatten")),
    "03-dot-product": (
        None, lambda s: s.set_lab("flipped", True), lambda s: s.do(s.lab.bench.stage.kernel.edited.emit, 0, 0, 5.0),
    ),
    "04-filter-and-bias": (None, lambda s: s.set_lab("bias", 1.0), lambda s: s.set_lab("size", 3)),
    "05-feature-maps": (None, lambda s: s.set_lab("relu", False), lambda s: s.set_lab("filters", 8)),
    "06-stacking": (None, lambda s: s.set_lab("filters", 4), lambda s: s.set_lab("padding", 2)),
    "07-stride": (
        lambda s: s.set_lab("stride", 2), lambda s: s.set_lab("stride", 3), lambda s: s.set_lab("padding", 1),
    ),
    "08-output-size": (lambda s: pick(s, "conv1"), lambda s: pick(s, "pool3")),
    "09-padding": (
        lambda s: s.set_lab("padding_mode", "reflect"), lambda s: s.set_lab("padding_mode", "circular"),
        lambda s: (s.set_lab("size", 5), s.set_lab("padding", 2)),
    ),
    "10-weight-sharing": (moved, lambda s: pick(s, "pool1")),
    "11-receptive-field": (lambda s: s.do(s.window.controller._on_cell_picked, 1, 1), lambda s: pick(s, "conv1")),
    "12-pooling": (lambda s: s.set_lab("pooling", "average"), lambda s: typed(s, 0, 0, 9.0)),
    "13-invariance": (moved, lambda s: pick(s, "pool3")),
    "14-memory": (lambda s: pick(s, "conv1"), lambda s: pick(s, "fc1")),
    "15-whole-network": (moved, lambda s: pick(s, "relu2")),
    "16-levels": (lambda s: pick(s, "layer2.0"), lambda s: pick(s, "layer4.0")),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_a_lesson_shows_computes_asks_and_ticks_off(student, name):
    student.go(name)
    present, scene = student.lessons.present, student.lessons.present.lesson.scene()
    check_scene(student, scene)
    assert {key: present.numbers[key] for key in FOUND[name]} == FOUND[name]
    assert present.question.right == RIGHT.get(name, present.question.right)
    FURTHER.get(name, lambda *_: None)(student, present.numbers)
    for language in LANGUAGES:
        student.do(student.lessons.set_language, language)
        check_texts(student, present)
    check_answers(student, present)
    assert student.panel.steps.done() == [False] * len(present.lesson.steps)
    for number, act in enumerate(TRIED[name]):
        assert (act is None) == (present.lesson.steps[number] is None)
        if act is not None:
            act(student)
            assert student.panel.steps.done()[number], f"{name}: step {number}"


def check_scene(student, scene):
    """The window shows what the lesson wants, and nothing else beside it."""
    window, state = student.window, student.state
    assert student.panel.isVisible()
    if scene.lab is not None:
        assert student.lab.setup() is scene.lab or np.array_equal(student.lab.setup().image, scene.lab.image)
        assert not window.input_dock.isVisible()
        return
    frame = window.controller.frame
    assert student.lab is None
    assert (state.model.name, state.layer, state.channel, state.cell) == (
        scene.model, scene.layer, scene.channel, scene.cell,
    )  # fmt: skip
    assert (frame.call.name, frame.view.title) == (scene.layer, scene.view)
    assert state.probe is None or scene.cell is not None
    assert (window.input_dock.isVisible(), window.unit_dock.isVisible()) == tuple(
        name in scene.docks for name in ("input", "unit")
    )
    assert getattr(state.model.preprocessing, "centre", scene.centre) == scene.centre


def check_texts(student, present):
    """Nothing is left to fill in, nothing is cut off."""
    panel = student.panel
    shown = [panel.body.toPlainText(), panel.question._question.text()]
    assert all(text and not set("{}*#") & set(text.replace("f*g", "")) for text in shown)
    assert len(panel.question.buttons) == len(present.question.answers) >= 3
    for button in panel.question.buttons:
        assert button.fontMetrics().horizontalAdvance(button.text()) <= button.width() - 8
    assert panel.area.horizontalScrollBar().maximum() == 0
    assert panel.body.document().size().width() <= panel.body.width()


def check_answers(student, present):
    """A wrong answer is told from the right one, and either is explained."""
    panel, question = student.panel, present.question
    student.do(student.lessons.set_language, "en")
    assert panel.question.verdict() == ""
    right = question.answers.index(question.right)
    wrong = (right + 1) % len(question.answers)
    student.do(panel.question.buttons[wrong].click)
    assert "Not quite." in panel.question.verdict()
    student.do(panel.question.buttons[right].click)
    assert "Right." in panel.question.verdict()
    if not isinstance(question.right, str):
        assert value_text(question.right) in panel.question.verdict()


def check_invariance(student, numbers):
    """Behind every pooling less changes."""
    assert 100 > numbers["conv1"] > numbers["pool1"] > numbers["pool2"] > numbers["pool3"] > 0


def check_moved_ink(student, numbers):
    """By hand on the tensor that the network gets: ink seven columns further that lies on ink."""
    ink = student.window.controller.frame.run.tensor[0, 0].numpy() > 0.5
    share = (ink[:, 7:] & ink[:, :-7]).sum() / ink.sum()
    assert 100 > numbers["stays_one"] > numbers["stays_less"] > numbers["stays"] == round(100 * float(share))
    assert student.lessons.present.question.right == numbers["stays"]
    assert numbers["connected_moved"] != "3"


FURTHER = {"02-why-not-mlp": check_moved_ink, "13-invariance": check_invariance}
