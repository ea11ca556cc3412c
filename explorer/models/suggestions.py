"""Names that come near one that does not exist, as a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence


def did_you_mean(names: Sequence[str]) -> Words:
    """`Did you mean vgg16 or vgg19?` for up to three names; empty for none."""
    if not names:
        return Words("")
    if len(names) == 1:
        return Words("Did you mean {0}?", *names)
    if len(names) == 2:
        return Words("Did you mean {0} or {1}?", *names)
    return Words("Did you mean {0} or {1} or {2}?", *names[:3])
