"""The look's colours by name, for the light and the dark theme."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour of one theme as `#RRGGBB`; `tokens["surface-2"]` reads one by its name in the look."""

    dark: bool
    bg: str
    surface: str
    surface_2: str
    surface_3: str
    track: str
    border: str
    border_2: str
    text: str
    text_2: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    accent_line: str
    bar: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    success: str
    success_soft: str
    probe: str
    halo: str
    rare: str
    invalid: str
    kinds: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        """The colour of `surface-2`, or of a kind as `kind-conv`. Raises KeyError."""
        if name.startswith("kind-"):
            return self.kinds[name.removeprefix("kind-")]
        if name not in COLOUR_NAMES:
            raise KeyError(name)
        return str(getattr(self, name.replace("-", "_")))


COLOUR_NAMES = frozenset(
    field.name.replace("_", "-") for field in fields(Tokens) if field.name not in ("dark", "kinds")
)


def _kinds(
    conv: str, norm: str, activation: str, pool: str, linear: str, merge: str, attention: str, other: str
) -> Mapping[str, str]:
    return MappingProxyType(
        {
            "conv": conv,
            "norm": norm,
            "activation": activation,
            "pool": pool,
            "linear": linear,
            "merge": merge,
            "attention": attention,
            "reshape": other,
            "dropout": other,
            "other": other,
        }
    )


# Attention has no colour in the look. Brown is a hue that nothing else has; it stays apart from every other kind in
# normal vision and in simulated protanopia, deuteranopia and tritanopia (Machado et al. 2009): CIE76 distance to the
# nearest kind 22.3 (light) and 25.3 (dark); the nearest pairs among the others have 14.7 and 17.1.
LIGHT = Tokens(
    dark=False,
    bg="#ECEEF2",
    surface="#FFFFFF",
    surface_2="#F6F7F9",
    surface_3="#ECEEF2",
    track="#ECEEF2",
    border="#E2E5EB",
    border_2="#C8CDD8",
    text="#1B1F27",
    text_2="#454C5A",
    muted="#626B7C",
    accent="#5151CD",
    on_accent="#FFFFFF",
    accent_soft="#EEEEFC",
    accent_line="#B9B9F0",
    bar="#8A8AE4",
    danger="#C01F2E",
    danger_soft="#FCECEE",
    warning="#9A5B00",
    warning_soft="#FDF3E1",
    success="#1A7547",
    success_soft="#E6F5EC",
    probe="#FFC400",
    halo="#1B1F27",
    rare="#A67C22",
    invalid="#E4007C",
    kinds=_kinds("#0062A8", "#2E9BD0", "#D55E00", "#00876B", "#A23B7E", "#1B1F27", "#6B4A12", "#8A919E"),
)
DARK = Tokens(
    dark=True,
    bg="#0D0F13",
    surface="#15181E",
    surface_2="#1B1F27",
    surface_3="#262B36",
    track="#0F1217",
    border="#272C37",
    border_2="#3C4352",
    text="#E7EAF0",
    text_2="#BFC6D3",
    muted="#949DAF",
    accent="#9C9CFA",
    on_accent="#12131F",
    accent_soft="#24264A",
    accent_line="#4A4C93",
    bar="#7676D8",
    danger="#FF7A80",
    danger_soft="#3A1D22",
    warning="#F2B84B",
    warning_soft="#372C17",
    success="#4CCB92",
    success_soft="#15302A",
    probe="#FFD23F",
    halo="#000000",
    rare="#A67C22",
    invalid="#E4007C",
    kinds=_kinds("#3D8FD6", "#A5DEFA", "#F0803C", "#2DC295", "#E091C0", "#F2F4F8", "#A05830", "#6F7788"),
)
THEMES: Mapping[ThemeName, Tokens] = MappingProxyType({"light": LIGHT, "dark": DARK})


def _contrasting(plain: Tokens, outline: str) -> Tokens:
    """The same theme with outlines of 3:1 or more, and captions, labels and hairlines a step stronger."""
    return replace(plain, border=plain.border_2, border_2=outline, muted=plain.text_2, text_2=plain.text)


HIGH_CONTRAST: Mapping[ThemeName, Tokens] = MappingProxyType(
    {"light": _contrasting(LIGHT, "#868E9E"), "dark": _contrasting(DARK, "#667085")}
)
"""The themes for whom thin grey lines and grey captions are hard to see."""
