"""The demo: plays in the real window without a screen, and what it wrote shows a drawn seven that was recognised."""

import os
import subprocess
import sys

import pytest
from PIL import Image

from explorer.__main__ import main


def ran(folder, *arguments, environment=()):
    command = [sys.executable, "-m", "explorer", "demo", "-o", str(folder), *arguments]
    return subprocess.run(
        command, env={**os.environ, **dict(environment)}, capture_output=True, text=True, timeout=100, check=False
    )


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "new" / "folder"
    # Neither a screen nor a platform is there: the demo needs none.
    answer = ran(folder, "--theme", "light", "--size", "1200x760", environment={"QT_QPA_PLATFORM": "", "DISPLAY": ""})
    return folder, answer


def test_it_draws_a_seven_that_is_taken_for_a_seven(played):
    _, answer = played
    assert answer.returncode == 0, answer.stderr
    assert "taken for a 7" in answer.stdout
    assert "Traceback" not in answer.stderr


def test_every_picture_that_it_names_is_there_and_shows_something(played):
    folder, answer = played
    named = [line for line in answer.stdout.splitlines() if line.endswith(".png")]
    assert sorted(named) == sorted(str(path) for path in folder.glob("*.png"))
    assert len(named) >= 8
    for path in named:
        with Image.open(path) as picture:
            assert picture.size == (1200, 760)
            assert sum(count > 0 for count in picture.convert("L").histogram()) > 100


def test_no_two_pictures_are_the_same(played):
    folder, _ = played
    pictures = {path.read_bytes() for path in folder.glob("*.png")}
    assert len(pictures) == len(list(folder.glob("*.png")))


def test_the_users_own_settings_are_left_alone(played, tmp_path):
    home = tmp_path / "settings"
    answer = ran(tmp_path / "out", "--size", "1x1", environment={"XDG_CONFIG_HOME": str(home)})
    assert answer.returncode == 2
    assert not home.exists()


@pytest.mark.parametrize("size", ["1x1", "large", "800", "800x", "-800x600", "99999x600"])
def test_a_size_that_cannot_be_is_wrong_usage(tmp_path, monkeypatch, size):
    monkeypatch.setenv("QT_LOGGING_RULES", "qt.qpa.*=false")  # the demo sets it for its own process
    assert main(["demo", "-o", str(tmp_path), f"--size={size}"]) == 2


def test_a_folder_that_cannot_be_made_is_said_in_one_line(tmp_path):
    (tmp_path / "file").write_text("in the way")
    answer = ran(tmp_path / "file" / "out")
    assert answer.returncode == 1
    (line,) = answer.stderr.strip().splitlines()
    assert str(tmp_path / "file" / "out") in line
