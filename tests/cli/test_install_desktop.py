"""The program in the menus of a Linux desktop."""

import os
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path
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
    assert [path for path in written if not Path(path).is_file()] == []
    assert len(written) == 5
    assert (
        (home / "icons/hicolor/scalable/apps/feature-map-explorer.svg").read_text(encoding="utf-8").startswith("<svg")
    )
    assert (home / "icons/hicolor/256x256/apps/feature-map-explorer.png").read_bytes().startswith(b"\x89PNG")
    metainfo = ElementTree.parse(home / "metainfo" / "io.github.feature_map_explorer.metainfo.xml").getroot()
    assert metainfo.findtext("launchable") == "feature-map-explorer.desktop"


def test_the_entry_starts_this_installation(home):
    _desktop.install_desktop("'/opt/my programs/bin/feature-map-explorer'")
    entry = entry_of(home)
    assert entry["Exec"] == '"/opt/my programs/bin/feature-map-explorer" %f'
    assert entry["Icon"] == "feature-map-explorer"
    assert entry["Terminal"] == "false"


def test_a_bundled_program_is_started_by_itself_whatever_it_is_called(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "my explorer"))
    assert _desktop.installed_program() == f"'{tmp_path}/my explorer'"


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


def test_sessions_are_a_kind_of_file_that_the_program_opens(home):
    _desktop.install_desktop("feature-map-explorer")
    (kind,) = ElementTree.parse(home / "mime/packages/feature-map-explorer.xml").getroot()
    names = {"mime": "http://www.freedesktop.org/standards/shared-mime-info"}
    assert [glob.get("pattern") for glob in kind.findall("mime:glob", names)] == ["*.fmx"]
    assert entry_of(home)["MimeType"] == f"{kind.get('type')};"


def test_tools_of_the_desktop_are_run_where_they_are_there(home, tmp_path, monkeypatch):
    for tool in ("update-mime-database", "update-desktop-database"):
        script = tmp_path / "bin" / tool
        script.parent.mkdir(exist_ok=True)
        script.write_text('#!/bin/sh\ntouch "$1/seen"\n', encoding="utf-8")
        script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    _desktop.install_desktop("feature-map-explorer")
    assert (home / "mime" / "seen").is_file()
    assert (home / "applications" / "seen").is_file()
