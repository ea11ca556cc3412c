"""The program in the menus of a Linux desktop."""

import shutil
import subprocess
import sys
from configparser import ConfigParser
from xml.etree import ElementTree

import pytest

from explorer.__main__ import main
from explorer.cli import _desktop

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux desktops only")


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path


def entry_of(home):
    parser = ConfigParser(interpolation=None, delimiters="=")
    parser.optionxform = str
    parser.read(home / "applications" / "feature-map-explorer.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def test_entry_icons_and_description_are_written_and_named(home, capsys):
    assert main(["--install-desktop"]) == 0
    written = capsys.readouterr().out.splitlines()
    assert sorted(written) == sorted(str(path) for path in home.rglob("*") if path.is_file())
    assert (
        (home / "icons/hicolor/scalable/apps/feature-map-explorer.svg").read_text(encoding="utf-8").startswith("<svg")
    )
    assert (home / "icons/hicolor/256x256/apps/feature-map-explorer.png").read_bytes().startswith(b"\x89PNG")
    metainfo = ElementTree.parse(home / "metainfo" / "io.github.feature_map_explorer.metainfo.xml").getroot()
    assert metainfo.findtext("launchable") == "feature-map-explorer.desktop"


def test_the_entry_starts_this_installation(home):
    _desktop.install_desktop("'/opt/my programs/bin/feature-map-explorer'")
    entry = entry_of(home)
    assert entry["Exec"] == '"/opt/my programs/bin/feature-map-explorer"'
    assert entry["Icon"] == "feature-map-explorer"
    assert entry["Terminal"] == "false"


def test_a_folder_that_cannot_be_written_is_one_sentence(home, capsys):
    (home / "applications").write_text("", encoding="utf-8")
    assert main(["--install-desktop"]) == 1
    said = capsys.readouterr().err
    assert "feature-map-explorer.desktop: cannot be written" in said
    assert said.count("\n") == 1


def test_elsewhere_it_is_wrong_usage(monkeypatch, capsys):
    monkeypatch.setattr(sys, "platform", "win32")
    assert main(["--install-desktop"]) == 2
    assert "Linux" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("tool", "arguments", "place"),
    [
        ("desktop-file-validate", [], "applications/feature-map-explorer.desktop"),
        ("appstreamcli", ["validate", "--no-net"], "metainfo/io.github.feature_map_explorer.metainfo.xml"),
    ],
)
def test_the_desktops_own_tools_find_nothing_wrong(home, tool, arguments, place):
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    _desktop.install_desktop("feature-map-explorer")
    done = subprocess.run([tool, *arguments, str(home / place)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "error" not in done.stdout + done.stderr
