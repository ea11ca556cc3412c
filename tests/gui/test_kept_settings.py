"""Settings have types and defaults, whatever an INI file says; another file can hold them; they can be put aside."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings

from explorer.errors import ExplorerError
from explorer.gui import settings as known
from explorer.gui.settings import Setting, open_settings


@pytest.fixture
def file(tmp_path):
    return tmp_path / "settings.ini"


@pytest.fixture
def stored(file):
    """Settings that a file of these lines makes: what the next process reads."""

    def stored(text):
        file.write_text(text)
        return QSettings(str(file), QSettings.Format.IniFormat)

    return stored


SWITCH, LENGTH, NAME = Setting("a/switch", default=False), Setting("a/length", 2.5), Setting("a/name", "digits")


@pytest.mark.parametrize(
    ("text", "setting", "value"),
    [
        ("", SWITCH, False),
        ("switch=true", SWITCH, True),
        ("switch=1", SWITCH, True),
        ("switch=false", SWITCH, False),
        ("switch=perhaps", SWITCH, False),
        ("switch=1, 2", SWITCH, False),
        ("length=3", LENGTH, 3.0),
        ("length=long", LENGTH, 2.5),
        ("length=1, 2", LENGTH, 2.5),
        ("name=resnet18", NAME, "resnet18"),
        ("name=1, 2", NAME, "digits"),
    ],
)
def test_texts_are_read_in_the_settings_type(stored, text, setting, value):
    read = setting.read(stored(f"[a]\n{text}\n"))
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(("text", "value"), [("dark", "dark"), ("purple", "system")])
def test_what_cannot_be_chosen_is_the_default(stored, text, value):
    assert known.THEME.read(stored(f"[General]\ntheme={text}\n")) == value


@pytest.mark.parametrize("setting", known.PREFERENCES, ids=lambda setting: setting.key)
def test_a_default_is_among_the_choices_and_survives_a_file(file, setting):
    assert setting.choices is None or setting.default in setting.choices()
    first = QSettings(str(file), QSettings.Format.IniFormat)
    setting.write(first, setting.default)
    first.sync()
    assert setting.read(QSettings(str(file), QSettings.Format.IniFormat)) == setting.default


def test_keys_are_unique():
    keys = [value.key for value in vars(known).values() if isinstance(value, Setting)]
    assert len(keys) == len(set(keys)) > 7


def test_forgetting_leaves_what_is_no_preference(stored):
    settings = stored("[General]\ntheme=dark\n[window]\ngeometry=here\n")
    known.forget(settings)
    assert known.THEME.read(settings) == "system"
    assert settings.value("window/geometry") == "here"


# ---- another file, and a new beginning


def test_another_file_is_made_where_it_is_wanted(file):
    settings = open_settings(file)
    known.THEME.write(settings, "dark")
    settings.sync()
    assert "theme=dark" in file.read_text()


def test_reset_keeps_the_former_file_beside(file):
    file.write_text("[General]\ntheme=dark\n")
    settings = open_settings(file, reset=True)
    assert known.THEME.read(settings) == "system"
    assert (file.parent / "settings.ini.bak").read_text() == "[General]\ntheme=dark\n"
    assert "dark" not in file.read_text()


def test_reset_of_the_usual_settings():
    usual = QSettings()
    usual.setValue("theme", "dark")
    usual.sync()
    assert known.THEME.read(open_settings(reset=True)) == "system"


def test_reset_where_there_is_nothing_yet(file):
    assert open_settings(file, reset=True).allKeys() == []
    assert list(file.parent.glob("*.bak")) == []


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda folder: folder, "is a folder"),
        (lambda folder: folder / "none" / "settings.ini", "there is no folder"),
    ],
)
def test_a_place_that_cannot_be_used_is_said(tmp_path, make, words):
    with pytest.raises(ExplorerError, match=words):
        open_settings(make(tmp_path))


@pytest.mark.parametrize("content", [b"once upon a time\nthere was a network\n", b"\x89PNG\r\n\x1a\n\0\0\xff"])
def test_a_file_of_something_else_is_left_alone(file, content):
    file.write_bytes(content)
    with pytest.raises(ExplorerError, match="no file of settings"):
        open_settings(file, reset=True)
    assert file.read_bytes() == content
