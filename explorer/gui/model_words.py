"""What models say of themselves in a few words, in the user's language: they are made where there is no Qt."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

_FROM, _ON = "weights from ", "trained on "


def translated(words: str) -> str:
    """`28 × 28, grey, 0 to 1`, or where a model comes from; what is not known, a name for one, stays."""
    return ", ".join(_part(part) for part in words.split(", "))


def _part(part: str) -> str:
    translate = QCoreApplication.translate
    low, to, high = part.partition(" to ")
    if to:
        return translate("ModelWords", "{0} to {1}").format(low, high)
    if part.startswith(_FROM):
        return translate("ModelWords", "weights from {0}").format(part.removeprefix(_FROM))
    if part.startswith(_ON):
        return translate("ModelWords", "trained on {0}").format(part.removeprefix(_ON))
    known = {
        "ImageNet normalised": translate("ModelWords", "ImageNet normalised"),
        "built-in": translate("ModelWords", "built-in"),
        "classification": translate("ModelWords", "classification"),
        "described in its file": translate("ModelWords", "described in its file"),
        "detection": translate("ModelWords", "detection"),
        "grey": translate("ModelWords", "grey"),
        "inverted": translate("ModelWords", "inverted"),
        "live": translate("ModelWords", "live"),
        "live weights": translate("ModelWords", "live weights"),
        "pickled module": translate("ModelWords", "pickled module"),
        "random weights": translate("ModelWords", "random weights"),
        "segmentation": translate("ModelWords", "segmentation"),
        "weights as its code makes them": translate("ModelWords", "weights as its code makes them"),
    }
    return known.get(part, part)
