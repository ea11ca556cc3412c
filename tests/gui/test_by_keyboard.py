"""Nobody needs a pointer: the real program under a window manager, from its first start to a restored session."""

import importlib
import shutil
from pathlib import Path

import pytest

import explorer

BENCHMARKS = Path(explorer.__file__).parents[1] / "benchmarks"


@pytest.fixture
def by_keyboard(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    script = importlib.import_module("by_keyboard")
    missing = [tool for tool in script.TOOLS if not shutil.which(tool)]
    if missing:
        pytest.skip(f"{', '.join(missing)} needed")
    return script


# The program starts twice: on a busy machine that takes many times as long.
@pytest.mark.timeout(300)
def test_a_session_is_made_kept_and_restored_by_keyboard_alone(by_keyboard, tmp_path):
    steps = list(by_keyboard.played(tmp_path))  # raises where a step has not its effect
    assert steps[0] == "started"
    assert steps[-1].startswith("started again, restored")
    names = [path.stem.partition("-")[2] for path in sorted(tmp_path.glob("*.png"))]
    assert names == [
        "started", "opened", "drawn", "layer", "channel", "scale", "laboratory", "saved", "started-again", "restored",
    ]  # fmt: skip
