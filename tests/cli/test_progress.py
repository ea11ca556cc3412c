"""What is printed of a download, and how it looks when it is over."""

import io
from types import SimpleNamespace

import pytest

from explorer import models
from explorer.__main__ import main
from explorer.cli import _progress
from explorer.cli._progress import printed_progress
from explorer.errors import ModelError

MB = 1 << 20


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def printed(stream, *steps):
    """What stands on the stream after steps of (seconds, MB done, MB of all)."""
    clock = Clock()
    with printed_progress("resnet18", stream, clock) as progress:
        for seconds, done, whole in steps:
            clock.now = 100.0 + seconds
            progress(done * MB, None if whole is None else whole * MB)
    return stream.getvalue()


def test_a_terminal_shows_one_line_that_changes():
    text = printed(Terminal(), (0, 0, 40), (1, 10, 40), (2, 20, 40), (4, 40, 40))
    assert text.split("\r")[1:] == [
        "resnet18: 10.0 MB of 40.0 MB, 10.0 MB/s",
        "resnet18: 20.0 MB of 40.0 MB, 10.0 MB/s",
        "resnet18: 40.0 MB of 40.0 MB, 10.0 MB/s\n",
    ]


def test_a_shorter_line_covers_the_longer_one_before():
    first, second = printed(Terminal(), (0, 0, 400), (1, 100, 400), (10, 100, 400)).split("\r")[1:]
    assert first == "resnet18: 100.0 MB of 400.0 MB, 100.0 MB/s"
    assert second == "resnet18: 100.0 MB of 400.0 MB, 10.0 MB/s \n"


def test_what_was_there_before_counts_as_done_but_not_as_fast():
    assert "30.0 MB of 40.0 MB, 5.0 MB/s" in printed(Terminal(), (0, 20, 40), (2, 30, 40))


def test_a_file_gets_a_line_for_every_tenth():
    text = printed(io.StringIO(), (0, 0, 40), *((second, second, 40) for second in range(1, 41)))
    lines = text.splitlines()
    assert lines[:3] == ["resnet18: 0 % of 40.0 MB", "resnet18: 10 % of 40.0 MB", "resnet18: 20 % of 40.0 MB"]
    assert len(lines) == 11
    assert "\r" not in text


def test_a_file_gets_a_line_for_every_ten_megabytes_where_the_end_is_not_known():
    text = printed(io.StringIO(), (0, 0, None), *((second, second, None) for second in range(1, 31)))
    assert text.splitlines() == [f"resnet18: {amount}.0 MB" for amount in (1, 10, 20, 30)]


@pytest.mark.parametrize("stream", [Terminal(), io.StringIO()])
def test_what_is_over_at_once_is_not_worth_a_line(stream):
    assert printed(stream, (0, 0, 40), (0.2, 40, 40)) == ""


def test_an_interrupt_leaves_the_next_message_a_line_of_its_own():
    stream, clock = Terminal(), Clock()

    def interrupted():
        with printed_progress("resnet18", stream, clock) as progress:
            progress(0, 10 * MB)
            clock.now += 2
            progress(5 * MB, 10 * MB)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert stream.getvalue() == "\rresnet18: 5.0 MB of 10.0 MB, 2.5 MB/s\n"


def test_a_command_that_opens_a_model_prints_its_progress(monkeypatch, capsys):
    clock = Clock()

    def load(reference, opening):
        for done in range(5):
            clock.now += 1
            opening.progress(done * MB, 4 * MB)
        raise ModelError(f"{reference} was only tried.")

    monkeypatch.setattr(models, "load", load)
    monkeypatch.setattr(_progress, "time", SimpleNamespace(monotonic=clock))
    assert main(["layers", "resnet18:DEFAULT"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        *(f"resnet18:DEFAULT: {share} % of 4.0 MB" for share in (20, 50, 70, 100)),
        "feature-map-explorer: resnet18:DEFAULT was only tried.",
    ]
