"""What every laboratory promises, for whatever file the folder gains."""

import subprocess
import sys

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from explorer import labs
from explorer.data.pictures import Picture
from explorer.discover import discover
from explorer.labs.base import Given, Lab
from explorer.widgets import theme

LABS = discover(labs, Lab)


@pytest.fixture(params=LABS, ids=lambda kind: kind.__name__)
def lab(request, jobs, qtbot):
    lab = request.param(jobs)
    qtbot.addWidget(lab)
    lab.resize(1280, 700)
    lab.take(Given())
    lab.show()
    yield lab
    qtbot.waitUntil(jobs.is_idle)


def given():
    grey = np.zeros((280, 280), np.uint8)
    grey[60:200, 100:140] = 255
    return Given(
        Picture(Image.fromarray(grey), "Drawing", "drawing"), np.random.rand(1, 28, 28).astype(np.float32), "Net"
    )


def test_labs_say_what_they_are():
    assert all(kind.title and kind.icon and kind.keys for kind in LABS)
    assert [kind.order for kind in LABS] == sorted({kind.order for kind in LABS})


def test_reading_the_folder_imports_nothing_that_pages_are_made_of():
    code = (
        "import sys; from explorer import labs; from explorer.discover import discover; "
        "from explorer.labs.base import Lab; print(len(discover(labs, Lab))); "
        "dear = ('explorer.labs._', 'numpy', 'torch', 'PIL'); "
        "print([name for name in sys.modules if name.startswith(dear)])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.split("\n")[:2] == [str(len(LABS)), "[]"], done.stderr


def test_any_size_and_both_themes_will_do(lab, qapp, monkeypatch):
    complaints = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, traceback: complaints.append(error))
    for name in ("light", "dark"):
        theme.apply(qapp, name)
        for size in ((1600, 900), (980, 600), (300, 200)):
            lab.resize(*size)
            assert not lab.grab().isNull()
    theme.apply(qapp, "light")
    assert lab.minimumSizeHint().width() <= 800
    assert complaints == []


def test_a_setup_comes_back_as_it_was(lab):
    setup = lab.setup()
    lab.take(given())
    lab.set_up(setup)
    assert lab.setup() is setup
    with pytest.raises(ValueError, match=r"\w"):
        lab.set_up("nothing of the kind")


def test_another_picture_is_told_and_costs_no_new_widgets(lab, qtbot):
    counts = []
    for _ in range(2):
        with qtbot.waitSignal(lab.changed):
            lab.take(given())
        counts.append(len(lab.findChildren(QWidget)))
    assert len(set(counts)) == 1


def test_what_is_the_same_changes_nothing(lab, qtbot):
    same = given()
    lab.take(same)
    with qtbot.assertNotEmitted(lab.changed):
        lab.take(Given(same.picture, same.seen, same.network))


def test_escape_asks_to_close(lab, qtbot):
    with qtbot.waitSignal(lab.close_wanted):
        QTest.keyClick(lab, Qt.Key.Key_Escape)
