"""What the user has chosen, each with its type and default, over Qt's settings; and where these are kept."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QSettings

from explorer.errors import ExplorerError
from explorer.gui.defaults import DEFAULT_MODEL
from explorer.words import reason

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T", bool, float, str)
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One choice.

    Attributes:
        key: its name in the settings.
        default: what holds until the user chooses; its type is the setting's.
        choices: what there is to choose from, None for anything of the type.
    """

    key: str
    default: T
    choices: Callable[[], Sequence[T]] | None = None

    def read(self, settings: QSettings) -> T:
        """What was chosen; the default where nothing was, or where it makes no sense."""
        value = self._typed(settings.value(self.key))
        fits = value is not None and (self.choices is None or value in self.choices())
        return value if fits and value is not None else self.default

    def write(self, settings: QSettings, value: T) -> None:
        """Choose; what is the default is kept, too, and holds should the default change one day."""
        settings.setValue(self.key, value)

    def _typed(self, stored: Any) -> T | None:
        """What is stored, in the setting's type: INI files know texts only."""
        if isinstance(self.default, str):
            return stored if isinstance(stored, str) else None
        if isinstance(self.default, bool):
            return _TRUTHS.get(str(stored).lower())
        try:
            return float(stored)
        except (TypeError, ValueError):
            return None


def _maps(signed: bool) -> Callable[[], list[str]]:
    def listed() -> list[str]:
        # numpy comes with them: nobody may wait for it who only asks for the theme.
        from explorer.core.colour_maps import names

        return names(signed)

    return listed


THEME = Setting("theme", "system", lambda: ("system", "light", "dark"))
TEXT_SIZE = Setting("text-size", 1.0, lambda: (1.0, 1.1, 1.2))
"""How many times as large as the look's."""
SIGNED_MAP = Setting("maps/signed", "RdBu", _maps(signed=True))
POSITIVE_MAP = Setting("maps/positive", "magma", _maps(signed=False))
SCALE = Setting("maps/scale", "layer", lambda: ("channel", "layer", "network"))
MODEL = Setting("start/model", DEFAULT_MODEL)
WELCOME = Setting("start/welcome", default=True)
AUTOSAVE = Setting("session/autosave", default=True)
HALF_SIZE = Setting("drawing/half-size", default=False)
HALF_SIZE_KNOWN = Setting("drawing/half-size-known", default=False)
"""Whether the user has been told of it."""
MODEL_FOLDER = Setting("folders/models", "")
PICTURE_FOLDER = Setting("folders/pictures", "")

PREFERENCES = (THEME, TEXT_SIZE, SIGNED_MAP, POSITIVE_MAP, SCALE, MODEL, WELCOME, AUTOSAVE, HALF_SIZE)
"""Those of the Preferences dialog."""


def forget(settings: QSettings, preferences: Sequence[Setting[Any]] = PREFERENCES) -> None:
    """Back to the defaults; what the window remembers besides, such as its size, stays."""
    for preference in preferences:
        settings.remove(preference.key)


def open_settings(file: Path | None = None, reset: bool = False) -> QSettings:
    """The user's settings, or those in another INI file.

    Args:
        file: an INI file; it need not exist, its folder must.
        reset: begin with the defaults; what was there before is kept beside it, as `.bak`.

    Raises:
        ExplorerError: the file cannot be used.
    """
    settings = QSettings() if file is None else _settings_in(file)
    if reset:
        _put_aside(Path(settings.fileName()))
        settings.clear()
        settings.sync()
    return settings


def _settings_in(file: Path) -> QSettings:
    file = file.expanduser().absolute()
    if file.is_dir():
        raise ExplorerError("{0} is a folder: settings are kept in a file, such as {1}.", file, file / "settings.ini")
    if not file.parent.is_dir():
        raise ExplorerError("{0} cannot be made: there is no folder {1}.", file, file.parent)
    if file.exists():
        _check(file)
    return QSettings(str(file), QSettings.Format.IniFormat)


def _check(file: Path) -> None:
    """Qt would take any file for settings, and write its own over it."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ExplorerError("{0} cannot be read: {1}.", file, reason(error)) from error
    except UnicodeDecodeError as error:
        raise ExplorerError("{0} is no file of settings: it is no text.", file) from error
    other = next((line for line in lines if line.strip() and line[0] not in ";#[" and "=" not in line), None)
    if other is not None:
        raise ExplorerError(
            "{0} is no file of settings: '{1}' is neither 'name=value' nor '[group]'.", file, other[:40]
        )


def _put_aside(file: Path) -> None:
    if not file.is_file():
        return
    kept = file.with_name(f"{file.name}.bak")
    try:
        shutil.copyfile(file, kept)
    except OSError as error:
        raise ExplorerError("{0} cannot be kept as {1}: {2}.", file, kept.name, reason(error)) from error
