"""References that name weights: used from the cache, fetched where they are not there, or none at all."""

from __future__ import annotations

import os
import pickle
from typing import TYPE_CHECKING, Any

import pytest
import torch

from explorer.errors import Cancelled, ModelError
from explorer.models import load
from explorer.models.opening import Opening
from explorer.models.zoo import download, random_network
from explorer.models.zoo_table import zoo_table

if TYPE_CHECKING:
    from pathlib import Path

    from server import Server

NAME = "squeezenet1_1"


@pytest.fixture(autouse=True)
def own_cache(checkpoints: Path) -> None:
    """The user's own is neither read nor written."""


def other_weights(name: str = NAME) -> dict[str, torch.Tensor]:
    """A state dict that no seed of ours makes."""
    state = random_network(name).state_dict()
    return {key: value + 0.25 if value.is_floating_point() else value for key, value in state.items()}


class Malicious:
    """Runs code when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return os.mkdir, (str(self.path),)


def test_weights_are_fetched_once_and_then_taken_from_the_cache(offer: Any, server: Server, checkpoints: Path) -> None:
    state = other_weights()
    file = offer(NAME, state)
    told: list[tuple[int, int | None]] = []
    model = load(f"{NAME}:IMAGENET1K_V1", Opening(progress=lambda done, whole: told.append((done, whole))))
    size = (checkpoints / file).stat().st_size
    assert told[-1] == (size, size)
    assert (model.name, model.weights, model.trained) == (f"{NAME}:IMAGENET1K_V1", "IMAGENET1K_V1", True)
    assert model.class_name(207) == "golden retriever"
    assert all(torch.equal(value, state[key]) for key, value in model.module.state_dict().items())
    assert load(f"{NAME}:DEFAULT").weights == "IMAGENET1K_V1"
    assert load(NAME).weights == "IMAGENET1K_V1"
    assert len(server.asked) == 1


def test_random_weights_are_random_whatever_the_cache_holds(offer: Any, server: Server) -> None:
    offer(NAME, other_weights())
    download(f"{NAME}:DEFAULT", lambda _done, _whole: None)
    model = load(f"{NAME}:random")
    assert (model.name, model.weights, model.trained) == (f"{NAME}:random", "random weights", False)
    plain = random_network(NAME).state_dict()
    assert all(torch.equal(value, plain[key]) for key, value in model.module.state_dict().items())


def test_the_first_weights_are_had_though_the_second_are_the_default(offer: Any) -> None:
    offer("mobilenet_v2", other_weights("mobilenet_v2"), "IMAGENET1K_V1")
    model = load("mobilenet_v2:imagenet1k_v1")
    assert model.weights == "IMAGENET1K_V1"
    # V1 was made with pictures scaled to 256 pixels, V2 (the default) to 232.
    assert getattr(model.preprocessing, "resize", None) == 256


def test_unknown_weights_are_told_with_those_that_exist() -> None:
    with pytest.raises(ModelError) as caught:
        load("mobilenet_v2:IMAGENET22K")
    assert str(caught.value) == (
        "torchvision has no weights “IMAGENET22K” for mobilenet_v2, only: mobilenet_v2:IMAGENET1K_V2, "
        "mobilenet_v2:IMAGENET1K_V1, and mobilenet_v2:random."
    )


def test_a_cached_file_of_the_wrong_hash_is_fetched_again(offer: Any, checkpoints: Path) -> None:
    state = other_weights()
    file = offer(NAME, state)
    checkpoints.mkdir(parents=True)
    (checkpoints / file).write_bytes(b"half a file")
    model = load(f"{NAME}:DEFAULT")
    assert all(torch.equal(value, state[key]) for key, value in model.module.state_dict().items())


def test_what_cannot_be_fetched_is_no_model(offer: Any, server: Server, checkpoints: Path) -> None:
    file = offer(NAME, other_weights())
    server.files.clear()
    with pytest.raises(ModelError, match="404") as caught:
        load(f"{NAME}:DEFAULT")
    assert f"{server.address}/models/{file}" in str(caught.value)
    assert list(checkpoints.iterdir()) == []


def test_opening_is_stopped_by_its_progress(offer: Any) -> None:
    def stop(_done: int, _whole: int | None) -> None:
        raise Cancelled("enough")

    offer(NAME, other_weights())
    with pytest.raises(Cancelled):
        load(f"{NAME}:DEFAULT", Opening(progress=stop))


@pytest.mark.parametrize("content", [b"101 Dalmatians", {"weight": torch.ones(1)}, [1, 2]])
def test_a_download_that_holds_no_weights_is_no_model(offer: Any, checkpoints: Path, content: Any) -> None:
    file = offer(NAME, content)
    with pytest.raises(ModelError) as caught:
        load(f"{NAME}:DEFAULT")
    assert str(caught.value).startswith(f"{checkpoints / file} ")


def test_a_pickle_that_is_served_never_runs(offer: Any, tmp_path: Path) -> None:
    mark = tmp_path / "it ran"
    pickle.loads(pickle.dumps(Malicious(mark)))
    assert mark.is_dir()
    mark.rmdir()
    offer(NAME, pickle.dumps(Malicious(mark)))
    with pytest.raises(ModelError, match="cannot be read as weights"):
        load(f"{NAME}:DEFAULT")
    assert not mark.exists()


def test_a_file_without_a_hash_in_its_name_is_not_fetched(offer: Any, server: Server) -> None:
    offer(NAME, other_weights(), digest="v2")
    with pytest.raises(ModelError, match="no hash in its name"):
        load(f"{NAME}:DEFAULT")
    assert server.asked == []


# ---- the table


def test_the_table_says_what_torchvision_says() -> None:
    table = {entry.name: entry for entry in zoo_table()}
    resnet = table["resnet50"]
    assert (resnet.title, resnet.task, resnet.parameters, resnet.smallest_input) == (
        "ResNet-50",
        "classification",
        25_557_032,
        1,
    )
    first, second = resnet.weights
    assert (first.name, first.accuracy, first.measure, first.megabytes) == ("IMAGENET1K_V2", 80.858, "top-1", 97.79)
    assert (second.name, second.accuracy) == ("IMAGENET1K_V1", 76.13)
    assert table["fcn_resnet50"].weights[0].measure == "mIoU"
    assert table["ssd300_vgg16"].weights[0].measure == "box mAP"
    assert table["vit_b_16"].smallest_input == 224


def test_the_table_knows_what_is_cached(offer: Any) -> None:
    offer("mobilenet_v2", other_weights("mobilenet_v2"), "IMAGENET1K_V1")
    assert not any(entry.cached for entry in zoo_table())
    download("mobilenet_v2:IMAGENET1K_V1", lambda _done, _whole: None)
    cached = [(entry.name, [w.name for w in entry.weights if w.cached]) for entry in zoo_table() if entry.cached]
    assert cached == [("mobilenet_v2", ["IMAGENET1K_V1"])]


@pytest.mark.parametrize("name", ["squeezenet1_1", "mobilenet_v2", "googlenet", "lraspp_mobilenet_v3_large"])
def test_the_table_counts_the_parameters_that_the_network_has(name: str) -> None:
    entry = next(entry for entry in zoo_table() if entry.name == name)
    assert entry.parameters == sum(parameter.numel() for parameter in random_network(name).parameters())
