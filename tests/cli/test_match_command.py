import json

import pytest
import torch
from torchvision.models import get_model

from explorer.__main__ import main


@pytest.fixture
def match(capsys):
    """Runs `match` and gives what it printed on both streams."""

    def run(*arguments, code=0):
        assert main(["match", *map(str, arguments)]) == code
        said = capsys.readouterr()
        return said.out, said.err

    return run


@pytest.fixture
def file(tmp_path):
    """A checkpoint of a grey SqueezeNet with four classes, as DataParallel names it."""
    net = get_model("squeezenet1_1", weights=None, num_classes=4)
    net.features[0] = torch.nn.Conv2d(1, 64, 3, 2)
    state = {f"module.{key}": value for key, value in net.state_dict().items()}
    torch.save({"state_dict": state, "epoch": 3}, tmp_path / "net.ckpt")
    return tmp_path / "net.ckpt"


def test_the_architecture_is_named_with_what_was_found_out(match, file):
    out, err = match(file, "--top", "1")
    assert out.splitlines() == [
        f"{file}: checkpoint, 52 tensors under “state_dict”",
        "",
        "squeezenet1_1 (SqueezeNet 1.1, torchvision): fits whole, channels 1, classes 4",
    ]
    assert err == ""


def test_json_has_every_name_of_the_nearest(match, file):
    said = json.loads(match(file, "--json", "--top", "2")[0])
    candidates = said.pop("candidates")
    assert said == {
        "file": str(file),
        "format": "checkpoint",
        "place": "state_dict",
        "others": [],
        "tensors": 52,
        "match": "squeezenet1_1",
        "ties": [],
    }
    assert [candidate["name"] for candidate in candidates] == ["squeezenet1_1", "squeezenet1_0"]
    first, second = candidates
    assert first == {
        "name": "squeezenet1_1",
        "title": "SqueezeNet 1.1",
        "source": "torchvision",
        "whole": True,
        "fitting": 52,
        "wanted": 52,
        "prefix": "",
        "sizes": {"channels": 1, "classes": 4},
        "missing": [],
        "unexpected": [],
        "misshapen": [],
        "outside": [],
    }
    assert not second["whole"]
    assert {"key": "features.0.weight", "found": [64, 1, 3, 3], "wanted": [96, 3, 7, 7]} in second["misshapen"]


def test_where_nothing_fits_whole_the_nearest_is_told_and_the_code_is_1(match, tmp_path):
    state = dict(get_model("squeezenet1_1", weights=None).state_dict())
    del state["features.0.bias"]
    torch.save(state | {"extra.weight": torch.ones(2)}, tmp_path / "net.pth")
    out, err = match(tmp_path / "net.pth", "--top", "1", code=1)
    assert out.splitlines()[2:] == [
        "squeezenet1_1 (SqueezeNet 1.1, torchvision): 51 of 52 tensors fit, channels 3, classes 1,000",
        "    missing: features.0.bias",
        "    unexpected: extra.weight",
    ]
    assert "fit no known architecture whole" in err
    out, _ = match(tmp_path / "net.pth", "--json", code=1)
    assert json.loads(out)["match"] is None


def test_weights_of_nothing_known_have_no_candidates(match, tmp_path):
    torch.save({"w": torch.ones(2)}, tmp_path / "net.pth")
    out, err = match(tmp_path / "net.pth", "--json", code=1)
    assert json.loads(out)["candidates"] == []
    assert "belong to no known architecture" in err


def test_a_bad_file_is_one_line_and_1(match, tmp_path):
    (tmp_path / "net.pth").write_text("no weights")
    out, err = match(tmp_path / "net.pth", code=1)
    assert out == ""
    assert err.startswith(f"feature-map-explorer: {tmp_path / 'net.pth'}: is text, no weights: ")
    assert err.count("\n") == 1


def test_wrong_usage_is_2(match, file):
    assert "--top" in match(file, "--top", "0", code=2)[1]
    assert "FILE" in match(code=2)[1]
