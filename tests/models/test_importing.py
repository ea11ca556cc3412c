"""The folder of a user's file: importable while its network is made and lives, and no longer."""

import gc
import importlib
import sys

import pytest
from torch import nn

from explorer.models.importing import importable


@pytest.fixture(autouse=True)
def _clean_imports(monkeypatch):
    monkeypatch.setattr(sys, "path", list(sys.path))
    yield
    sys.modules.pop("own_neighbour", None)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "own_neighbour.py").write_text("WIDTH = 4\n")
    return tmp_path


def test_within_it_comes_first_and_without_a_network_it_is_gone_afterwards(folder):
    before = list(sys.path)
    with importable(folder):
        assert sys.path[0] == str(folder)
    assert sys.path == before
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("own_neighbour")


def test_it_stays_last_as_long_as_one_of_its_networks_lives(folder):
    before, networks = list(sys.path), [nn.ReLU(), nn.ReLU()]
    for network in networks:
        with importable(folder) as stay:
            stay(network)
    del network
    assert sys.path == [*before, str(folder)]
    assert importlib.import_module("own_neighbour").WIDTH == 4
    for left in ([*before, str(folder)], before):
        del networks[0]
        gc.collect()
        assert sys.path == left


def test_the_folder_of_the_program_that_runs_stays_where_it_is(folder):
    sys.path.insert(1, str(folder))
    before, network = list(sys.path), nn.ReLU()
    with importable(folder) as stay:
        stay(network)
    assert sys.path == before
    del network
    gc.collect()
    assert sys.path == before


def test_an_exception_or_a_list_that_was_changed_leaves_nothing_behind(folder):
    before = list(sys.path)
    with pytest.raises(ZeroDivisionError), importable(folder):
        sys.path[:] = [] * (1 // 0)
    assert sys.path == before
    with importable(folder):
        sys.path[:] = before
    assert sys.path == before
