"""The Preferences dialog: how the window looks, how maps are shown at first, and what it starts with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from explorer.core.colour_maps import names
from explorer.gui import languages
from explorer.gui import settings as known
from explorer.gui.menu_walk import plain
from explorer.widgets.colour_map_box import ColourMapBox
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.segmented import SegmentedControl
from explorer.widgets.switch import Switch

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from explorer.gui.preferring import Preferring
    from explorer.gui.window import MainWindow


class PreferencesDialog(QDialog):
    """Every change holds at once; Restore defaults takes all of them back."""

    def __init__(self, window: MainWindow, preferring: Preferring) -> None:
        super().__init__(window)
        self._window, self._preferring = window, preferring
        self._languages = window.actions_.more.languages
        self._text_sizes = window.actions_.more.text_size
        self._coming = False
        self.setWindowTitle(self.tr("Preferences"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnMinimumWidth(0, 150)
        self._grid.setColumnMinimumWidth(1, 342)
        self._grid.setColumnStretch(1, 1)
        self._add_look()
        self._add_maps()
        self._add_start()
        self._add_drawing()
        self._add_trust()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        column.addLayout(self._grid)
        column.addStretch(1)
        column.addWidget(self._built_place())
        column.addLayout(self._built_buttons())
        self.show_settings()

    # ---- building

    def _add_look(self) -> None:
        self._section(self.tr("Look"))
        self.theme = SegmentedControl()
        for name, text in (("system", self.tr("System")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))):
            self.theme.add_segment(name, text)
        self.theme.changed.connect(self._window.set_theme)
        self._row(self.tr("&Theme"), self.theme)
        self.language = QComboBox()
        for code, action in self._languages.actions.items():
            self.language.addItem(plain(action.text()), code)
        self.language.setToolTip(self.tr("The window is filled anew, with everything where it is"))
        self.language.activated.connect(lambda _place: self._speak(self.language.currentData()))
        self._row(self.tr("&Language"), self.language)
        self.text_size = SegmentedControl()
        for scale, action in self._text_sizes.actions.items():
            self.text_size.add_segment(str(scale), plain(action.text()))
        self.text_size.changed.connect(lambda scale: self._write_as_large_as(float(scale)))
        self._row(self.tr("Te&xt size"), self.text_size)
        comfort = self._window.actions_.comfort
        for action in (comfort.high_contrast, comfort.reduced_motion):
            self._row("", self._switch(action))

    def _add_maps(self) -> None:
        self._section(self.tr("Maps, at first"))
        self.signed, self.positive = ColourMapBox(), ColourMapBox()
        self._signed_name, self._positive_name = QLabel(), QLabel()
        for box, name in ((self.signed, self._signed_name), (self.positive, self._positive_name)):
            box.picked.connect(self._on_map_picked)
            name.setProperty("role", "label")
        self._row(self.tr("&Signed values"), self.signed, self._signed_name)
        self._row(self.tr("&Non-negative values"), self.positive, self._positive_name)
        self.scale = SegmentedControl()
        for mode, text in (
            ("channel", self.tr("Channel")),
            ("layer", self.tr("Layer")),
            ("network", self.tr("Network")),
        ):
            self.scale.add_segment(mode, text)
        self.scale.changed.connect(self._preferring.set_scale)
        self._row(self.tr("One &colour range for the"), self.scale)

    def _add_start(self) -> None:
        self._section(self.tr("Start and end"))
        self.model = QComboBox()
        self.model.setEditable(True)
        self.model.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.model.setMinimumWidth(220)
        self.model.editTextChanged.connect(self._preferring.set_model)
        self.open_one = QPushButton(self.tr("The &open one"))
        self.open_one.setAutoDefault(False)
        self.open_one.clicked.connect(self._on_open_one_clicked)
        self._row(self.tr("Net&work"), self.model, self.open_one)
        self._row("", self._switch(self._window.actions_.more.welcome.at_start, self.tr("Show the welcome page")))
        self.autosave = Switch(self.tr("Keep the session by itself"))
        self.autosave.setToolTip(
            self.tr("Half a minute after a change and at the end; offered at the next start after a crash")
        )
        self.autosave.clicked.connect(self._preferring.set_autosave)
        self._row("", self.autosave)

    def _add_drawing(self) -> None:
        self._section(self.tr("Drawing"))
        self._row("", self._switch(self._window.actions_.half_size))

    def _add_trust(self) -> None:
        self._section(self.tr("Safety"))
        self._trusted = QLabel()
        self.forget = QPushButton(self.tr("&Forget consents"))
        self.forget.setAutoDefault(False)
        self.forget.setToolTip(self.tr("Ask again before any file of yours runs code; open networks stay open"))
        self.forget.clicked.connect(self._on_forget_clicked)
        self._row(self.tr("Files that may run code"), self._trusted, self.forget)
        self._trusted.setAccessibleName("")  # its text is what is to be heard

    def _section(self, title: str) -> None:
        row = self._grid.rowCount()
        head = QLabel(title)
        head.setProperty("role", "section")
        if row > 1:
            self._grid.setRowMinimumHeight(row, 6)
        self._grid.addWidget(head, row + 1, 0, 1, 2)

    def _row(self, text: str, *widgets: QWidget) -> None:
        """A caption whose mnemonic leads to the first of the widgets."""
        row = self._grid.rowCount()
        if text:
            label = QLabel(text)
            label.setProperty("role", "label")
            label.setBuddy(widgets[0])
            widgets[0].setAccessibleName(plain(text))
            self._grid.addWidget(label, row, 0)
        line = QHBoxLayout()
        line.setSpacing(10)
        for widget in widgets:
            line.addWidget(widget)
        line.addStretch(1)
        self._grid.addLayout(line, row, 1)

    def _switch(self, action: QAction, text: str = "") -> Switch:
        """A switch that is the same as an entry of a menu."""
        switch = Switch(text or plain(action.text()))
        switch.setToolTip(action.toolTip())
        switch.setChecked(action.isChecked())
        switch.toggled.connect(action.setChecked)
        action.toggled.connect(switch.setChecked)
        return switch

    def _built_place(self) -> ElidedLabel:
        place = ElidedLabel("caption", Qt.TextElideMode.ElideMiddle)
        place.set_whole_text(self.tr("Kept in {0}").format(self._preferring.settings.fileName()))
        return place

    def _built_buttons(self) -> QHBoxLayout:
        self.restore_button = QPushButton(self.tr("&Restore defaults"))
        self.restore_button.setAutoDefault(False)
        self.restore_button.clicked.connect(self._on_restore_clicked)
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self.restore_button)
        row.addStretch(1)
        row.addWidget(close)
        return row

    # ---- showing

    def show_settings(self) -> None:
        """What is chosen now."""
        settings = self._preferring.settings
        self.theme.set_current(known.THEME.read(settings))
        self.text_size.set_current(str(known.TEXT_SIZE.read(settings)))
        self.language.setCurrentIndex(self.language.findData(languages.chosen(settings)))
        self.scale.set_current(known.SCALE.read(settings))
        self._show_maps()
        self.autosave.setChecked(known.AUTOSAVE.read(settings))
        recent = [entry.reference for entry in self._window.controller.opener.remembered.recent()]
        self.model.blockSignals(True)
        self.model.clear()
        self.model.addItems(list(dict.fromkeys([known.MODEL.default, *recent])))
        self.model.setEditText(known.MODEL.read(settings))
        self.model.blockSignals(False)
        self.open_one.setEnabled(self._window.session.state.model is not None)

        self._show_trust()

    def _show_trust(self) -> None:
        count = len(self._window.controller.opener.remembered.trust().digests)
        self._trusted.setText(str(count) if count else self.tr("none"))
        self.forget.setEnabled(count > 0)

    def _show_maps(self) -> None:
        settings = self._preferring.settings
        signed, positive = known.SIGNED_MAP.read(settings), known.POSITIVE_MAP.read(settings)
        self.signed.show_maps(names(signed=True), signed)
        self.positive.show_maps(names(signed=False), positive)
        self._signed_name.setText(signed)
        self._positive_name.setText(positive)

    # ---- the hand

    def _on_map_picked(self) -> None:
        self._preferring.set_maps(self.signed.currentText(), self.positive.currentText())
        self._show_maps()

    def _on_open_one_clicked(self) -> None:
        model = self._window.session.state.model
        if model is not None:
            self.model.setEditText(model.name)

    def _on_forget_clicked(self) -> None:
        self._window.controller.opener.remembered.withdraw()
        self._show_trust()
        self.restore_button.setFocus()  # the keyboard would be lost with the button that has it

    def _on_restore_clicked(self) -> None:
        letters = known.TEXT_SIZE.read(self._preferring.settings)
        self._preferring.restore()
        self._text_sizes.set(known.TEXT_SIZE.default)
        self._speak(languages.SYSTEM)
        if letters != known.TEXT_SIZE.default:
            self._come_again()

    def _speak(self, name: str) -> None:
        """Another language; this dialog goes with the old one, and comes again."""
        before = languages.spoken(languages.chosen(self._preferring.settings))
        self._languages.set(name)
        if languages.spoken(languages.chosen(self._preferring.settings)) == before:
            self.show_settings()
            return
        self._come_again()

    def _write_as_large_as(self, scale: float) -> None:
        """Another size of texts, for this dialog, too."""
        before = known.TEXT_SIZE.read(self._preferring.settings)
        self._text_sizes.set(scale)
        if known.TEXT_SIZE.read(self._preferring.settings) == before:
            self.show_settings()
        else:
            self._come_again()

    def _come_again(self) -> None:
        if self._coming:
            return
        self._coming = True
        window = self._window
        # After the window has been filled anew, which waits for its turn, too.
        QTimer.singleShot(0, window, lambda: window.actions_.more.preferring.show())
