from __future__ import annotations

import argparse
import json
import signal
import struct

import numpy as np
import pytest
import torch

from explorer.cli import train as command
from explorer.errors import InputError, ModelError, UsageError
from explorer.models import architectures
from explorer.training import checkpoint

SPEC = {
    "title": "Two bars",
    "input_shape": [1, 28, 28],
    "stages": [
        {"type": "conv", "channels": 4, "kernel": 5, "stride": 3},
        {"type": "relu"},
        {"type": "flatten"},
        {"type": "linear", "features": 10},
    ],
}


@pytest.fixture(autouse=True)
def _threads():
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


@pytest.fixture
def data(tmp_path):
    """Standing and lying bars as MNIST's four files, and a tiny architecture."""
    images = np.zeros((40, 28, 28), np.uint8)
    images[::2, 5:23, 13:16] = 255
    images[1::2, 13:16, 5:23] = 255
    folder = tmp_path / "data" / "MNIST" / "raw"
    folder.mkdir(parents=True)
    for prefix in ("train", "t10k"):
        header = struct.pack(">BBBBIII", 0, 0, 8, 3, *images.shape)
        (folder / f"{prefix}-images-idx3-ubyte").write_bytes(header + images.tobytes())
        labels = bytes(i % 2 for i in range(40))
        (folder / f"{prefix}-labels-idx1-ubyte").write_bytes(struct.pack(">BBBBI", 0, 0, 8, 1, 40) + labels)
    (tmp_path / "bars.json").write_text(json.dumps(SPEC), encoding="utf-8")
    return tmp_path


def run(data, *options):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    words = [
        data / "data",
        "-o",
        data / "net.safetensors",
        "--arch",
        data / "bars.json",
        "--batch-size",
        "10",
        "--drawn",
        "0",
    ]
    return command.run(parser.parse_args([str(word) for word in (*words, *options)]))


def test_the_file_says_what_it_is_and_how_it_was_made(data):
    assert run(data, "--epochs", "2", "--seed", "3", "--holdout", "8") == 0
    net, metadata = architectures.load(data / "net.safetensors")
    assert net(torch.zeros(1, 1, 28, 28)).shape == (1, 10)
    assert metadata["title"] == "Two bars"
    assert metadata["architecture"] == SPEC
    assert metadata["classes"] == list("0123456789")
    assert metadata["training"]["seed"] == 3
    assert metadata["training"]["digits"] == 32
    assert set(metadata["accuracy"]) == {"epoch", "holdout", "test", "test_digits"}


def test_the_command_in_the_file_has_the_options_but_no_folders(data):
    run(data, "--epochs", "1", "--lr", "0.01", "--seed", "12345678", "--limit", "20", "--no-augmentation")
    said = architectures.load(data / "net.safetensors")[1]["training"]["command"]
    assert said == (
        "feature-map-explorer train DATA -o net.safetensors --epochs 1 --batch-size 10 --lr 0.01 --weight-decay 0.02 "
        "--label-smoothing 0.03 --seed 12345678 --drawn 0 --limit 20 --holdout 0 --arch bars.json --no-augmentation"
    )


def test_json_lines_tell_every_epoch_and_the_end(data, capsys):
    run(data, "--epochs", "3", "--json")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["epoch"] for line in lines if line["event"] == "epoch"] == [1, 2, 3]
    # 40 digits in batches of 10 are 12 steps, every tenth is told.
    assert [(line["step"], line["steps"]) for line in lines if line["event"] == "step"] == [(10, 12)]
    assert lines[-1]["event"] == "done"
    assert lines[-1]["stopped"] is False
    assert lines[-1]["accuracy"] == architectures.load(data / "net.safetensors")[1]["accuracy"]["test"]


def test_lines_to_read_tell_the_same(data, capsys):
    run(data, "--epochs", "1", "--holdout", "10")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("epoch 1/1: loss ")
    assert "of the held-out digits right" in lines[0]
    assert "of 40 test digits right; weights in" in lines[-1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_training_with_a_whole_file(data, capsys, monkeypatch, number):
    save = checkpoint.save

    def save_then_signal(*args):
        save(*args)
        signal.raise_signal(number)

    handler = signal.getsignal(number)
    monkeypatch.setattr(checkpoint, "save", save_then_signal)
    assert run(data, "--epochs", "50", "--json") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["epoch"] for line in lines if line["event"] == "epoch"] == [1]
    assert lines[-1]["stopped"] is True
    assert architectures.load(data / "net.safetensors")[1]["accuracy"]["epoch"] == 1
    assert signal.getsignal(number) is handler


def test_a_network_can_teach_the_next(data):
    run(data, "--epochs", "1")
    (data / "net.safetensors").rename(data / "teacher.safetensors")
    run(data, "--epochs", "1", "--teacher", data / "teacher.safetensors")
    assert "--teacher teacher.safetensors" in architectures.load(data / "net.safetensors")[1]["training"]["command"]


def test_drawn_digits_are_learned_too(data, capsys):
    run(data, "--epochs", "1", "--drawn", "20", "--json")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    # 40 and 20 digits in batches of 10.
    assert lines[0]["steps"] == 6
    assert architectures.load(data / "net.safetensors")[1]["training"]["drawn"] == 20


@pytest.mark.parametrize("option", ["--epochs", "--batch-size", "--lr", "--threads", "--limit"])
def test_numbers_that_make_no_sense_are_wrong_usage(data, option):
    with pytest.raises(UsageError, match=option):
        run(data, option, "0")


def test_an_output_without_a_folder_is_wrong_usage(data):
    with pytest.raises(UsageError, match="there is no folder"):
        run(data, "-o", data / "nowhere" / "net.safetensors")


def test_data_that_are_not_there_are_said(data):
    with pytest.raises(InputError, match="has no train-images"):
        run(data / "data" / "MNIST", "-o", data / "net.safetensors")


def test_a_holdout_of_everything_is_refused(data):
    with pytest.raises(ModelError, match="40 of 40 digits cannot be held out"):
        run(data, "--holdout", "40")
