"""A sum in one line: read to its end, also where there is hardly room."""

import pytest
from PySide6.QtGui import QFontMetricsF, QPainter

from explorer.widgets import theme
from explorer.widgets.sum_line import SumLine

WORDS = [("sum of the shown terms =", False), ("−2.20607", True), ("network =", False), ("−2.20606", True)]


@pytest.fixture
def painted(monkeypatch):
    """What is painted, with the size of its letters."""
    texts = []
    paint = QPainter.drawText

    def seen(painter, *args):
        texts.append((args[-1], painter.font().pixelSize()))
        return paint(painter, *args)

    monkeypatch.setattr(QPainter, "drawText", seen)
    return texts


def grabbed(qtbot, qapp, width):
    theme.apply(qapp, "light")
    line = SumLine()
    qtbot.addWidget(line)
    line.show_sum(WORDS, "", agrees=True)
    line.resize(width, 30)
    line.grab()


def test_with_room_it_has_the_letters_of_the_look(qtbot, qapp, painted):
    grabbed(qtbot, qapp, 600)
    roles = [theme.font("strong" if strong else "label").pixelSize() for _, strong in WORDS]
    assert painted == [(word, size) for (word, _), size in zip(WORDS, roles, strict=True)]


def test_where_it_is_narrow_letters_shrink_before_numbers_lose_digits(qtbot, qapp, painted):
    fonts = [theme.font("strong" if strong else "label") for _, strong in WORDS]
    whole = sum(QFontMetricsF(font).horizontalAdvance(word) for font, (word, _) in zip(fonts, WORDS, strict=True))
    grabbed(qtbot, qapp, round(whole))
    assert [text for text, _ in painted] == [word for word, _ in WORDS]
    assert all(10 <= size < font.pixelSize() for (_, size), font in zip(painted, fonts, strict=True))


def test_letters_are_never_too_small_to_read(qtbot, qapp, painted):
    grabbed(qtbot, qapp, 120)
    assert min(size for _, size in painted) == 10
