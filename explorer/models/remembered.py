"""What the program remembers of models: which were open, how they were opened, and what may run code."""

from __future__ import annotations

import json
import logging
import os
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.data.picture_preprocess import PicturePreprocessing
from explorer.errors import InputError
from explorer.models.opening import PLAIN
from explorer.models.trust import Trust
from explorer.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.models.opening import Opening

_log = logging.getLogger(__name__)
_RECENT = 12
_CHOICES = 200
_YEAR_3000 = 32_503_680_000
_ODD = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    InputError,
    # Of lists in lists in lists, and of sentences with places that are billions of letters wide.
    RecursionError,
    MemoryError,
)
"""What a file raises that is not as it was written."""


@dataclass(frozen=True, slots=True)
class Choice:
    """How the user wants a model opened, all of it optional.

    Attributes:
        weights: a file with its weights.
        architecture: for a file of weights, the architecture that it is loaded into.
        input_shapes: the shape of each input.
        preprocessing: how pictures are prepared.
        class_names: what its classes are called.
    """

    weights: Path | None = None
    architecture: str = ""
    input_shapes: tuple[tuple[int, ...], ...] = ()
    preprocessing: PicturePreprocessing | None = None
    class_names: tuple[str, ...] | None = None

    def opening(self, trust: Trust) -> Opening:
        """The choice as models.load takes it."""
        return replace(
            PLAIN,
            weights=self.weights,
            architecture=self.architecture,
            input_shapes=self.input_shapes,
            preprocessing=self.preprocessing,
            class_names=self.class_names,
            trust=trust,
        )


@dataclass(frozen=True, slots=True)
class Recent:
    """A model or session that was open.

    Attributes:
        reference: what opens it again.
        title: what people call it.
        about: what it is, in Words: `torchvision, random weights`; for a session the title of its network; empty
            where that is not known.
        when: when it was opened last, in seconds since 1970; None where that is not known.
        gone: whether its file is not there now.
    """

    reference: str
    title: str
    about: str = ""
    when: float | None = None
    gone: bool = False


class Remembered:
    """One JSON file in the program's own data folder; a damaged one is put aside and begun anew.

    Models are known by their references, files by their whole paths, consents by SHA-256.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "models.json"
        self._content = self._read()

    # ---- recent models

    def recent(self) -> list[Recent]:
        """The last models and sessions, newest first, without those whose files are gone."""
        return [entry for entry in self.listed() if not entry.gone]

    def listed(self) -> list[Recent]:
        """The same with those whose files are gone."""
        return [_recent(entry) for entry in self._content["recent"]]

    def met(self, reference: str, title: str, about: str = "") -> None:
        """A model or session has been opened, now."""
        reference = key_of(reference)
        entry = {"reference": reference, "title": title, "about": _parts(about), "when": round(time.time())}
        self._content["recent"] = [entry, *self._others(reference)][:_RECENT]
        self._write()

    def forget(self, reference: str) -> None:
        """Take one from the list."""
        self._content["recent"] = self._others(reference)
        self._write()

    def _others(self, reference: str) -> list[dict[str, Any]]:
        return [entry for entry in self._content["recent"] if entry["reference"] != reference]

    def forget_recent(self) -> None:
        """Empty the list."""
        self._content["recent"] = []
        self._write()

    # ---- choices

    def choice(self, reference: str) -> Choice:
        """How a model is to be opened; a bare Choice where nothing is known."""
        values = self._content["choices"].get(key_of(reference))
        return Choice() if values is None else _choice(values)

    def choose(self, reference: str, choice: Choice) -> None:
        """Open a model like this from now on."""
        choices = self._content["choices"]
        choices.pop(key_of(reference), None)
        if choice != Choice():
            choices[key_of(reference)] = _json(choice)
        for oldest in list(choices)[:-_CHOICES]:
            del choices[oldest]
        self._write()

    # ---- consent

    def trust(self) -> Trust:
        """The files that the user has allowed to run code."""
        return Trust(digests=frozenset(self._content["trusted"]))

    def consent(self, path: Path, digest: str) -> None:
        """The user allows these very bytes to run."""
        self._content["trusted"][digest] = str(path)
        self._write()

    def withdraw(self) -> None:
        """No file may run code any more."""
        self._content["trusted"] = {}
        self._write()

    # ---- the file

    def _read(self) -> dict[str, Any]:
        empty: dict[str, Any] = {"version": 1, "recent": [], "choices": {}, "trusted": {}}
        try:
            content = json.loads(self._file.read_text(encoding="utf-8"))
            _check(content)
        except FileNotFoundError:
            return empty
        except OSError as error:
            _log.warning("%s cannot be read: %s", self._file, error)
            return empty
        except _ODD as error:
            self._put_aside(error)
            return empty
        return {**empty, **content}

    def _put_aside(self, reason: Exception) -> None:
        aside = self._file.with_suffix(".damaged")
        _log.warning("%s is damaged (%r) and is put aside as %s", self._file, reason, aside.name)
        try:
            self._file.replace(aside)
        except OSError as error:
            _log.warning("%s cannot be put aside: %s", self._file, error)

    def _write(self) -> None:
        """Replace the file in one step, so that it is never half written."""
        partial = self._file.with_suffix(".partial")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            partial.write_text(json.dumps(self._content, indent=1), encoding="ascii")
            os.replace(partial, self._file)
        except OSError as error:
            _log.warning("%s cannot be written: what was chosen is forgotten at the end: %s", self._file, error)


def key_of(reference: str) -> str:
    """A reference by which a model is known from any folder: its file, if it has one, as a whole path."""
    path, rest = file_part(reference)
    return reference if path is None else f"{Path(path).expanduser().absolute()}{rest}"


def file_part(reference: str) -> tuple[str | None, str]:
    """The path in `path` or `path.py:Class(arguments)` and what follows it; None where there is no file."""
    before, marker, after = reference.partition(".py:")
    if marker:
        return f"{before}.py", f":{after}"
    return (reference, "") if os.sep in reference or "/" in reference or Path(reference).is_file() else (None, "")


def _is_gone(reference: str) -> bool:
    path, _ = file_part(reference)
    return path is not None and not Path(path).is_file()


def _recent(entry: dict[str, Any]) -> Recent:
    """What was written, also by a version that knew neither `about` nor `when`. Raises ValueError for an odd time."""
    reference, when = entry["reference"] + "", entry.get("when")
    if when is not None and not 0 <= float(when) < _YEAR_3000:
        raise ValueError(f"{when} is no time")
    return Recent(
        reference,
        entry["title"] + "",
        _whole(entry.get("about", "")),
        None if when is None else float(when),
        _is_gone(reference),
    )


def _parts(text: Any) -> Any:
    """Words as a list of the sentence and its values: another language can still say them. Others as they are."""
    return [text.sentence, *map(_parts, text.values)] if isinstance(text, Words) else text


def _whole(parts: Any) -> str:
    """What `_parts` made, together again. Raises TypeError, IndexError or KeyError for anything else."""
    if not isinstance(parts, list):
        return str(parts + "")
    sentence, *values = parts
    if not isinstance(sentence, str):
        raise TypeError(f"{sentence} is no sentence")
    return Words(sentence, *(_whole(value) if isinstance(value, list) else value for value in values))


def _check(content: dict[str, Any]) -> None:
    """Raises one of many errors where the content is not what was written."""
    for entry in content["recent"]:
        _recent(entry)
    for values in content["choices"].values():
        _choice(values)
    for digest, path in content["trusted"].items():
        bytes.fromhex(digest), Path(path)


def _choice(values: dict[str, Any]) -> Choice:
    prepared, names, weights = values["preprocessing"], values["class_names"], values["weights"]
    return Choice(
        weights=None if weights is None else Path(weights),
        architecture=values["architecture"] + "",
        input_shapes=tuple(tuple(int(side) for side in shape) for shape in values["input_shapes"]),
        preprocessing=None if prepared is None else PicturePreprocessing.from_json(json.dumps(prepared)),
        class_names=None if names is None else tuple(map(str, names)),
    )


def _json(choice: Choice) -> dict[str, Any]:
    prepared, names = choice.preprocessing, choice.class_names
    return {
        "weights": None if choice.weights is None else str(choice.weights.expanduser().absolute()),
        "architecture": choice.architecture,
        "input_shapes": _lists(choice.input_shapes),
        "preprocessing": None if prepared is None else json.loads(prepared.as_json()),
        "class_names": None if names is None else list(names),
    }


def _lists(shapes: Sequence[Sequence[int]]) -> list[list[int]]:
    return [list(shape) for shape in shapes]
