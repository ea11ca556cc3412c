"""The window does not wait for torch."""

from __future__ import annotations

import subprocess
import sys

_SHOW = """
import sys
from PySide6.QtWidgets import QApplication
from explorer.gui.application import make_window
window = make_window("light")
window.show()
QApplication.processEvents()
print(sorted({"torch", "torchvision", "matplotlib", "captum"} & set(sys.modules)))
window.close()
"""


def test_window_is_painted_before_torch_is_imported():
    done = subprocess.run([sys.executable, "-c", _SHOW], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "[]", done.stderr
