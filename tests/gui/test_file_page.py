"""Opening a model's file through the dialog: networks of a Python file, arguments, weights, shape and class names."""

from __future__ import annotations

import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from torch import nn

from explorer.errors import ModelError
from explorer.gui.file_texts import shapes_in
from explorer.gui.model_dialog import ModelDialog
from explorer.gui.trust_dialog import TrustDialog

SOURCE = """
from torch import nn
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
    def forward(self, x):
        return self.conv(x).relu()
class Net(nn.Module):
    def __init__(self, num_classes):
        super().__init__()
        self.block = Block()
        self.head = nn.Linear(4, num_classes)
    def forward(self, x):
        return self.head(self.block(x).mean((2, 3)))
def make_small(num_classes=2):
    return Net(num_classes)
"""

pytestmark = pytest.mark.usefixtures("own_imports")


class Page:
    """A hand on the page, and on the dialog and the window round it."""

    def __init__(self, hand, path, weights=None):
        self.hand = hand
        hand.window.questions.ask_for_file(path, weights)
        self.dialog = next(dialog for dialog in hand.window.findChildren(ModelDialog) if dialog.isVisible())
        self.page = self.dialog.files

    def open(self, consent=True):
        self.page.open_button.click()
        if consent:
            self.hand.wait_for(lambda: bool(self.asked()))
            self.asked()[0].run_button.click()
        self.hand.settle()

    def asked(self):
        return [dialog for dialog in self.hand.window.findChildren(TrustDialog) if dialog.isVisible()]

    def networks(self):
        return [self.page.network.itemText(number) for number in range(self.page.network.count())]


@pytest.fixture
def net(tmp_path):
    path = tmp_path / "net.py"
    path.write_text(SOURCE)
    return path


@pytest.fixture
def weights(tmp_path):
    """Weights of a network with five classes, whose convolution's bias is 7."""

    class Block(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(3, 4, 3)

    state = {**{f"block.{key}": value for key, value in Block().state_dict().items()}}
    state["block.conv.bias"] = torch.full((4,), 7.0)
    state.update({f"head.{key}": value for key, value in nn.Linear(4, 5).state_dict().items()})
    path = tmp_path / "trained.pt"
    torch.save({"model": {f"module.{key}": value for key, value in state.items()}, "accuracy": 0.9}, path)
    return path


def test_the_networks_of_a_file_are_listed_without_running_it(hand, net):
    page = Page(hand, net)
    assert page.networks() == ["make_small(num_classes=2)   function", "Block()   class", "Net(num_classes)   class"]
    assert page.asked() == []
    assert page.page.weights.isVisible()


def test_what_a_factory_makes_is_not_taken_for_trained(hand, net):
    page = Page(hand, net)
    assert page.page.preview.text().endswith(
        "opens make_small() with the weights that its code makes: random ones, unless it loads some."
    )
    page.open()
    assert hand.state.model.title == "make_small"
    assert "(random, it loads none): its maps are true, its predictions mean nothing" in hand.window.message.text()


def test_a_network_opens_with_arguments_weights_shape_and_names_which_are_remembered(hand, net, weights, tmp_path):
    names = tmp_path / "names.txt"
    names.write_text("a\nb\nc\nd\ne\n")
    page = Page(hand, net)
    page.page.network.setCurrentIndex(page.networks().index("Net(num_classes)   class"))
    page.page.arguments.setText("num_classes=5")
    page.page.weights.set_path(weights)
    page.page.shape.setText("3 x 20 x 24")
    page.page.names.choose_file(str(names))
    assert page.page.preview.text() == (
        "net.py defines 3 networks: choose one of them above.\n"
        "Runs net.py, after asking you, and opens Net(num_classes=5) with the weights in trained.pt."
    )
    page.open()
    model = hand.state.model
    assert model.title == "Net(num_classes=5)"
    assert model.class_names == ("a", "b", "c", "d", "e")
    assert hand.frame.trace.inputs["input"].shape == (1, 3, 20, 24)
    assert model.module.block.conv.bias.tolist() == [7.0] * 4
    assert hand.window.findChild(ModelDialog) is None
    reference = model.name
    hand.open_model("digits")
    hand.open_model(reference)
    assert hand.state.model.class_names == ("a", "b", "c", "d", "e")
    assert hand.state.model.input_shape == (3, 20, 24)
    assert hand.state.model.module.block.conv.bias.tolist() == [7.0] * 4


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("arguments", "", "Net needs its arguments: num_classes."),
        ("arguments", "open('x')", "plain values"),
        ("shape", "3, 20", "is no input shape"),
        ("weights", "nowhere.pt", "there is no such file"),
        ("file", "nowhere.py", "there is no such file"),
    ],
)
def test_what_is_wrong_is_said_in_the_page_and_nothing_is_opened(hand, net, field, text, words):
    model = hand.state.model
    page = Page(hand, net)
    page.page.network.setCurrentIndex(page.networks().index("Net(num_classes)   class"))
    page.page.arguments.setText("3")
    control = getattr(page.page, field)
    (control.setText if hasattr(control, "setText") else control.line.setText)(text)
    page.open(consent=False)
    assert words in page.page.message.text()
    assert page.dialog.isVisible()
    assert page.asked() == []
    assert hand.state.model is model


def test_a_file_that_does_not_open_is_said_in_the_page_which_stays(hand, net):
    net.write_text(SOURCE.replace("self.head = nn.Linear", "self.head = nn.Missing"))
    page = Page(hand, net)
    page.page.network.setCurrentIndex(page.networks().index("Net(num_classes)   class"))
    page.page.arguments.setText("3")
    page.open()
    assert (
        "Net cannot be made: AttributeError: module 'torch.nn' has no attribute 'Missing'" in page.page.message.text()
    )
    assert page.dialog.isVisible()
    assert hand.state.model.name == "digits"
    net.write_text(SOURCE)
    page.open()
    assert hand.state.model.title == "Net(3)"


def test_a_syntax_error_is_said_when_the_file_is_chosen(hand, net):
    net.write_text("class Net(:\n")
    page = Page(hand, net)
    assert "net.py, line 1: is not Python" in page.page.message.text()


def test_a_python_file_with_several_networks_that_is_opened_from_elsewhere_asks_which(hand, net):
    net.write_text(SOURCE.replace("return Net(num_classes)", "return nn.Conv2d(3, 4, 3)"))
    hand.window.open_model(str(net))
    page = next(dialog for dialog in hand.window.findChildren(ModelDialog) if dialog.isVisible()).files
    assert page.isVisible()
    assert page.file.path() == net


def test_a_file_of_weights_is_described_and_opened(hand, tmp_path, weights):
    page = Page(hand, weights)
    assert page.page.preview.text().startswith("Weights (checkpoint)")
    assert not page.page.network.isVisible()
    (tmp_path / "empty.pt").touch()
    page.page.file.set_path(tmp_path / "empty.pt")
    assert page.page.preview.text().startswith("empty.pt: is empty")


def test_enter_opens_what_is_filled_in(hand, net):
    page = Page(hand, net)
    page.page.network.setCurrentIndex(page.networks().index("make_small(num_classes=2)   function"))
    QTest.keyClick(page.page.shape, Qt.Key.Key_Return)
    hand.wait_for(lambda: bool(page.asked()))
    page.asked()[0].run_button.click()
    hand.settle()
    assert hand.state.model.title == "make_small"


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("", ()),
        ("3,224,224", ((3, 224, 224),)),
        (" 3 x 8 x 9 ", ((3, 8, 9),)),
        ("1×28×28; 3, 4, 5", ((1, 28, 28), (3, 4, 5))),
    ],
)
def test_shapes_are_read_as_people_write_them(text, shapes):
    assert shapes_in(text) == shapes


@pytest.mark.parametrize("text", ["3", "3,0,4", "a,b,c", "3,4,5;", "-1,2,3"])
def test_what_is_no_shape_is_said(text):
    with pytest.raises(ModelError, match="no input shape"):
        shapes_in(text)
