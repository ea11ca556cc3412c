"""All that the program says is there in every language, whole, and compiled."""

import ast
import importlib.util
import re
import string
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.ts"))
HANGUL = re.compile("[가-힣]")


@pytest.fixture(scope="module")
def tool():
    specification = importlib.util.spec_from_file_location("translations_tool", ROOT / ".ci" / "translations.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def messages(file):
    """(context, source, comment), translation, and whether it is no finished one."""
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            key = context.findtext("name"), message.findtext("source"), message.findtext("comment") or ""
            translation = message.find("translation")
            yield key, translation.text or "", translation.get("type")


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def translated(language):
    return list(messages(FOLDER / f"{language}.ts"))


def test_korean_is_there():
    assert "ko" in LANGUAGES


def test_nothing_is_unfinished_empty_or_gone(translated):
    assert [(key, kind) for key, text, kind in translated if kind or not text.strip()] == []


def test_translations_are_of_what_the_program_says_now(tool, language, translated, tmp_path):
    fresh = tmp_path / f"{language}.ts"
    tool.update(fresh)
    said, known = {key for key, *_ in messages(fresh)}, {key for key, *_ in translated}
    assert said - known == set(), "`make translations` adds them"
    assert known - said == set(), "`make translations` takes them out"


def test_every_text_belongs_to_a_name(translated):
    """A text without a class, or with an object's name in its place, is looked up in vain."""
    assert [key for key, *_ in translated if not key[0].isidentifier()] == []


def test_placeholders_are_those_of_the_source(translated):
    wrong = [(source, text) for (_, source, _), text, _ in translated if placeholders(source) != placeholders(text)]
    assert wrong == []


def placeholders(text):
    return set(re.findall(r"\{[^}]*\}|%n|%\d", text))


def test_mnemonics_are_there_where_the_source_has_one(translated):
    wrong = [(source, text) for (_, source, _), text, _ in translated if mnemonics(source) != mnemonics(text)]
    assert wrong == []


def mnemonics(text):
    return len(re.findall(r"&\w", text))


def test_ends_of_texts_are_alike(translated):
    """An ellipsis says that a question follows; a full stop, that it is a sentence."""
    wrong = [
        (source, text)
        for (_, source, _), text, _ in translated
        if source.endswith("…") != text.endswith("…") or (text.endswith("다.") and not source.endswith("."))
    ]
    assert wrong == []


def test_sentences_are_in_korean(language, translated):
    if language == "ko":
        sentences = [
            (source, text) for (_, source, _), text, _ in translated if re.search(r"[a-z]{2,} [a-z]{2,} ", source)
        ]
        assert len(sentences) > 100
        assert [pair for pair in sentences if not HANGUL.search(pair[1])] == []


def test_compiled_file_says_the_same(language, translated):
    translator = QTranslator()
    assert translator.load(str(FOLDER / f"{language}.qm"))
    wrong = [key for key, text, _ in translated if translator.translate(*key) != text]
    assert wrong == []


def test_no_sentence_of_an_error_is_glued_together(tool):
    """What is glued is nowhere to be found in a translation: the sentence comes first, then what is filled in."""
    trees = tool.trees()
    names = tool.error_names(trees.values()) | {"Words"}
    assert {"ModelError", "NotExplained", "TrustNeeded"} <= names
    glued = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path, tree in trees.items()
        for call in tool.calls_of(names, tree)
        if is_glued(call.args[0])
    ]
    assert glued == []


def is_glued(node):
    """An f-string, a sum of texts, or `"...".format(...)`."""
    if isinstance(node, ast.JoinedStr):
        return True
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr == "format" and is_text(node.func.value)
    return isinstance(node, ast.BinOp) and any(is_text(part) or is_glued(part) for part in (node.left, node.right))


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(node.value)


def test_sentences_from_below_the_window_are_found(tool):
    found = tool.sentences()
    assert "{0} cannot be read: {1}." in found
    assert "{0} needs {1} more, but there are only {2} free on that disk." in found
    assert "No such file or directory" in found
    assert "{0}: holds a whole pickled network ({1}), which only running code can restore." in found


def test_every_place_in_a_sentence_has_a_value(tool):
    """Otherwise saying what went wrong would go wrong itself."""
    names = tool.error_names(tool.trees().values()) | {"Words"}
    filled = [
        (call.args[0].value, call, path)
        for path, tree in tool.trees().items()
        for call in tool.calls_of(names, tree)
        # Without values a text is taken as it is.
        if is_text(call.args[0]) and call.args[1:] and not any(isinstance(value, ast.Starred) for value in call.args)
    ]
    assert len(filled) > 200
    wrong = [
        f"{path.relative_to(ROOT)}:{call.lineno}: {sentence}"
        for sentence, call, path in filled
        if places(sentence) != {*range(len(call.args) - 1)}
    ]
    assert wrong == []


def test_every_place_in_a_text_of_the_window_has_a_value(tool):
    filled = [
        (node.func.value.args[-1].value, node, path)
        for path, tree in tool.trees().items()
        for node in ast.walk(tree)
        if is_filled_text(node)
    ]
    assert len(filled) > 200
    wrong = [
        f"{path.relative_to(ROOT)}:{call.lineno}: {text}"
        for text, call, path in filled
        if places(text) != {*range(len(call.args)), *(keyword.arg for keyword in call.keywords)}
    ]
    assert wrong == []


def is_filled_text(node):
    """`self.tr("...").format(...)`, or the same by `translate`, with its values one by one."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"):
        return False
    made = node.func.value
    spoken = isinstance(made, ast.Call) and ast.unparse(made.func).rpartition(".")[2] in ("tr", "translate")
    return spoken and is_text(made.args[-1]) and not any(isinstance(value, ast.Starred) for value in node.args)


def places(sentence):
    """The numbers and names between braces, without what belongs to them: `{0}`, `{1:,}`, `{shown}`."""
    names = (name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None)
    return {int(name) if name.isdigit() else name for name in names}
