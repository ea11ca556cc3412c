"""The Markdown files of the project, taken apart: their links, anchors, code blocks, keys and commands."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("resources/models/*.md")])
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_NAMED_BLOCK = re.compile(r"^`(explorer/\w+/\w+\.py)`:\n\n```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# Letters of other alphabets may follow a key: `Ctrl+L은`.
_SIGN = "[A-Za-z0-9_+]"
_KEY = re.compile(
    rf"(?<!{_SIGN})(?:(?:Ctrl|Alt|Shift)\+)+(?:[A-Z][A-Za-z]+|F\d+|[A-Z0-9]|[,/+=-])(?!{_SIGN})"
    rf"|(?<!{_SIGN})F\d\d?(?!{_SIGN})"
)


def without_code(text):
    return _FENCE.sub("", text)


def blocks(text, language):
    return [content for name, content in _FENCE.findall(text) if name == language]


def named_blocks(text):
    """Python blocks after a line with the name of the file that they are."""
    return dict(_NAMED_BLOCK.findall(text))


def links(text):
    return _LINK.findall(without_code(text))


def anchors(text):
    """As GitHub makes them: lower case, blanks as hyphens, other signs left out."""
    found = []
    for heading in _HEADING.findall(without_code(text)):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        found.append(re.sub(r"[^\w\- ]", "", plain).replace(" ", "-"))
    return found


def keys(text):
    return set(_KEY.findall(without_code(text)))


def commands(text):
    """What is typed after the program's name, in blocks and in sentences; brackets mean: may be left out."""
    spoken = re.findall(r"`feature-map-explorer( [^`]+)`", text)
    lines = [line for block in blocks(text, "") for line in block.splitlines()]
    typed = [line.removeprefix("feature-map-explorer") for line in lines if line.startswith("feature-map-explorer ")]
    # In a block a column of blanks parts a command from its explanation.
    return [re.split(r"\s{2,}", command.strip())[0] for command in [*spoken, *typed]]
