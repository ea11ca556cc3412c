"""A decorator for Qt overrides: no Python exception ever reaches C++."""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")


@overload
def safely(override: Callable[P, R], /) -> Callable[P, R]: ...
@overload
def safely(*, default: Any) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
def safely(override: Callable[P, R] | None = None, /, *, default: Any = None) -> Any:
    """Hand an override's exception to `sys.excepthook` and return `default` (None, False, QSize(), ...) to Qt.

    An exception that leaves a Qt override entered from Python ends the process on Python 3.11. `default` is of
    the type that the C++ method returns, or makes one when called (`QPixmap`, which needs a running application).
    """
    if override is None:
        return functools.partial(_guarded, default=default)
    return _guarded(override, default)


def _guarded(override: Callable[P, R], default: Any) -> Callable[P, R]:
    @functools.wraps(override)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return override(*args, **kwargs)
        except BaseException:  # noqa: BLE001  not even KeyboardInterrupt may pass through C++
            sys.excepthook(*sys.exc_info())
            return default() if callable(default) else default

    return guarded
