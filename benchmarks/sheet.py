"""Takes a picture of every screen in every theme, language, size and scale, and names every text that is cut.

Usage: sheet.py [-o FOLDER] [--only NAME] [--language en] [--plain]
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from PySide6.QtCore import QSettings, Qt, qInstallMessageHandler
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

THEMES = ("light", "dark")
_THUMB = 960


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to look at a screen."""

    language: str
    width: int
    height: int
    scale: int = 1
    letters: float = 1.0

    @property
    def name(self) -> str:
        larger = "-larger-letters" if self.letters > 1 else ""
        return f"{self.language}-{self.width}x{self.height}{'@2' if self.scale == 2 else ''}{larger}"


def variants() -> list[Variant]:
    """Every language in every size, at twice the pixels, and with letters 20 % larger."""
    found = []
    for language in ("en", "ko"):
        found += [Variant(language, 1280, 800), Variant(language, 1920, 1200)]
        found += [Variant(language, 1280, 800, scale=2), Variant(language, 1280, 800, letters=1.2)]
    return found


def main() -> int:
    faulthandler.enable()
    options = _options()
    options.output.mkdir(parents=True, exist_ok=True)
    if options.variant is not None:
        return _take(variants()[options.variant], options.output, options.only, options.themes.split(","))
    failures = 0
    for number, variant in enumerate(variants()):
        if options.language not in ("", variant.language) or (
            options.plain and (variant.scale, variant.letters) != (1, 1)
        ):
            continue
        environment = os.environ | {"QT_SCALE_FACTOR": str(variant.scale)}
        arguments = ["--variant", str(number), "-o", str(options.output), "--themes", options.themes]
        arguments += ["--only", options.only] if options.only else []
        failures += subprocess.run([sys.executable, __file__, *arguments], env=environment, check=False).returncode
    _contact_sheets(options.output)
    print(f"The pictures are in {options.output}.")
    return 1 if failures else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=Path("sheet-out"))
    parser.add_argument("--only", default="", help="screens whose names begin with this")
    parser.add_argument("--language", default="", choices=("", "en", "ko"))
    parser.add_argument("--plain", action="store_true", help="neither twice the pixels nor larger letters")
    parser.add_argument("--themes", default=",".join(THEMES))
    parser.add_argument("--variant", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


def _take(variant: Variant, folder: Path, only: str, themes: list[str]) -> int:
    """The pictures of one variant; how many texts are cut."""
    from _cut_texts import findings
    from _screens import all_screens, words_of

    from explorer.gui import languages
    from explorer.gui.application import application
    from explorer.gui.window import MainWindow
    from explorer.widgets import theme

    qInstallMessageHandler(lambda _kind, _where, text: None if "plugin does not" in text else print(text))
    app = application()
    count = screens = 0
    with tempfile.TemporaryDirectory() as settings:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, settings)
        languages.speak(app, variant.language)
        theme.apply(app, themes[0], variant.letters)
        window = MainWindow(data=Path(settings))
        window.resize(variant.width, variant.height)
        window.show()
        for name, screen in all_screens(window):
            if not name.startswith(only):
                continue
            screens += 1
            if (window.width(), window.height()) != (variant.width, variant.height):
                print(f"{variant.name} {name}: the window became {window.width()} x {window.height()}", flush=True)
                count += 1
                window.resize(variant.width, variant.height)
            for chosen in themes:
                theme.apply(app, chosen, variant.letters)
                window.controller.repaint()
                QApplication.processEvents()
                if chosen == themes[0]:
                    for finding in findings(screen, words_of(window)):
                        print(f"{variant.name} {name}: {finding}", flush=True)
                        count += 1
                _picture(screen).save(str(folder / f"{name}--{variant.name}-{chosen}.png"))
            if len(themes) > 1:
                theme.apply(app, themes[0], variant.letters)
                window.controller.repaint()
        window.close()
    print(f"{variant.name}: {screens} screens, {count} texts with too little room", flush=True)
    return count


def _picture(screen: QWidget) -> QImage:
    return screen.grab().toImage()


def _contact_sheets(folder: Path) -> None:
    """Of each screen one picture with all its variants side by side."""
    names = sorted({path.name.partition("--")[0] for path in folder.glob("*--*.png")})
    for name in names:
        paths = sorted(folder.glob(f"{name}--*.png"))
        pictures = [
            QImage(str(path)).scaledToWidth(_THUMB, Qt.TransformationMode.SmoothTransformation) for path in paths
        ]
        columns = 2
        rows = -(-len(pictures) // columns)
        height = max(picture.height() for picture in pictures)
        sheet = QImage(columns * (_THUMB + 8), rows * (height + 8), QImage.Format.Format_RGB32)
        sheet.fill(QColor("#808080"))
        painter = QPainter(sheet)
        for number, picture in enumerate(pictures):
            painter.drawImage((number % columns) * (_THUMB + 8), number // columns * (height + 8), picture)
        painter.end()
        sheet.save(str(folder / f"contact-{name}.png"))


if __name__ == "__main__":
    sys.exit(main())
