"""The window on a live network, opened from a script, a notebook or a debugger."""

from __future__ import annotations

import atexit
import gc
import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QTimer

from explorer.errors import ModelError
from explorer.gui.application import application, make_window
from explorer.gui.collecting import CollectingInGuiThread
from explorer.gui.tour import settle
from explorer.models.live import live_model, pictures_of, unwrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from torch import nn

    from explorer.data.pictures import Picture
    from explorer.gui.window import MainWindow
    from explorer.models.base import Model, Preprocessing

_windows: list[MainWindow] = []
"""The open ones: without a reference a window is gone as soon as the call returns."""
_BEAT_MS = 200


def explore(
    model: nn.Module,
    images: Any,
    class_names: Sequence[str] | None,
    preprocess: Callable[[Any], Any] | Preprocessing | None,
    block: bool | None,
) -> MainWindow:
    """See explorer.explore; returns when the maps are on the screen, or when the window is closed."""
    pictures = pictures_of(images)
    live = live_model(model, pictures, class_names, preprocess)
    application()
    window = _window_of(live.module)
    known = window is not None
    if window is None:
        window = make_window()
        window.closed.connect(CollectingInGuiThread().stop)
    try:
        _show(window, live, pictures)
    except BaseException:
        # A window that has something to show stays as it is.
        if not known:
            window.close()
            window.deleteLater()
        raise
    if not known:
        _windows.append(window)
    window.raise_()
    if _blocks() if block is None else block:
        _wait_until_closed(window)
    return window


def _show(window: MainWindow, live: Model, pictures: Sequence[Picture]) -> None:
    """Have the maps on the screen. Raises ModelError where the network fails."""
    failures: list[str] = []
    window.controller.failed.connect(failures.append)
    try:
        window.show()
        window.controller.show_live(live, pictures)
        # Nothing runs in the background when this returns: a training loop may go on with the network.
        settle(window)
    finally:
        window.controller.failed.disconnect(failures.append)
    if failures:
        raise ModelError(failures[-1])


def _window_of(module: nn.Module) -> MainWindow | None:
    """The open window on this very network."""
    count = len(_windows)
    _windows[:] = [window for window in _windows if window.isVisible()]
    if len(_windows) < count:
        # Now, and in this thread: later one of the user's own threads might destroy what has been closed.
        gc.collect()
    for window in _windows:
        state = window.session.state
        if state.model is not None and unwrapped(state.model.module) is module:
            return window
    return None


def _wait_until_closed(window: MainWindow) -> None:
    """Run the event loop until the window is closed. Raises KeyboardInterrupt on Ctrl+C."""
    loop = QEventLoop()
    window.closed.connect(loop.quit)
    if window.isVisible():
        with _interruptible(loop) as interrupted:
            loop.exec()
        if interrupted:
            raise KeyboardInterrupt


@contextmanager
def _interruptible(loop: QEventLoop) -> Iterator[list[int]]:
    """Within it Ctrl+C ends the loop; what is yielded is then no longer empty."""
    interrupted: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield interrupted  # only the main thread may say what signals do
        return

    def on_interrupt(number: int, _frame: Any) -> None:
        interrupted.append(number)
        loop.quit()

    before = signal.signal(signal.SIGINT, on_interrupt)
    # Python sees signals only when it runs.
    timer = QTimer()
    timer.timeout.connect(lambda: None)
    timer.start(_BEAT_MS)
    try:
        yield interrupted
    finally:
        timer.stop()
        signal.signal(signal.SIGINT, before)


def _blocks() -> bool:
    """Whether the window would be dead unless it is waited for: IPython's own event loop keeps it alive."""
    shell = _ipython()
    if shell is None:
        return True
    if getattr(shell, "active_eventloop", None) is None:
        # As `%gui qt` does; a shell with a simple prompt cannot.
        shell.enable_gui("qt6")
    return getattr(shell, "active_eventloop", None) is None


def _ipython() -> Any:
    """The running IPython shell or notebook kernel, None elsewhere; IPython is not imported for that."""
    ipython = sys.modules.get("IPython")
    return None if ipython is None else ipython.get_ipython()


@atexit.register
def _close_windows() -> None:
    """The model threads have to end before the interpreter does."""
    for window in _windows:
        window.close()
    _windows.clear()
