"""Listing what a Python file offers, without running it."""

from __future__ import annotations

import pytest

from explorer.errors import ModelError
from explorer.models.definitions import definitions, literal_arguments

SOURCE = """
import torch
from torch import nn
raise SystemExit("this file must not be run")

class Block(nn.Module):
    def __init__(self, channels): ...

class Net(torch.nn.Module):
    def __init__(self, num_classes=10, *, width=1.0):
        self.block = Block(3)
    def forward(self, x):
        return self.block(x)

class Wide(Net):
    pass

class Settings:
    def __init__(self, path): ...

def build(num_classes, pretrained=False):
    return Net(num_classes)

def accuracy(scores, labels):
    return (scores == labels).mean()

def _hidden():
    return Net()
"""


def test_networks_come_first_and_blocks_last() -> None:
    found = definitions(SOURCE, "net.py")
    assert [(d.name, d.kind, d.inner) for d in found] == [
        ("Wide", "class", False),
        ("build", "function", False),
        ("Block", "class", True),
        ("Net", "class", True),
    ]


def test_parameters_are_told_as_they_are_written() -> None:
    found = {d.name: d for d in definitions(SOURCE, "net.py")}
    assert found["Net"].arguments == "num_classes=10, *, width=1.0"
    assert (found["Net"].needed, found["Block"].needed, found["build"].needed) == (0, 1, 1)
    assert found["build"].arguments == "num_classes, pretrained=False"
    assert found["Wide"].line == 15


def test_what_is_no_python_is_refused_with_its_line() -> None:
    with pytest.raises(ModelError, match=r"net\.py, line 2: is not Python"):
        definitions("x = 1\ndef broken(:\n", "net.py")


def test_null_bytes_are_refused() -> None:
    with pytest.raises(ModelError, match=r"net\.py.*is not Python"):
        definitions(b"x = 1\0", "net.py")


def test_plain_arguments_are_read() -> None:
    assert literal_arguments("10, width=0.5, sizes=(1, 2), name='a'") == (
        [10],
        {"width": 0.5, "sizes": (1, 2), "name": "a"},
    )
    assert literal_arguments("") == ([], {})


@pytest.mark.parametrize("text", ["open('x')", "*a", "**b", "1) or f(2", "x", "[i for i in y]"])
def test_arguments_that_would_run_code_are_refused(text: str) -> None:
    with pytest.raises(ModelError, match="plain values"):
        literal_arguments(text)
