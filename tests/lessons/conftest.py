"""One window for all that is tried with the lessons."""

import pytest
from hand import end
from student import Student

from explorer.data.strokes import DIGITS
from explorer.widgets import theme
from explorer.widgets.strokes import SIDE, Stroke


@pytest.fixture(scope="module")
def student(qapp, tmp_path_factory):
    """A student who has drawn a 3."""
    theme.apply(qapp, "light")
    student = Student(tmp_path_factory.mktemp("student"))
    student.do(student.window.open_model, "digits")
    lines = [Stroke(tuple((x * SIDE, y * SIDE) for x, y in points), 18) for points in DIGITS[3]]
    student.do(student.pad.set_strokes, lines)
    yield student
    end(student.window)
