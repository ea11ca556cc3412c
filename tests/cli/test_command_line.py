import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import explorer
from explorer import cli
from explorer.__main__ import main
from explorer.cli import _screen
from explorer.errors import ExplorerError, ModelError

COMMANDS = sorted(cli.commands())


def run(*arguments, **environment):
    """The program in a process of its own; a variable that is None is taken away."""
    variables = {**os.environ, **environment}
    return subprocess.run(
        [sys.executable, "-m", "explorer", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env={name: value for name, value in variables.items() if value is not None},
    )


def the_line(text):
    """The one line that was said, without the program's name in front."""
    assert text.count("\n") == 1, text
    assert text.startswith("feature-map-explorer: ")
    return text.removeprefix("feature-map-explorer: ").rstrip("\n")


@pytest.fixture
def failing(monkeypatch):
    """Lets the sub-command `layers` raise an error."""
    from explorer.cli import layers

    def fail_with(error):
        def fail(args):
            raise error

        monkeypatch.setattr(layers, "run", fail)
        return main(["layers", "digits"])

    return fail_with


def test_help_names_every_command(capsys):
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert {"layers", "export", "train"} <= set(COMMANDS)
    assert all(f"  {name}" in said and cli.commands()[name].HELP in said for name in COMMANDS)


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"feature-map-explorer {explorer.__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_of_its_own(name, capsys):
    assert main([name, "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"usage: feature-map-explorer {name} ")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["layers", "--help"], ["export", "--help"], ["layers"]]
)
def test_what_needs_no_network_does_not_wait_for_torch_or_qt(arguments):
    code = (
        "import sys; from explorer.__main__ import main; main(sys.argv[1:]);"
        "print([name for name in ('torch', 'numpy', 'PIL', 'PySide6') if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=60)
    assert done.stderr.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["layers"], "MODEL"),
        (["layers", "digits", "--nonsense"], "--nonsense"),
        (["layers", "digits", "--js"], "--js"),
        (["export", "digits", "7.png"], "-o"),
        (["export", "digits", "7.png", "-o", "out", "--npz", "--safetensors"], "--safetensors"),
        (["--theme", "pink"], "pink"),
        (["digits", "--input-shape", "3,32"], "--input-shape 3,32"),
        (["digits", "what", "else"], "what else"),
        (["--theme", "dark", "layers"], "has to come first"),
    ],
)
def test_wrong_usage_is_one_line_and_2(arguments, words, capsys):
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert words in the_line(said.err)
    assert said.out == ""


def test_a_failure_is_one_line_and_1(failing, capsys):
    assert failing(ModelError("net.pth: is damaged\nbeyond repair.")) == 1
    assert the_line(capsys.readouterr().err) == "net.pth: is damaged beyond repair."


def test_an_unexpected_error_is_one_line_and_1(failing, capsys):
    assert failing(ZeroDivisionError("division by zero")) == 1
    said = the_line(capsys.readouterr().err)
    assert said.startswith("ZeroDivisionError: division by zero (")
    assert "FEATURE_MAP_EXPLORER_DEBUG=1" in said


def test_an_unexpected_error_without_words_is_named(failing, capsys):
    assert failing(MemoryError()) == 1
    assert the_line(capsys.readouterr().err).startswith("MemoryError (")


def test_the_traceback_is_there_when_asked_for(failing, capsys, monkeypatch):
    monkeypatch.setenv("FEATURE_MAP_EXPLORER_DEBUG", "1")
    assert failing(ModelError("No such model.")) == 1
    said = capsys.readouterr().err
    assert "Traceback (most recent call last)" in said
    assert said.endswith("feature-map-explorer: No such model.\n")


def test_a_missing_system_library_says_what_to_install(failing, capsys):
    error = ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
    assert failing(error) == 1
    said = the_line(capsys.readouterr().err)
    assert "libEGL.so.1" in said
    assert "apt-get install libegl1" in said


def test_ctrl_c_is_130_and_silent(failing, capsys):
    assert failing(KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == ""


def test_a_reader_that_leaves_early_is_no_failure_to_speak_of():
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "explorer", "layers", "digits"],
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
    os.close(write)
    assert done.stderr == ""
    assert done.returncode == 141


def test_the_program_ends_with_the_code():
    done = run("layers", "no-such-model")
    assert done.returncode == 1
    assert "no-such-model" in the_line(done.stderr)
    assert done.stdout == ""


def test_without_a_screen_the_window_is_refused_in_one_sentence():
    done = run(QT_QPA_PLATFORM=None, DISPLAY=None, WAYLAND_DISPLAY=None)
    assert done.returncode == 1
    assert "no screen" in the_line(done.stderr)


def test_a_screen_that_does_not_answer_is_refused_in_one_sentence():
    done = run("digits", QT_QPA_PLATFORM=None, DISPLAY=":98765", WAYLAND_DISPLAY=None)
    assert done.returncode == 1
    assert "DISPLAY=:98765" in the_line(done.stderr)


def test_the_window_gets_what_was_said(monkeypatch):
    from explorer.gui import application

    opened = []
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(application, "run_window", lambda **arguments: opened.append(arguments) or 0)
    assert main([]) == 0
    assert main(["resnet18", "--input", "cat.jpg", "--theme", "dark"]) == 0
    usual = {"opening": None, "settings_file": None, "reset": False}
    assert opened == [
        {"model": None, "picture": None, "theme": "system", **usual},
        {"model": "resnet18", "picture": "cat.jpg", "theme": "dark", **usual},
    ]


def test_the_window_opens_a_model_as_was_said(monkeypatch):
    from explorer.gui import application
    from explorer.models.opening import Opening
    from explorer.models.trust import Trust

    opened = []
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(application, "run_window", lambda **arguments: opened.append(arguments) or 0)
    said = ["--weights", "x.pt", "--input-shape", "3,32,32", "--classes", "cifar10", "--device", "cuda", "--trust"]
    assert main(["net.py:Net", *said]) == 0
    names = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
    expected = Opening(
        weights=Path("x.pt"),
        input_shapes=((3, 32, 32),),
        class_names=names,
        device="cuda",
        trust=Trust(everything=True),
    )
    assert opened[0]["opening"] == expected


@pytest.mark.parametrize("display", [":7", "unix:7", ":7.0", "localhost:7.0"])
def test_a_display_name_is_understood(display, monkeypatch):
    asked = []
    monkeypatch.setattr(_screen, "_connects", lambda family, address: asked.append(address) or True)
    assert _screen._answers(display)
    assert asked == [("localhost", 6007) if "localhost" in display else "/tmp/.X11-unix/X7"]


def test_a_plugin_that_cannot_be_loaded_says_which_library_it_misses(monkeypatch):
    def load(path):
        raise OSError("libxcb-cursor.so.0: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(_screen.ctypes, "CDLL", load)
    with pytest.raises(ExplorerError, match=r"libxcb-cursor\.so\.0 is missing; .*libxcb-cursor0"):
        _screen._check_libraries()


def test_a_command_is_a_file(tmp_path, monkeypatch, capsys):
    (tmp_path / "hello.py").write_text(
        "NAME, HELP = 'hello', 'say hello'\n"
        "def add_arguments(parser): parser.add_argument('who')\n"
        "def run(args): print(f'Hello {args.who}'); return 0\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(cli, "__path__", [*cli.__path__, str(tmp_path)])
    try:
        assert main(["hello", "there"]) == 0
    finally:
        sys.modules.pop("explorer.cli.hello", None)
        vars(cli).pop("hello", None)
    assert capsys.readouterr().out == "Hello there\n"


def test_layers_as_json_on_standard_output_is_nothing_but_json():
    done = run("layers", "digits", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)[0]["name"] == "conv1"
    assert done.stderr == ""
