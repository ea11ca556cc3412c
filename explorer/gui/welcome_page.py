"""The page that the window begins with: four ways in, what was open before, and what this computer has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QSpacerItem, QVBoxLayout, QWidget

from explorer.gui.welcome_art import DigitArt, LessonsArt, NetworkArt, PictureArt
from explorer.gui.welcome_card import Paragraph, WelcomeCard
from explorer.gui.welcome_computer import ComputerPanel, DropArea
from explorer.gui.welcome_recent_list import RecentPanel
from explorer.widgets.safely import safely
from explorer.widgets.theme import colour

if TYPE_CHECKING:
    from explorer.gui.actions import Actions
    from explorer.gui.welcome_lessons import Progress
    from explorer.gui.welcome_sight import Computer, Sight

_WIDEST, _MARGIN, _GAP = 1042, 24, 12
_CARD, _SIDE_BY_SIDE, _LOW, _HIGH = 226, 800, 770, 1000


class WelcomePage(QWidget):
    """Shows what it is told, and wishes; as wide as is good to read, and scrolled where the window is small."""

    close_wanted = Signal()

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Welcome"))
        self.draw = WelcomeCard(DigitArt(), "pencil-simple", actions.new_drawing, primary=True)
        self.picture = WelcomeCard(PictureArt(), "image", actions.open_picture)
        self.model = WelcomeCard(NetworkArt(), "cube", actions.open_model_file)
        self.lessons_art = LessonsArt()
        self.lessons = WelcomeCard(self.lessons_art, "student", actions.lessons)
        self.cards = (self.draw, self.picture, self.model, self.lessons)
        self.recent, self.computer, self.drop_area = RecentPanel(), ComputerPanel(), DropArea()
        self._columns = 0
        self._build_texts()
        self._build_layout()

    # ---- building

    def _build_texts(self) -> None:
        self.draw.set_texts(
            self.tr("Draw a digit"),
            self.tr("The built-in digit network answers while you draw. Nothing to download."),
            self.tr("Start drawing"),
        )
        self.draw.chip.setText(self.tr("ready"))
        self.picture.set_texts(
            self.tr("Open an image"),
            self.tr(
                "See what the open network makes of it. Pretrained ones such as ResNet-18 come from your disk or one "
                "download you confirm."
            ),
            self.tr("Choose image…"),
        )
        self.model.set_texts(
            self.tr("Open my model"),
            self.tr("A PyTorch module, TorchScript, ONNX or a checkpoint with its Python file."),
            self.tr("Open file…"),
        )

    def _build_layout(self) -> None:
        head, words = Paragraph("display"), Paragraph("lead")
        head.setText(self.tr("Look inside a convolutional network"))
        words.setText(
            self.tr(
                "Every layer, every channel and every number behind it, on your own machine. Choose where to begin."
            )
        )
        self._grid, self._below = QGridLayout(), QGridLayout()
        self._grid.setSpacing(_GAP)
        self._below.setHorizontalSpacing(2 * _GAP)
        self._side = QVBoxLayout()
        self._side.setSpacing(_GAP)
        self._side.addWidget(self.computer)
        self._side.addWidget(self.drop_area)
        self._side.addStretch(1)
        self._content = QWidget()
        self._content.setMaximumWidth(_WIDEST)
        self._rows = QVBoxLayout(self._content)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addWidget(head)
        self._rows.addSpacing(6)
        self._rows.addWidget(words)
        self._spaces = (QSpacerItem(0, 0), QSpacerItem(0, 0))
        self._rows.addItem(self._spaces[0])
        self._rows.addLayout(self._grid)
        self._rows.addItem(self._spaces[1])
        self._rows.addLayout(self._below, 1)
        self._build_scrolling()

    def _build_scrolling(self) -> None:
        self._inside = QWidget()
        self._across = QHBoxLayout(self._inside)
        self._across.addStretch(1)
        self._across.addWidget(self._content, 1000)
        self._across.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)

    # ---- showing

    def show_sight(self, sight: Sight) -> None:
        """What the network made of the stored drawing."""
        for card in self.cards:
            card.art.show_sight(sight)

    def show_computer(self, computer: Computer) -> None:
        """What torch and the disk have said."""
        self.computer.show_computer(computer)

    def show_ready(self, ready: bool) -> None:
        """Whether the built-in network is loaded."""
        self.draw.chip.setVisible(ready)

    def show_lessons(self, progress: Progress) -> None:
        """How many there are, and where the user is."""
        count, number = len(progress.titles), progress.current + 1
        text = self.tr("{0} short lessons with a convolution lab, in English and Korean. Stop at any time.")
        button = self.tr("Go on with lesson {0}") if progress.begun else self.tr("Start lesson {0}")
        self.lessons.set_texts(self.tr("Take the tour"), text.format(count), button.format(number))
        self.lessons_art.show_lessons(progress.titles, progress.done, progress.current)

    # ---- fitting

    def _fit(self) -> None:
        """As many cards in a row as there is room for; less air where the window is low."""
        width, low = min(_WIDEST, self.width() - 2 * _MARGIN), self.height() < _LOW
        columns = max(n for n in (1, 2, 4) if n == 1 or n * _CARD + (n - 1) * _GAP <= width)
        if columns != self._columns:
            self._columns = columns
            self._place_cards(columns)
            self._place_panels(side_by_side=width >= _SIDE_BY_SIDE)
        margin = 20 if low else 48 if self.height() < _HIGH else 96
        self._across.setContentsMargins(_MARGIN, margin, _MARGIN, 16 if low else 32)
        for space, room in zip(self._spaces, (16, 18) if low else (28, 32), strict=True):
            space.changeSize(0, room)
        for card in self.cards:
            card.set_compact(low)
        self._rows.invalidate()

    def _place_cards(self, columns: int) -> None:
        for number, card in enumerate(self.cards):
            self._grid.addWidget(card, number // columns, number % columns)
        for column in range(len(self.cards)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _place_panels(self, side_by_side: bool) -> None:
        self._below.removeWidget(self.recent)
        self._below.removeItem(self._side)
        self._below.addWidget(self.recent, 0, 0)
        self._below.addLayout(self._side, 0 if side_by_side else 1, 1 if side_by_side else 0)
        self._below.setColumnStretch(0, 12)
        self._below.setColumnStretch(1, 7 if side_by_side else 0)
        self._below.setVerticalSpacing(_GAP)

    # ---- Qt

    @safely
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @safely
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        else:
            super().keyPressEvent(event)

    @safely
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), colour("bg"))
