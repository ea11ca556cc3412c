import dataclasses
import re
import threading

import numpy as np
import pytest
import torch
from hand import Hand, end
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QKeySequence
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from safetensors.torch import load_file

from explorer.core.capture import capture
from explorer.core.mosaic import quantise
from explorer.core.shortage import Shortage
from explorer.gui.export_pages import NumbersPage
from explorer.gui.export_wishes import NumbersWish, PictureWish, ReportWish
from explorer.gui.view_figure import figure_of
from explorer.gui.window import MainWindow
from explorer.widgets import theme
from explorer.widgets.figure import colours_of
from explorer.widgets.figure import plan_of as figure_plan
from explorer.widgets.tokens import LIGHT


@pytest.fixture(scope="module")
def window(qapp, tmp_path_factory):
    """One for all: nothing that is exported changes it."""
    folder = tmp_path_factory.mktemp("exports")
    theme.apply(qapp, "light")
    window = MainWindow(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat), data=folder / "data")
    window.resize(1440, 900)
    window.show()
    offered = window.actions_.exports.export.isEnabled()
    assert not offered, "there is nothing to export yet"
    yield window
    end(window)


@pytest.fixture
def shown(window, qtbot):
    """A drawn seven, and channel 3 of the second convolution."""
    hand = Hand(window, qtbot)
    if hand.state.model is None:
        hand.open_model("digits")
        hand.draw(7)
    window.message.clear()
    window.session.set(layer="conv2", channel=3, view="Feature maps", scale="layer", cell=None)
    hand.settle()
    return hand


@pytest.fixture
def exports(shown):
    return shown.window.actions_.exports


@pytest.fixture
def save(shown, exports, tmp_path):
    """Writes what is wished into a file; its path."""

    def run(wish, name="file"):
        path = tmp_path / f"{name}.{wish.ending}"
        shown.do(exports.save, shown.frame, wish, path)
        assert [entry for entry in tmp_path.iterdir() if entry.name.endswith(".partial")] == []
        return path

    return run


def dialog_of(hand):
    hand.do(hand.window.actions_.exports.export.trigger)
    return hand.window.actions_.exports._dialog


# ---- pictures


def test_the_picture_of_a_layer_holds_its_maps_cell_by_cell(shown, save):
    read = QImage(str(save(PictureWish("all", times=2))))
    figure = figure_of(shown.frame, shown.state, alone=False)
    plan = figure_plan(figure)
    assert (read.width(), read.height()) == (2 * plan.size.width(), 2 * plan.size.height())
    maps = shown.frame.trace["conv2"].output[0].numpy()
    colours = colours_of("RdBu", LIGHT)[quantise(maps, shown.frame.result.scale)]
    assert len(figure.tiles) == 32
    for channel in (0, 9, 31):
        row, column = divmod(channel, plan.columns)
        for y, x in ((0, 0), (7, 5), (13, 13)):
            left = 24 + column * (14 * plan.cell + plan.gap) + (x + 0.5) * plan.cell
            top = plan.top + row * (14 * plan.cell + plan.below) + (y + 0.5) * plan.cell
            assert read.pixelColor(round(2 * left), round(2 * top)) == QColor(*colours[channel, y, x].tolist())


def test_a_picture_names_model_layer_channel_input_and_range(shown, save):
    read = QImage(str(save(PictureWish("one", times=1))))
    assert read.text("Title") == "Digit CNN – conv2, channel 3"
    assert "trained on MNIST" in read.text("Description")
    assert "input: Drawing" in read.text("Description")
    figure = figure_of(shown.frame, shown.state, alone=True)
    scale = shown.frame.result.scale
    assert (figure.bar.low, figure.bar.high) == (scale.low[0], scale.high[0])
    values = shown.frame.trace["conv2"].output[0, 3]
    beyond = (values.abs() > float(scale.high[0])).float().mean()
    assert figure.bar.lines == (f"{100 * float(beyond):.1f} % clipped",)


@pytest.mark.parametrize("view", ["Feature maps", "Filters", "Pooling", "Class scores", "Values", "Arithmetic"])
def test_every_view_can_be_written_in_every_format(shown, save, view):
    layer = {"Pooling": "pool1", "Class scores": "fc1"}.get(view, "conv1")
    shown.do(shown.window.controller.pick_layer, layer)
    shown.do(shown.window.session.set, view=view)
    assert shown.frame.view.title == view
    subject = "all" if view in ("Feature maps", "Filters") else "view"
    picture = QImage(str(save(PictureWish(subject, times=1, ground="none"))))
    assert picture.pixelColor(1, 1).alpha() == 0
    assert f"{layer}, {view}" in picture.text("Title")
    drawing = QSvgRenderer(str(save(PictureWish(subject, "svg"))))
    assert drawing.isValid()
    assert drawing.viewBoxF().size().toSize() == picture.size()
    content = save(PictureWish(subject, "pdf")).read_bytes()
    assert content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == 1


def test_each_map_s_own_scale_is_said_to_be_that(shown):
    shown.do(shown.window.session.set, scale="channel")
    assert figure_of(shown.frame, shown.state, alone=False).bar.lines == ("× each map's", "largest value")
    alone = figure_of(shown.frame, shown.state, alone=True).bar
    assert alone.high == float(shown.frame.trace["conv2"].output[0, 3].abs().max())


# ---- numbers and reports


def test_the_selected_map_is_written_as_it_is(shown, save):
    expected = shown.frame.trace["conv2"].output[0, 3].numpy()
    assert np.array_equal(np.load(save(NumbersWish("map", "npy"))), expected)
    assert np.array_equal(np.genfromtxt(save(NumbersWish("map", "csv")), delimiter=",", dtype=np.float32), expected)
    with np.load(save(NumbersWish("kernel", "npz"))) as archive:
        assert np.array_equal(archive["conv2.weight[3]"], shown.frame.call.module.weight[3].detach().numpy())


def test_every_value_of_the_network_goes_into_one_file(shown, save):
    trace = shown.frame.trace
    read = load_file(save(NumbersWish("trace", "safetensors")))
    assert set(read) == {call.name for call in trace}
    assert all(torch.equal(read[call.name], call.output) for call in trace)


def test_a_report_has_the_layers_that_were_ticked(shown, save):
    text = save(ReportWish(("conv1", "fc1"))).read_text(encoding="utf-8")
    assert re.findall("<h2>(.*?)</h2>", text) == ["Input", "Prediction", "Layers", "conv1", "fc1"]
    assert "Drawing" in text


def test_what_cannot_be_written_is_said_in_one_sentence(shown, exports, tmp_path):
    path = tmp_path / "nowhere" / "a.npy"
    shown.do(exports.save, shown.frame, NumbersWish("map", "npy"), path)
    assert shown.window.message.text() == f"{path}: cannot be written: No such file or directory."


def test_an_export_can_be_cancelled(shown, exports, tmp_path):
    busy = threading.Event()
    shown.window.jobs.submit("busy", "", lambda _job: busy.wait(10), lambda _: None, lambda _: None)
    exports.save(shown.frame, NumbersWish("trace", "npz"), tmp_path / "a.npz")
    shown.window.status.cancelled.emit()
    busy.set()
    shown.settle()
    assert list(tmp_path.glob("*.npz*")) == []
    assert shown.window.message.text() == ""


# ---- the dialog


def test_the_dialog_shows_a_preview_and_saves_where_it_is_told(shown, monkeypatch, tmp_path):
    asked = []

    def answer(parent, title, proposed, kinds):
        asked.append((proposed.rpartition("/")[2], kinds))
        return str(tmp_path / "chosen"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    dialog = dialog_of(shown)
    assert not dialog.picture.preview.pixmap().isNull()
    shown.click(dialog.save_button)
    shown.do(dialog.kind._on_segment_clicked, "numbers")
    shown.click(dialog.save_button)
    assert asked == [("Digit_CNN-conv2-maps.png", "PNG (*.png)"), ("Digit_CNN-conv2-map-3.npy", "NPY (*.npy)")]
    assert {path.name for path in tmp_path.glob("chosen*")} == {"chosen.png", "chosen.npy"}
    assert shown.window.status._hint.text() == "Saved chosen.npy"
    dialog.reject()


def test_the_dialog_itself_says_how_saving_went(shown, monkeypatch, tmp_path):
    path = tmp_path / "nowhere" / "a.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    dialog = dialog_of(shown)
    shown.click(dialog.save_button)
    assert dialog.message.isVisible()
    assert dialog.message.text() == f"{path}: cannot be written: No such file or directory."
    assert shown.window.message.text() == ""
    path.parent.mkdir()
    shown.click(dialog.save_button)
    assert path.is_file()
    assert dialog.message.text() == "Saved a.png"
    shown.do(dialog.kind._on_segment_clicked, "report")
    assert not dialog.message.isVisible()
    dialog.reject()


def test_a_name_without_its_ending_replaces_a_file_only_when_that_is_wished(shown, exports, monkeypatch, tmp_path):
    there, asked, answers = tmp_path / "results.npy", [], ["No", "Yes"]
    there.write_bytes(b"mine")

    def question(_parent, _title, text, *_):
        asked.append(text)
        return QMessageBox.StandardButton[answers.pop(0)]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "results"), ""))
    monkeypatch.setattr(QMessageBox, "question", question)
    wish = NumbersWish("map", "npy")
    shown.do(exports.ask_for_file, shown.frame, wish)
    assert there.read_bytes() == b"mine"
    shown.do(exports.ask_for_file, shown.frame, wish)
    assert np.array_equal(np.load(there), shown.frame.trace["conv2"].output[0, 3].numpy())
    assert asked == ["results.npy already exists.\nDo you want to replace it?"] * 2
    # The file dialog itself has asked about a name that is whole.
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(there), ""))
    shown.do(exports.ask_for_file, shown.frame, wish)
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("layer", "mode", "cut"), [("conv1", "filters", True), ("conv2", "pairs", False), ("fc1", "folded", False)]
)
def test_one_channel_is_offered_where_the_figure_can_be_cut_to_it(shown, layer, mode, cut):
    shown.do(shown.window.controller.pick_layer, layer)
    shown.do(shown.window.session.set, view="Filters", channel=3)
    assert shown.frame.result.mode == mode
    dialog = dialog_of(shown)
    assert (dialog.picture.subject.findData("one") >= 0) is cut
    assert (len(figure_of(shown.frame, shown.state, alone=True).tiles) == 1) is cut
    dialog.reject()


def test_the_dialog_offers_what_there_is(shown):
    shown.do(shown.window.controller.pick_layer, "relu1")
    dialog = dialog_of(shown)
    numbers = dialog.numbers
    assert [numbers.which.itemData(row) for row in range(numbers.which.count())] == ["map", "output", "input", "trace"]
    numbers.which.setCurrentIndex(3)
    assert numbers.wish() == NumbersWish("trace", "safetensors")
    numbers.which.setCurrentIndex(0)
    assert numbers.wish() == NumbersWish("map", "npy")
    dialog.kind._on_segment_clicked("report")
    assert len(dialog.wish().layers) == 16
    dialog.report._tick(Qt.CheckState.Unchecked)
    assert not dialog.save_button.isEnabled()
    dialog.reject()


def test_the_view_on_the_screen_keeps_its_colours(shown):
    dialog = dialog_of(shown)
    page = dialog.picture
    page.ground._on_segment_clicked("dark")
    page.subject.setCurrentIndex(page.subject.findData("view"))
    shown.settle()
    assert page.wish() == PictureWish("view", "png", 2, "light")
    assert not page.preview.pixmap().isNull()
    dialog.reject()


def test_a_copy_is_the_picture_that_would_be_saved(shown):
    dialog = dialog_of(shown)
    shown.click(dialog.copy_button)
    size = figure_plan(figure_of(shown.frame, shown.state, alone=False)).size
    copied = QGuiApplication.clipboard().image()
    assert (copied.width(), copied.height()) == (2 * size.width(), 2 * size.height())
    dialog.reject()


# ---- code and screenshots


def test_the_copied_code_gives_the_value_that_is_shown(shown, exports, capsys):
    shown.do(exports.copy_code.trigger)
    names = {}
    exec(compile(QGuiApplication.clipboard().text(), "clipboard", "exec"), names)
    assert torch.equal(names["output"], shown.frame.trace["conv2"].output)
    assert "channel 3" in QGuiApplication.clipboard().text()


def test_a_screenshot_is_the_window(shown, exports, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "window.png"), ""))
    shown.do(exports.save_screenshot.trigger)
    read = QImage(str(tmp_path / "window.png"))
    assert read.size() == shown.window.size() * shown.window.devicePixelRatioF()


def test_the_key_opens_the_dialog(shown):
    assert shown.window.actions_.exports.export.shortcut() == QKeySequence("Ctrl+E")
    dialog = dialog_of(shown)
    assert dialog.isVisible()
    assert QApplication.activeModalWidget() is dialog
    dialog.reject()


# ---- a network whose values do not all fit into memory


@pytest.fixture
def lean(shown):
    """The same frame with the values of the selected layer only."""
    names = shown.frame.call.name
    trace = capture(shown.state.model.module, shown.frame.run.given, keep=(names,))
    shortage = Shortage(needed=2, available=1)
    run = dataclasses.replace(shown.frame.run, trace=trace, shortage=shortage)
    return dataclasses.replace(shown.frame, trace=trace, call=trace[names], run=run)


def test_a_report_runs_the_network_again_for_values_that_were_not_kept(shown, exports, lean, tmp_path):
    pages = []
    for frame in (shown.frame, lean):
        shown.do(exports.save, frame, ReportWish(("conv1", "relu5")), tmp_path / "a.html")
        pages.append(re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "", (tmp_path / "a.html").read_text(encoding="utf-8")))
    assert pages[0] == pages[1]


def test_what_was_not_kept_is_not_offered_as_numbers(shown, exports, lean, qtbot, tmp_path):
    page = NumbersPage(lean)
    qtbot.addWidget(page)
    assert page.which.findData("trace") == -1
    assert page.which.findData("output") >= 0
    shown.do(exports.save, lean, NumbersWish("trace", "npz"), tmp_path / "a.npz")
    assert "do not fit into memory" in shown.window.message.text()
    assert list(tmp_path.iterdir()) == []
