"""A page for opening a model's file: for Python which network of it, with which arguments and weights."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from explorer.errors import ExplorerError, ModelError
from explorer.gui.class_names_field import ClassNamesField
from explorer.gui.file_texts import described, shapes_in
from explorer.gui.path_field import PathField
from explorer.models.definitions import definitions, literal_arguments
from explorer.models.remembered import Choice
from explorer.widgets.message_bar import MessageBar
from explorer.widgets.said import said

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from explorer.jobs import Jobs
    from explorer.models.definitions import Definition

_NAMES = "class names"
_WEIGHTS = "*.safetensors *.pt *.pth *.th *.ckpt *.bin"


class FilePage(QWidget):
    """Emits `chosen(reference, choice)` with what was filled in; what is wrong with it is said in the page."""

    chosen = Signal(str, object)
    closed = Signal()
    """The user wants none."""

    def __init__(self, jobs: Jobs, choice_of: Callable[[str], Choice], parent: QWidget | None = None) -> None:
        """Make an empty page.

        Args:
            jobs: where class names are read.
            choice_of: how a model was opened before, by its reference.
            parent: Qt's.
        """
        super().__init__(parent)
        self._jobs, self._choice_of = jobs, choice_of
        self._offered: list[Definition] = []
        self._read: Path | None = None
        self._build_fields()
        self._build_layout()
        self._connect()
        self._show_file()

    # ---- building

    def _build_fields(self) -> None:
        every = self.tr("All files (*)")
        models = self.tr("Models ({0})").format(f"{_WEIGHTS} *.pt2 *.onnx *.py")
        self.file = PathField(self.tr("File"), f"{models};;{every}", self.tr("Weights, an exported network, or net.py"))
        self.network = QComboBox()
        self.network.setAccessibleName(self.tr("Network"))
        self.arguments = QLineEdit()
        self.arguments.setAccessibleName(self.tr("Arguments"))
        weights = self.tr("Weights ({0})").format(_WEIGHTS)
        self.weights = PathField(self.tr("Weights"), f"{weights};;{every}", self.tr("As its code makes them"))
        self.shape = QLineEdit()
        self.shape.setAccessibleName(self.tr("Input shape"))
        self.shape.setPlaceholderText(self.tr("Found from its layers; or channels, height, width, as in 3, 224, 224"))
        self.names = ClassNamesField()
        self.preview = QLabel()
        self.preview.setWordWrap(True)
        self.preview.setTextFormat(Qt.TextFormat.PlainText)
        self.preview.setProperty("role", "label")
        self.message = MessageBar()
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.setAutoDefault(False)
        self.open_button = QPushButton(self.tr("Open"))
        self.open_button.setProperty("primary", True)

    def _build_layout(self) -> None:
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(10)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._form.addRow(self.tr("File"), self.file)
        self._form.addRow(self.tr("Network"), self.network)
        self._form.addRow(self.tr("Arguments"), self.arguments)
        self._form.addRow(self.tr("Weights"), self.weights)
        self._form.addRow(self.tr("Input shape"), self.shape)
        self._form.addRow(self.tr("Class names"), self.names)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(14)
        column.addLayout(self._form)
        column.addWidget(self.preview)
        column.addWidget(self.message)
        column.addStretch(1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.file.changed.connect(self._show_file)
        self.network.currentIndexChanged.connect(self._show_network)
        self.arguments.textChanged.connect(self._show_preview)
        self.weights.changed.connect(self._show_preview)
        self.shape.textChanged.connect(self._show_preview)
        self.close_button.clicked.connect(self.closed)
        self.open_button.clicked.connect(self._on_open_clicked)

    # ---- what others say

    def show_file(self, path: Path | None, weights: Path | None) -> None:
        """Fill in a file and its weights where they are known, and wait for the rest."""
        if path is not None:
            self.file.set_path(path)
        if weights is not None:
            self.weights.set_path(weights)
            if path is None and not self._is_python():
                self.preview.setText(self.tr("Choose the Python file that defines the network of {0}.").format(weights))
        (self.file if path is None else self.arguments if self._needed() else self.open_button).setFocus()

    def show_failure(self, sentence: str) -> None:
        """What was chosen did not open."""
        self.message.show_message("danger", sentence)

    # ---- what is filled in

    def _is_python(self) -> bool:
        path = self.file.path()
        return path is not None and path.suffix.lower() == ".py"

    def _definition(self) -> Definition | None:
        number = self.network.currentIndex()
        return self._offered[number] if self._is_python() and 0 <= number < len(self._offered) else None

    def _needed(self) -> int:
        """How many arguments have to be given and are not."""
        definition = self._definition()
        return 0 if definition is None or self.arguments.text().strip() else definition.needed

    def _reference(self) -> str:
        """What names the model. Raises ModelError where something is missing or wrong."""
        path = self.file.path()
        if path is None:
            raise ModelError(self.tr("Choose a file first."))
        if not path.is_file():
            raise ModelError(self.tr("{0}: there is no such file.").format(path))
        if not self._is_python():
            return str(path)
        definition = self._definition()
        if definition is None:
            raise ModelError(self.tr("{0}: defines no network.").format(path))
        if self._needed():
            raise ModelError(self.tr("{0} needs its arguments: {1}.").format(definition.name, definition.arguments))
        arguments = self.arguments.text().strip()
        literal_arguments(arguments)
        return f"{path}:{definition.name}" + (f"({arguments})" if arguments else "")

    def _choice(self, reference: str) -> Choice:
        """How to open it: as before, but for what is filled in. Raises ModelError."""
        known, shapes = self._choice_of(reference), shapes_in(self.shape.text())
        preprocessing = known.preprocessing
        if shapes and preprocessing is not None and preprocessing.input_shape != shapes[0]:
            preprocessing = None
        weights = self.weights.path() if self._is_python() else None
        if weights is not None and not weights.is_file():
            raise ModelError(self.tr("{0}: there is no such file.").format(weights))
        return replace(known, weights=weights, input_shapes=shapes, preprocessing=preprocessing)

    # ---- showing

    def _show_file(self) -> None:
        """Another file: what there is to choose in it, and how it was opened before."""
        path = self.file.path()
        self.message.clear()
        python = self._is_python()
        if path != self._read:
            self._read = path
            self._list_networks()
            self._fill_in()
        for field in (self.network, self.arguments, self.weights):
            self._form.setRowVisible(field, python)
        self._show_network()

    def _list_networks(self) -> None:
        path = self.file.path()
        self._offered = []
        if path is not None and self._is_python() and path.is_file():
            try:
                self._offered = definitions(path.read_bytes(), str(path))
            except (ExplorerError, OSError) as error:
                self.show_failure(said(error))
        self.network.blockSignals(True)
        self.network.clear()
        for one in self._offered:
            kind = self.tr("class") if one.kind == "class" else self.tr("function")
            self.network.addItem(f"{one.name}({one.arguments})   {kind}")
        self.network.blockSignals(False)

    def _fill_in(self) -> None:
        """How the file was opened before."""
        definition = self._definition()
        path = self.file.path()
        known = Choice()
        if path is not None and path.is_file():
            known = self._choice_of(str(path) if definition is None else f"{path}:{definition.name}")
        if known.weights is not None:
            self.weights.set_path(known.weights)
        self.shape.setText("; ".join(", ".join(map(str, shape)) for shape in known.input_shapes))
        self.names.show_own(len(known.class_names or ()))

    def _show_network(self) -> None:
        definition = self._definition()
        arguments = "" if definition is None else definition.arguments
        self.arguments.setPlaceholderText(arguments or self.tr("None are needed"))
        self._show_preview()

    def _show_preview(self) -> None:
        self.open_button.setEnabled(self.file.path() is not None)
        self.preview.setText(self._preview())

    def _preview(self) -> str:
        """What will be opened, in one line."""
        path = self.file.path()
        if path is None:
            return self.tr("Weights (safetensors, state dicts, checkpoints), torch.export, TorchScript, or Python.")
        if not path.is_file():
            return self.tr("There is no such file.")
        definition = self._definition()
        if definition is not None:
            return self._python_preview(path.name, f"{definition.name}({self.arguments.text().strip()})")
        return "" if self._is_python() else described(path)

    def _python_preview(self, file: str, call: str) -> str:
        weights = self.weights.path()
        if weights is None:
            text = self.tr(
                "Runs {0}, after asking you, and opens {1} with the weights that its code makes: random ones, unless "
                "it loads some."
            ).format(file, call)
        else:
            text = self.tr("Runs {0}, after asking you, and opens {1} with the weights in {2}.")
            text = text.format(file, call, weights.name)
        if len(self._offered) > 1:
            choice = self.tr("{0} defines {1} networks: choose one of them above.").format(file, len(self._offered))
            text = f"{choice}\n{text}"
        return text

    # ---- the hand

    def _on_open_clicked(self) -> None:
        self.message.clear()
        try:
            reference = self._reference()
            choice = self._choice(reference)
        except ExplorerError as error:
            self.show_failure(said(error))
            return
        source = self.names.source()
        if not source:
            self.chosen.emit(reference, choice)
            return

        def named(names: tuple[str, ...]) -> None:
            self.chosen.emit(reference, replace(choice, class_names=names))

        def failed(error: ExplorerError) -> None:
            self.show_failure(said(error))

        self._jobs.submit(_NAMES, self.tr("Reading class names"), lambda _job: _names(source), named, failed)

    def stop(self) -> None:
        """The page is gone: no answer is wanted any more."""
        self._jobs.cancel(_NAMES)


def _names(source: str) -> tuple[str, ...]:
    """In the model thread: ImageNet's come with torchvision."""
    from explorer.data.class_names import class_names

    return class_names(source)
