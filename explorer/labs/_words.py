"""What the convolution laboratory says of its input, and why there may be no output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from explorer.widgets.said import said

if TYPE_CHECKING:
    from explorer.core.lab import LabSetup
    from explorer.labs._sources import Source


class Words(QObject):
    """Sentences in the user's language."""

    def of_input(self, setup: LabSetup, source: Source) -> str:
        """`the drawing, 13 × 13, zero padding 1`."""
        names = {
            "drawing": self.tr("the drawing"),
            "picture": said(source.label),
            "digit": self.tr("a drawn {0}").format(source.label),
            "seen": self.tr("what {0} sees").format(source.label),
            "ramp": self.tr("a ramp"),
            "edge": self.tr("an edge"),
            "colour": said(source.label),
            "sample": self.tr("a beach ball"),
            "own": self.tr("own values"),
        }
        size = setup.image.shape if setup.channels > 1 else setup.image_size
        text = f"{names[source.kind]}, {' × '.join(map(str, size))}"
        modes = {
            "zeros": self.tr("{0}, zero padding {1}"),
            "reflect": self.tr("{0}, reflected padding {1}"),
            "replicate": self.tr("{0}, replicated padding {1}"),
            "circular": self.tr("{0}, circular padding {1}"),
        }
        return modes[setup.padding_mode].format(text, setup.padding) if setup.padding else text

    def of_problem(self, setup: LabSetup) -> str:
        """Why there is no output and what would help; empty where there is one."""
        if setup.problem == "padding":
            text = self.tr("No output: this padding mode takes its {0} rings from the input, which is too small for so "
                           "many. Choose less padding, or another mode.")  # fmt: skip
            return text.format(setup.padding)
        if setup.problem == "kernel":
            text = self.tr("No output: the kernel reaches over {0} × {1} cells, the input with its padding has "
                           "{2} × {3}. Choose a smaller kernel or dilation, or more padding.")  # fmt: skip
            # A size is not torn apart at the end of a line.
            return text.format(*setup.reach, *setup.padded_size).replace(" × ", "\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}")
        return ""
