import json

import pytest
import torch

from explorer.__main__ import main


@pytest.fixture
def layers(capsys):
    """Runs `layers` and gives what it printed."""

    def run(*arguments, code=0):
        assert main(["layers", *arguments]) == code
        said = capsys.readouterr()
        assert (said.out == "") == (code != 0)
        return said.err if code else said.out

    return run


def test_json_says_of_every_call_what_it_is(layers):
    records = json.loads(layers("resnet18", "--json"))
    assert [record["name"] for record in records][:4] == ["conv1", "bn1", "relu", "maxpool"]
    # 64 kernels of 3 x 7 x 7 without biases; 112 x 112 cells of 64 maps with 147 products each; 4 bytes a value.
    assert records[0] == {
        "name": "conv1",
        "path": "conv1",
        "index": 0,
        "kind": "conv",
        "op": "Conv2d",
        "inputs": ["input"],
        "output_shape": [1, 64, 112, 112],
        "parameters": 64 * 147,
        "macs": 64 * 112 * 112 * 147,
        "activation_bytes": 64 * 112 * 112 * 4,
    }
    assert records[1]["inputs"] == ["conv1"]


def test_a_reused_layer_and_a_function_are_calls_of_their_own(layers):
    records = {record["name"]: record for record in json.loads(layers("resnet18", "--json"))}
    assert records["layer1.0.relu:1"] == {
        "name": "layer1.0.relu:1",
        "path": "layer1.0.relu",
        "index": 1,
        "kind": "activation",
        "op": "ReLU",
        "inputs": ["layer1.0.add"],
        "output_shape": [1, 64, 56, 56],
        "parameters": 0,
        "macs": 0,
        "activation_bytes": 802816,
    }


def test_the_table_has_a_line_for_each_call_and_the_totals(layers):
    records = json.loads(layers("digits", "--json"))
    title, _, heads, rule, *rows, _, totals = layers("digits").splitlines()
    assert "Digit CNN" in title
    assert heads.split() == ["name", "kind", "op", "output", "parameters", "MACs", "memory"]
    assert set(rule) == {"-", " "}
    assert [row.split()[0] for row in rows] == [record["name"] for record in records]
    assert totals.split()[0] == str(len(records))
    assert f"{sum(record['parameters'] for record in records):,}" in totals
    assert f"{sum(record['macs'] for record in records):,}" in totals


def test_columns_are_aligned(layers):
    _, _, heads, _, *rows, _, _ = layers("digits").splitlines()
    assert {row.index("conv ") for row in rows if " conv " in row} == {heads.index("kind")}
    assert {len(row) for row in rows} == {len(heads)}


def test_another_input_shape_is_run(layers):
    records = json.loads(layers("resnet18", "--input-shape", "3,64,32", "--json"))
    assert records[0]["output_shape"] == [1, 64, 32, 16]


@pytest.mark.parametrize("shape", ["3,224", "3,224,224,1", "3,a,4", "3,0,4", "3,1.5,4", ",,", "3;4;5", "²,2,2"])
def test_an_odd_input_shape_is_wrong_usage(shape, layers):
    assert "--input-shape" in layers("digits", f"--input-shape={shape}", code=2)


def test_an_input_that_does_not_fit_the_network_is_named_with_its_layer(layers):
    said = layers("digits", "--input-shape", "3,28,28", code=1)
    assert "conv1" in said
    assert "1×3×28×28" in said


def test_an_input_beyond_all_memory_is_refused(layers):
    assert "does not fit into memory" in layers("resnet18", "--input-shape", "3,9000000,9000000", code=1)


def test_weights_from_a_file_are_told(layers, tmp_path):
    import explorer

    torch.save(explorer.load("digits").module.state_dict(), tmp_path / "mine.pt")
    assert "weights from mine.pt" in layers("digits", "--weights", str(tmp_path / "mine.pt"))


def test_weights_that_do_not_fit_are_named(layers, tmp_path):
    torch.save({"fc9.weight": torch.zeros(2, 2)}, tmp_path / "other.pt")
    said = layers("digits", "--weights", str(tmp_path / "other.pt"), code=1)
    assert "other.pt" in said
    assert "fc9.weight" in said
