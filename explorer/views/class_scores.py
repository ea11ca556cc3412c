"""What the network thinks it sees: its classes with logits and probabilities, best first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np
from PySide6.QtWidgets import QComboBox, QLabel, QSpinBox, QVBoxLayout, QWidget

from explorer.core.graph import tensors_in
from explorer.errors import ModelError
from explorer.views.base import LayerView, Paint
from explorer.widgets.numbers import number_text, percent_text
from explorer.widgets.score_table import ScoreRows, ScoreTable
from explorer.widgets.tool_row import ToolRow

if TYPE_CHECKING:
    import torch

    from explorer.core.graph import Call, Trace
    from explorer.jobs import Job
    from explorer.views.base import Options

Meaning = Literal["logits", "binary logits", "softmax", "log_softmax", "sigmoid", "values"]
_LAST: dict[str, Meaning] = {
    "softmax": "softmax",
    "log_softmax": "log_softmax",
    "logsoftmax": "log_softmax",
    "sigmoid": "sigmoid",
}
_TOP = 10


@dataclass(frozen=True, slots=True, eq=False)
class ClassScores:
    """A layer's outputs as scores of classes.

    Attributes:
        meaning: what the layer put out.
        raw: (N,) logits, log-probabilities or plain values; None for probabilities whose logits are not known.
        probabilities: (N,) 0..1, None where the values stand for no classes or are not all finite.
        names: one name per class, empty where unknown.
    """

    meaning: Meaning
    raw: np.ndarray | None
    probabilities: np.ndarray | None
    names: tuple[str, ...]

    @property
    def ranked(self) -> np.ndarray:
        """What the classes are ranked by (N,)."""
        values = self.probabilities if self.raw is None else self.raw
        assert values is not None
        return values


class ClassScoresView(LayerView):
    """The classes that the network gives the highest scores."""

    title: ClassVar[str] = "Class scores"
    order: ClassVar[int] = 50
    icon: ClassVar[str] = "chart-bar"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result: ClassScores | None = None
        self._paint = Paint()
        self._top = QSpinBox(self)
        self._sort = QComboBox(self)
        self._table = ScoreTable(self)
        self._meaning = QLabel(self)
        self._build_tools()
        self._build_layout()
        self._table.picked.connect(self.channel_picked)
        self.clear()

    @staticmethod
    def accepts(call: Call) -> bool:
        """A vector of at least two numbers from a linear layer, a softmax, or flattened 1 x 1 maps."""
        shape = call.output_shape
        if len(shape) != 2 or shape[0] != 1 or shape[1] < 2 or call.tensor is None:
            return False
        if not call.tensor.is_floating_point():
            return False
        # Fully convolutional networks (SqueezeNet) end by flattening maps of one cell.
        flattened = call.kind == "reshape" and bool(call.inputs) and call.inputs[0].numel() == call.inputs[0].shape[1]
        return call.kind == "linear" or _name(call) in _LAST or flattened

    def setup(self) -> tuple[int, int]:
        """How many classes, and the place of their order in the box."""
        return self._top.value(), self._sort.currentIndex()

    def set_up(self, setup: tuple[int, int]) -> None:
        """As many classes in the same order."""
        self._top.setValue(setup[0])
        self._sort.setCurrentIndex(setup[1])

    @staticmethod
    def compute(trace: Trace, call: Call, options: Options, job: Job) -> ClassScores:
        """Logits and probabilities, and what they are. Raises ModelError where the layer has no vector."""
        if call.tensor is None or call.tensor.numel() == 0:
            raise ModelError("The layer '{0}' put out no scores.", call.name)
        values, meaning = _vector(call.tensor), _meaning(trace, call)
        names = options.class_names if len(options.class_names) == len(values) and meaning != "values" else ()
        if meaning in ("softmax", "sigmoid"):
            source = call.inputs[0] if call.inputs else None
            raw = _vector(source) if source is not None and source.shape == call.tensor.shape else None
            return ClassScores(meaning, raw, values if np.isfinite(values).all() else None, names)
        return ClassScores(meaning, values, _probabilities(meaning, values), names)

    def show_result(self, result: ClassScores) -> None:
        """Fill the table."""
        self._result = result
        count = len(result.ranked)
        self._top.setMaximum(count)
        self._top.setToolTip(self.tr("How many of the {0} are shown").format(f"{count:,}"))
        self._top.setEnabled(True)
        self._sort.setEnabled(True)
        self._show_rows()

    def show_paint(self, paint: Paint) -> None:
        """Mark the selected class."""
        self._paint = paint
        if self._result is not None:
            self._table.show_selected(paint.channel)

    def clear(self) -> None:
        """Empty the table."""
        self._result = None
        self._top.setEnabled(False)
        self._sort.setEnabled(False)
        self._table.show_rows(ScoreRows(), -1)
        self._meaning.setText(self.tr("No scores to show: the layer has not been run yet."))

    def _build_tools(self) -> None:
        self._top.setRange(1, 100_000)
        self._top.setValue(_TOP)
        self._top.setKeyboardTracking(False)
        self._top.setMinimumWidth(68)
        self._top.setAccessibleName(self.tr("Number of classes shown"))
        self._top.valueChanged.connect(self._show_rows)
        self._sort.addItem(self.tr("Score"), "score")
        self._sort.addItem(self.tr("Index"), "index")
        self._sort.setAccessibleName(self.tr("Sort classes by"))
        self._sort.currentIndexChanged.connect(self._show_rows)

    def _build_layout(self) -> None:
        self._table.setAccessibleName(self.tr("Class scores"))
        self._meaning.setProperty("role", "caption")
        self._meaning.setWordWrap(True)
        self._meaning.setContentsMargins(12, 4, 12, 8)
        tools = ToolRow(self)
        tools.add(self._top, self.tr("Top"))
        tools.add(self._sort, self.tr("Sort"))
        tools.add_stretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(tools)
        column.addWidget(self._table, 1)
        column.addWidget(self._meaning)

    def _show_rows(self, *_: Any) -> None:
        result = self._result
        if result is None:
            return
        shown = _best(result.ranked, self._top.value())
        if self._sort.currentData() == "index":
            shown = np.sort(shown)
        self._table.show_rows(self._rows(result, shown), self._paint.channel)
        self._meaning.setText(self._meaning_text(result, shown))

    def _rows(self, result: ClassScores, shown: np.ndarray) -> ScoreRows:
        columns = []
        if result.probabilities is not None:
            texts = tuple(percent_text(float(result.probabilities[i])) for i in shown)
            columns.append((self.tr("Probability"), texts))
        if result.raw is not None:
            texts = tuple(number_text(float(result.raw[i]), 4) for i in shown)
            columns.append((self._raw_heading(result), texts))
        best = int(_best(result.ranked, 1)[0])
        return ScoreRows(
            indices=tuple(int(i) for i in shown),
            names=tuple(result.names[i] if i < len(result.names) else "" for i in shown),
            columns=tuple(columns),
            bars=_bars(result)[shown],
            best=best if np.isfinite(result.ranked[best]) else None,
        )

    def _raw_heading(self, result: ClassScores) -> str:
        if result.meaning == "values":
            return self.tr("Value")
        return self.tr("ln p") if result.meaning == "log_softmax" else self.tr("Logit")

    def _meaning_text(self, result: ClassScores, shown: np.ndarray) -> str:
        invalid = int(np.count_nonzero(~np.isfinite(result.ranked)))
        if invalid:
            return self.tr("{0} of the scores are NaN or infinite: there are no probabilities.").format(invalid)
        sentence = self._sentence(result)
        count = len(result.ranked)
        if result.probabilities is None or len(shown) == count or "sigmoid" in result.meaning:
            return sentence
        share = percent_text(min(1.0, float(result.probabilities[shown].sum())))
        rest = self.tr("The {0} shown of {1} hold {2} of the probability.")
        return f"{sentence} {rest.format(len(shown), f'{count:,}', share)}"

    def _sentence(self, result: ClassScores) -> str:
        sentences = {
            "logits": self.tr("The layer puts out logits; the probabilities are their softmax over all classes."),
            "binary logits": self.tr(
                "The layer puts out logits; each class has a probability of its own, its sigmoid; they need not add up."
            ),
            "softmax": self.tr("The layer puts out probabilities already (softmax); the logits are what it was given."),
            "log_softmax": self.tr("The layer puts out logarithms of probabilities (log-softmax), no logits."),
            "sigmoid": self.tr("The layer puts out probabilities already (sigmoid), one for each class by itself."),
            "values": self.tr(
                "Values inside the network, not its output: the units stand for no classes and have no probabilities."
            ),
        }
        return sentences[result.meaning]


def _name(call: Call) -> str:
    return call.op.lower().strip("_")


def _vector(tensor: torch.Tensor) -> np.ndarray:
    vector: np.ndarray = tensor.detach().reshape(-1).to("cpu").double().numpy()
    return vector


def _meaning(trace: Trace, call: Call) -> Meaning:
    """What the layer's values are: told by its own operation, and by what follows up to the network's output."""
    if (own := _LAST.get(_name(call))) is not None:
        return own
    following = _operations_to_output(trace, call)
    if following is None:
        return "values"
    return "binary logits" if "sigmoid" in following else "logits"


def _operations_to_output(trace: Trace, call: Call) -> list[str] | None:
    """The softmax or sigmoid between a call and the network's output; None if more than that lies between."""
    output = next(tensors_in(trace.output), None)
    current = next((c for c in reversed(trace.calls) if c.tensor is output), trace.calls[-1])
    found = []
    while current.name != call.name:
        if _name(current) in _LAST:
            found.append(_name(current))
        elif current.kind not in ("reshape", "dropout") and _name(current) != "identity":
            return None
        if len(current.parents) != 1 or current.parents[0] not in trace:
            return None
        current = trace[current.parents[0]]
    return found


def _probabilities(meaning: Meaning, values: np.ndarray) -> np.ndarray | None:
    if meaning == "values" or not np.isfinite(values).all():
        return None
    if meaning == "binary logits":
        return np.asarray(1 / (1 + np.exp(-np.clip(values, -700, 700))))
    powers = np.exp(values - values.max())
    return np.asarray(np.exp(values) if meaning == "log_softmax" else powers / powers.sum())


def _best(values: np.ndarray, count: int) -> np.ndarray:
    """The numbers of the `count` highest values, highest first; NaN last."""
    return np.argsort(-np.where(np.isfinite(values), values, -np.inf), kind="stable")[:count]


def _bars(result: ClassScores) -> np.ndarray:
    """(N, 2) start and end of each bar: probabilities from the left, other values from their zero."""
    if result.probabilities is not None:
        return np.stack([np.zeros(len(result.probabilities)), result.probabilities], axis=1)
    values = result.ranked
    finite = values[np.isfinite(values)]
    low, high = min(0.0, finite.min(initial=0.0)), max(0.0, finite.max(initial=0.0))
    span = (high - low) or 1.0
    ends = np.stack([np.full(len(values), -low / span), (values - low) / span], axis=1)
    return np.sort(ends, axis=1)
