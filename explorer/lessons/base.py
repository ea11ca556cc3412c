"""What every lesson is: what the window is set to, numbers worked out by the program, steps to try, one question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from explorer.core.graph import Trace
    from explorer.core.lab import LabSetup
    from explorer.lessons._shown import Shown
    from explorer.session import State

Value = int | float | str
MOST_ANSWERS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What the window is set to when a lesson begins: a convolution in the laboratory, or a network and a picture.

    Attributes:
        lab: the convolution; None for a lesson about a network, which all other fields are for.
        model: the reference of the network.
        digit: what is drawn on the canvas, None where a sample is shown.
        sample: the name of the picture in the gallery.
        layer: the name of the selected call.
        view: the title of the layer view in front.
        channel: the selected channel.
        cell: (row, column) of the picked cell.
        docks: the object names of the docks that are of use beside the lesson.
        centre: whether drawings are put into the middle before the network gets them.
    """

    lab: LabSetup | None = None
    model: str = "digits"
    digit: int | None = None
    sample: str = ""
    layer: str | None = None
    view: str = "Feature maps"
    channel: int = 0
    cell: tuple[int, int] | None = None
    docks: tuple[str, ...] = ("input",)
    centre: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What the window shows now; a step says by it whether it is done.

    Attributes:
        start: the session's State when the lesson began.
        state: the one now.
        trace: what the network did last, None before it has run.
        lab: the laboratory's setup, None where none is open.
    """

    start: State
    state: State
    trace: Trace | None
    lab: LabSetup | None


@dataclass(frozen=True, slots=True)
class Question:
    """One question; what is right has been computed.

    Attributes:
        answers: what can be chosen, each once: numbers, or keys of words in the lesson's text.
        right: one of them.
    """

    answers: tuple[Value, ...]
    right: Value


class Lesson:
    """Subclasses are found by walking the folder. What they show and ask is in the text files of the same `name`."""

    order: ClassVar[int] = 0
    name: ClassVar[str] = ""
    """`07-stride`: of the text files in `resources/lessons/*`."""
    steps: ClassVar[tuple[Callable[[Look], bool] | None, ...]] = ()
    """How the window tells that each line under "Try it" is done; None where only the user knows."""

    def scene(self) -> Scene:
        """What the window is set to; cheap, for it is made on the GUI thread, and without torch."""
        raise NotImplementedError

    def numbers(self, shown: Shown | None) -> Mapping[str, Value]:
        """What the placeholders of the texts stand for; runs in the model thread.

        Args:
            shown: the network and the picture on the screen, None for a lesson in the laboratory.
        """
        raise NotImplementedError

    def question(self, numbers: Mapping[str, Value]) -> Question:
        """The question that the texts ask; its answers are made of the numbers."""
        raise NotImplementedError


def choice(right: Value, *wrong: Value) -> Question:
    """A question about a number: at most four different answers, the smallest first, as the usual mistakes give."""
    different = list(dict.fromkeys((right, *wrong)))[:MOST_ANSWERS]
    return Question(tuple(sorted(different, key=lambda value: (isinstance(value, str), value))), right)
