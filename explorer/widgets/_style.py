"""The application's style sheet as a template: `$name` is a colour token, `$px_role` the size of a type role."""

from __future__ import annotations

from string import Template

_FRAME = """
QMainWindow, QDialog, QMessageBox { background: $surface; }
QMainWindow::separator { background: $border; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: $accent; }
QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QMenuBar::item:disabled { color: $disabled; }
QSplitter::handle:hover { background: $accent; }
QDockWidget { color: $text; font-weight: 600; titlebar-close-icon: none; }
QDockWidget::title { background: $surface; padding: 10px 12px; text-align: left; }
QScrollArea, QGraphicsView { border: 0; background: transparent; }
QScrollArea > QWidget > QWidget { background: transparent; }
QStatusBar { background: $surface_2; border-top: 1px solid $border; color: $muted; font-size: $px_caption; }
QStatusBar::item { border: 0; }
QStatusBar QLabel { color: $muted; font-size: $px_caption; }
QStatusBar QToolButton { padding: 2px; }
QToolTip { background: $surface_2; color: $text; border: 1px solid $border_2; padding: 4px 6px;
           font-size: $px_caption; }
QFrame[panel="surface"] { background: $surface; border: 0; }
QFrame[panel="bar"] { background: $surface_2; border: 0; }
QFrame[panel="well"] { background: $surface_2; border: 0; border-radius: 6px; }
QFrame[panel="page"] { background: $bg; border: 0; }
QFrame[panel="card"] { background: $surface; border: 1px solid $border_2; border-radius: 12px; }
QFrame[message] { border: 0; border-radius: 6px; background: $accent_soft; }
QFrame[message="danger"] { background: $danger_soft; }
QFrame[message="warning"] { background: $warning_soft; }
QFrame[line="horizontal"] { background: $border; border: 0; min-height: 1px; max-height: 1px; }
QFrame[line="vertical"] { background: $border; border: 0; min-width: 1px; max-width: 1px; }
QProgressBar { background: $surface_3; border: 0; border-radius: 2px; min-height: 4px; max-height: 4px;
               color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
"""

_MENUS = """
QMenuBar { background: $surface_2; color: $text_2; border: 0; padding: 0 4px; }
QMenuBar::item { background: transparent; padding: 5px 8px; border-radius: 6px; }
QMenuBar::item:selected { background: $surface_3; color: $text; }
QMenu { background: $surface; color: $text; border: 1px solid $border_2; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 8px; border-radius: 6px; border: 0; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::item:disabled:selected { background: transparent; }
QMenu::icon { padding-left: 6px; }
QMenu::separator { height: 1px; background: $border; margin: 4px 6px; }
QMenu::right-arrow { image: url($images/caret-right.png); width: 12px; height: 12px; right: 6px; }
QMenu::indicator { width: 14px; height: 14px; margin-left: 6px; border-radius: 4px; border: 1px solid $border_2; }
QMenu::indicator:exclusive { border-radius: 7px; }
QMenu::indicator:checked { background: $accent; border-color: $accent; image: url($images/check.png); }
QToolBar { background: $surface_2; border: 0; border-bottom: 1px solid $border; spacing: 4px; padding: 7px 12px; }
QToolBar::separator { background: $border_2; width: 1px; margin: 5px 8px; }
"""

_BUTTONS = """
QToolButton { background: transparent; color: $text_2; border: 0; border-radius: 6px; padding: 5px 10px; }
QToolButton:hover { background: $surface_3; color: $text; }
QToolButton:pressed { background: $border; }
QToolButton:checked { background: $accent_soft; color: $accent; }
QToolButton:disabled { color: $disabled; background: transparent; }
QToolButton:focus { border: 2px solid $accent; padding: 3px 8px; }
QToolButton[iconOnly="true"] { padding: 5px; }
QToolButton[iconOnly="true"]:focus { padding: 3px; }
QToolButton[outlined="true"] { background: $surface; border: 1px solid $border_2; padding: 4px 10px; color: $text; }
QToolButton[outlined="true"]:hover { background: $surface_3; }
QToolButton[outlined="true"]:focus { border: 2px solid $accent; padding: 3px 9px; }
QToolButton[popupMode="2"] { padding-right: 26px; }
QToolButton[popupMode="2"]:focus { padding-right: 25px; }
QToolButton[popupMode="1"] { padding-right: 24px; }
QToolButton::menu-button { border: 0; width: 20px; border-top-right-radius: 6px; border-bottom-right-radius: 6px; }
QToolButton::menu-button:hover { background: $surface_3; }
QToolButton::menu-arrow { image: url($images/caret-down.png); width: 12px; height: 12px; }
QToolButton::menu-indicator { image: url($images/caret-down.png); width: 12px; height: 12px;
                              subcontrol-origin: padding; subcontrol-position: right center; right: 8px; }
QToolButton[segment] { border: 1px solid transparent; padding: 3px 9px; color: $text_2; }
QToolButton[segment="tall"] { padding: 6px 2px 4px 2px; font-size: $px_caption; }
QToolButton[segment]:hover { background: transparent; color: $text; }
QToolButton[segment]:checked { background: $segment; color: $text; border: 1px solid $border_2; }
QToolButton[segment]:disabled { color: $disabled; }
QPushButton { background: $surface; color: $text; border: 1px solid $border_2; border-radius: 6px; padding: 5px 12px;
              min-height: 16px; }
QPushButton:hover { background: $surface_3; }
QPushButton:pressed { background: $border; }
QPushButton:disabled { color: $disabled; border-color: $border; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 11px; }
QPushButton:default, QPushButton[primary="true"] { background: $accent; color: $on_accent; border: 1px solid $accent;
              font-weight: 600; }
QPushButton:default:hover, QPushButton[primary="true"]:hover { border-color: $text; }
QPushButton:default:focus, QPushButton[primary="true"]:focus { border: 2px solid $accent_line; }
QPushButton:default:disabled, QPushButton[primary="true"]:disabled { background: $surface_3; color: $disabled;
              border-color: $surface_3; }
QPushButton[danger="true"] { color: $danger; border-color: $danger; }
QPushButton[answer="true"] { padding: 5px 4px; font-weight: 600; }
QPushButton[answer="true"]:focus { padding: 4px 3px; }
QPushButton[answer="true"]:checked { background: $accent_soft; border-color: $accent; color: $accent; }
QPushButton:flat { background: transparent; color: $accent; border: 1px solid transparent; padding: 3px 6px;
              font-weight: 600; }
QPushButton:flat:hover { background: $surface_3; }
QPushButton:flat:focus { border: 2px solid $accent; padding: 2px 5px; }
QCheckBox, QRadioButton { color: $text; spacing: 8px; background: transparent; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator { width: 14px; height: 14px;
              border: 1px solid $border_2; border-radius: 4px; background: $surface; }
QRadioButton::indicator { border-radius: 7px; }
QCheckBox::indicator:checked, QListView::indicator:checked { background: $accent; border-color: $accent;
              image: url($images/check.png); }
QRadioButton::indicator:checked { background: $surface; border: 4px solid $accent; width: 8px; height: 8px; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: $accent; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
"""

_FIELDS = """
QLineEdit, QComboBox, QAbstractSpinBox { background: $surface; color: $text; border: 1px solid $border_2;
              border-radius: 6px; padding: 3px 7px; min-height: 18px; selection-background-color: $accent;
              selection-color: $on_accent; }
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover { border-color: $muted; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid $accent; padding: 2px 6px; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { color: $disabled; border-color: $border; }
QComboBox, QComboBox:focus { padding-right: 22px; }
QComboBox::drop-down { border: 0; width: 22px; subcontrol-origin: border; subcontrol-position: center right; }
QComboBox::down-arrow { image: url($images/caret-down.png); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $border_2; padding: 4px;
              outline: 0; selection-background-color: $accent_soft; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 24px; border-radius: 6px; padding: 0 6px; }
QAbstractSpinBox, QAbstractSpinBox:focus { padding-right: 18px; padding-left: 0; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: 0; padding: 0 0 0 5px; background: transparent;
              min-height: 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: 0; width: 16px; subcontrol-origin: border;
              background: transparent; }
QAbstractSpinBox::up-button { subcontrol-position: top right; margin: 2px 2px 0 0; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; margin: 0 2px 2px 0; }
QAbstractSpinBox::up-arrow { image: url($images/caret-up.png); width: 9px; height: 9px; }
QAbstractSpinBox::down-arrow { image: url($images/caret-down.png); width: 9px; height: 9px; }
QPlainTextEdit, QTextEdit { background: $surface; color: $text; border: 1px solid $border_2; border-radius: 6px;
              selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit:focus, QTextEdit:focus { border-color: $accent; }
QTextBrowser { border: 0; background: transparent; }
QSlider { background: transparent; }
QSlider::groove:horizontal { height: 3px; border-radius: 1px; background: $border_2; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 1px; }
QSlider::handle:horizontal { width: 8px; height: 8px; margin: -5px 0; border-radius: 6px; border: 2px solid $accent;
              background: $surface; }
QSlider::handle:horizontal:hover { background: $accent_soft; }
QSlider::handle:horizontal:focus { background: $accent; }
QSlider::groove:vertical { width: 3px; border-radius: 1px; background: $border_2; }
QSlider::add-page:vertical { background: $accent; border-radius: 1px; }
QSlider::handle:vertical { width: 8px; height: 8px; margin: 0 -5px; border-radius: 6px; border: 2px solid $accent;
              background: $surface; }
QSlider::handle:vertical:focus { background: $accent; }
QSlider::sub-page:horizontal:disabled, QSlider::add-page:vertical:disabled { background: $border_2; }
QSlider::handle:disabled { border-color: $border_2; }
"""

_LISTS = """
QTabWidget::pane { border: 0; border-top: 1px solid $border; }
QTabBar { background: $surface; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; border: 0; border-bottom: 2px solid transparent;
              padding: 9px 10px 7px 10px; }
QTabBar[compact="true"]::tab { padding: 9px 5px 7px 5px; }
QTabBar[compact="tight"]::tab { padding: 9px 3px 7px 3px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:disabled { color: $disabled; }
QTabBar::tab:focus { color: $accent; }
QTabBar QToolButton { background: $surface; padding: 2px; }
QAbstractItemView { background: $surface; color: $text; border: 0; outline: 0; selection-background-color: $accent_soft;
              selection-color: $text; alternate-background-color: $surface_2; gridline-color: $border; }
QTreeView::item, QListView::item { min-height: 24px; border: 0; padding: 0 4px; }
QTableView::item { border: 0; padding: 0 8px; }
QAbstractItemView::item:hover { background: $surface_3; }
QAbstractItemView::item:selected { background: $accent_soft; color: $text; }
QAbstractItemView::item:focus { border: 1px solid $accent; }
QTreeView::branch { background: transparent; }
QTreeView::branch:selected { background: $accent_soft; }
QTreeView::branch:has-children:closed { image: url($images/caret-right.png); }
QTreeView::branch:has-children:open { image: url($images/caret-down.png); }
QHeaderView { background: $surface; border: 0; }
QHeaderView::section { background: $surface; color: $muted; border: 0; border-bottom: 1px solid $border;
              padding: 5px 8px; font-size: $px_caption; font-weight: 500; }
QHeaderView::section:hover { color: $text; }
QHeaderView::down-arrow { image: url($images/caret-down.png); width: 10px; height: 10px; }
QHeaderView::up-arrow { image: url($images/caret-up.png); width: 10px; height: 10px; }
QTableCornerButton::section { background: $surface; border: 0; }
QScrollBar:vertical { width: 8px; background: transparent; margin: 0; }
QScrollBar:horizontal { height: 8px; background: transparent; margin: 0; }
QScrollBar::handle { background: $border_2; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
"""

_LABELS = """
QLabel { background: transparent; color: $text; }
QLabel:disabled { color: $disabled; }
QLabel[role="display"] { font-size: $px_display; font-weight: 600; }
QLabel[role="headline"] { font-size: $px_headline; font-weight: 600; }
QLabel[role="title"] { font-size: $px_title; font-weight: 600; }
QLabel[role="card"] { font-size: $px_card; font-weight: 600; }
QLabel[role="paragraph"] { font-weight: 400; color: $text_2; }
QLabel[role="lead"] { font-size: $px_card; font-weight: 400; color: $text_2; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="section"] { font-size: $px_section; font-weight: 600; color: $text_2; }
QLabel[role="label"] { font-size: $px_label; color: $text_2; }
QLabel[role="muted"] { font-size: $px_label; color: $muted; }
QLabel[role="caption"] { font-size: $px_caption; font-weight: 400; color: $muted; }
QLabel[role="value"] { font-size: $px_label; font-weight: 600; color: $text; }
QLabel[role="code"] { font-family: "JetBrains Mono", "DejaVu Sans Mono", monospace; font-size: $px_code; }
QLabel[message] { background: transparent; color: $text; }
QLabel[chip] { font-size: $px_caption; font-weight: 500; border-radius: 9px; padding: 2px 8px;
              min-height: 14px; max-height: 14px;
              background: $surface_3; color: $text_2; }
QLabel[chip="success"] { background: $success_soft; color: $success; }
QLabel[chip="warning"] { background: $warning_soft; color: $warning; }
QLabel[chip="danger"] { background: $danger_soft; color: $danger; }
QLabel[chip="accent"] { background: $accent_soft; color: $accent; }
QLabel[chip="key"] { background: $surface; color: $muted; border: 1px solid $border_2; border-radius: 4px;
              padding: 0 4px; }
"""

STYLE_SHEET = Template(_FRAME + _MENUS + _BUTTONS + _FIELDS + _LISTS + _LABELS)
"""Everything that Qt's own widgets wear; placeholders are filled in by the theme."""
