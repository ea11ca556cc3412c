"""What holds for every test: no screen, no settings of the user, the same random numbers, nothing left behind."""

import gc
import os
import random
import sys
from pathlib import Path

import pytest

# Before Qt and torch are imported: both read them once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np
import torch
from cameras import NoCameras
from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

torch.set_num_threads(1)

TESTS = Path(__file__).parent
# What the program itself looks at; torchvision sets variables of its own when it is imported.
OURS = ("QT_", "XDG_", "TORCH_HOME", "DISPLAY", "WAYLAND_DISPLAY", "FEATURE_MAP_EXPLORER")


@pytest.fixture(scope="session", autouse=True)
def _user_left_alone(tmp_path_factory):
    """Settings, caches and weights of whoever runs the tests are neither read nor written."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("TORCH_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(home / name.lower()))
        patch.delenv("FEATURE_MAP_EXPLORER_DEBUG", raising=False)
        for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
            QSettings.setPath(form, QSettings.Scope.UserScope, str(home / "settings"))
            QSettings.setPath(form, QSettings.Scope.SystemScope, str(home / "system-settings"))
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QCoreApplication.setOrganizationName("feature-map-explorer-tests")
        QCoreApplication.setApplicationName("feature-map-explorer-tests")
        yield


@pytest.fixture(scope="session", autouse=True)
def _cameras_left_alone():
    """No test turns a camera on; those of the camera page bring one of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("explorer.inputs._camera_device.frame_source", NoCameras)
        yield


@pytest.fixture(scope="session", autouse=True)
def _patient():
    """Five seconds, pytest-qt's default, are little on a machine that is busy with other things, too."""
    with pytest.MonkeyPatch.context() as patch:
        for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals):
            patch.setitem(wait.__kwdefaults__, "timeout", 30_000)
        yield


@pytest.fixture(autouse=True)
def _cycles_are_collected_between_tests():
    """As in the running program: Python would collect closed windows in whatever thread makes the next object."""
    gc.disable()
    yield
    gc.disable()
    due = [number for number, count in enumerate(gc.get_count()) if count > gc.get_threshold()[number]]
    if due:
        gc.collect(due[-1])


@pytest.fixture(autouse=True)
def _mouse_buttons_are_up():
    """A button that a test has left down would be down for all tests after it."""
    yield
    if not isinstance(QCoreApplication.instance(), QApplication):
        return
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        if QGuiApplication.mouseButtons() & button:
            somewhere = QWidget()
            QTest.mouseRelease(somewhere, button)
            somewhere.deleteLater()


@pytest.fixture(autouse=True)
def _same_random_numbers():
    random.seed(0)
    np.random.seed(0)
    torch.manual_seed(0)


@pytest.fixture(autouse=True)
def _nothing_left_behind():
    """A test must not change the process for those after it."""
    before = _process_state()
    yield
    after = _process_state()
    assert after == before, "the test left global state behind"


def _process_state():
    hooks = torch.nn.modules.module
    return {
        "gradients": torch.is_grad_enabled(),
        "inference mode": torch.is_inference_mode_enabled(),
        "deterministic": torch.are_deterministic_algorithms_enabled(),
        "default type": torch.get_default_dtype(),
        "threads": torch.get_num_threads(),
        "global hooks": [
            len(getattr(hooks, name))
            for name in ("_global_forward_hooks", "_global_forward_pre_hooks", "_global_backward_hooks")
        ],
        "folder": os.getcwd(),
        "environment": {name: value for name, value in os.environ.items() if name.startswith(OURS)},
        "module search path": [entry for entry in sys.path if not Path(entry).is_relative_to(TESTS)],
    }
