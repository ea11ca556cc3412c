"""Names and shapes against architectures, worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.models.key_views import key_views
from explorer.models.matching import Candidate, Free, NoMatch, fitted, ranked, tied

CLASSES = Free("classes", 1000)
CHANNELS = Free("channels", 3)
SMALL = {"conv.weight": (8, CHANNELS, 3, 3), "conv.bias": (8,), "fc.weight": (CLASSES, 8), "fc.bias": (CLASSES,)}
FILE = {"conv.weight": (8, 3, 3, 3), "conv.bias": (8,), "fc.weight": (1000, 8), "fc.bias": (1000,)}


def candidate(name, shapes, **more):
    return Candidate(name, name.title(), "test", shapes, lambda _sizes, _blank: None, lambda _sizes: None, **more)


def small(**changes):
    """SMALL with other shapes; None takes one away."""
    shapes = SMALL | {key.replace("__", "."): shape for key, shape in changes.items()}
    return candidate("small", {key: shape for key, shape in shapes.items() if shape is not None})


def test_the_same_names_and_shapes_fit_whole():
    fit = fitted(small(), FILE)
    assert fit.whole
    assert (fit.fitting, fit.wanted, fit.share) == (4, 4, 1.0)
    assert (fit.prefix, fit.outside, fit.misfit()) == ("", (), "")
    assert fit.keys == {key: key for key in FILE}


def test_open_sizes_are_found_out():
    state = FILE | {"conv.weight": (8, 1, 3, 3), "fc.weight": (10, 8), "fc.bias": (10,)}
    fit = fitted(small(), state)
    assert fit.whole
    assert fit.sizes == {"channels": 1, "classes": 10}


def test_an_open_size_is_the_same_everywhere():
    fit = fitted(small(), FILE | {"fc.weight": (10, 8)})
    assert not fit.whole
    assert fit.sizes["classes"] == 10
    assert fit.misfit() == "fc.bias is 1000 instead of 10"


def test_a_tensor_that_does_not_fit_decides_on_no_size():
    fit = fitted(small(), FILE | {"fc.weight": (10, 9)})
    assert fit.sizes["classes"] == 1000
    assert [odd.key for odd in fit.misshapen] == ["fc.weight"]


def test_an_open_size_may_be_restricted():
    even = candidate("even", {"a": (Free("n", 2, lambda number: number % 2 == 0),)})
    assert fitted(even, {"a": (4,)}).whole
    assert fitted(even, {"a": (5,)}).misfit() == "a is 5 instead of 2"


def test_every_kind_of_misfit_is_told_by_names():
    fit = fitted(
        small(norm__weight=(8,)), {"conv.weight": (8, 3, 5, 5), "conv.bias": (8,), "odd": (1,), "fc.bias": (4,)}
    )
    assert fit.missing == ("fc.weight", "norm.weight")
    assert fit.unexpected == ("odd",)
    assert [(odd.key, odd.found, odd.wanted) for odd in fit.misshapen] == [("conv.weight", (8, 3, 5, 5), (8, 3, 3, 3))]
    assert fit.misfit() == (
        "missing: fc.weight, norm.weight; unexpected: odd; conv.weight is 8×3×5×5 instead of 8×3×3×3"
    )
    # conv.bias and fc.bias fit, of five and one more.
    assert (fit.fitting, fit.wanted, fit.share) == (2, 5, 2 / 6)


def test_counters_of_batches_may_be_missing_and_are_not_counted():
    shapes = {"bn.weight": (4,), "bn.num_batches_tracked": ()}
    fit = fitted(candidate("bn", shapes), {"bn.weight": (4,)})
    assert fit.whole
    assert (fit.fitting, fit.wanted) == (1, 1)
    assert fitted(candidate("bn", shapes), {"bn.weight": (4,), "bn.num_batches_tracked": ()}).fitting == 1


def test_what_profilers_leave_is_passed_over():
    assert fitted(small(), FILE | {"conv.total_ops": (1,), "total_params": (1,)}).whole


@pytest.mark.parametrize("prefix", ["module.", "model.module.", "a.b.c.d.", "encoder_q."])
def test_a_prefix_of_all_names_is_taken_away(prefix):
    fit = fitted(small(), {f"{prefix}{key}": shape for key, shape in FILE.items()})
    assert fit.whole
    assert fit.keys["conv.weight"] == f"{prefix}conv.weight"
    assert fit.outside == ()


def test_a_prefix_of_some_names_leaves_the_others_outside():
    state = {f"model.{key}": shape for key, shape in FILE.items()} | {"loss.weight": (3,)}
    fit = fitted(small(), state)
    assert (fit.whole, fit.prefix, fit.outside) == (True, "model.", ("loss.weight",))


def test_without_a_prefix_whatever_is_too_much_is_unexpected():
    assert fitted(small(), FILE | {"loss.weight": (3,)}).unexpected == ("loss.weight",)


def test_names_are_read_as_they_are_before_anything_is_taken_away():
    shapes = {"module.weight": (1,), "head.weight": (1,)}
    assert fitted(candidate("odd", shapes), shapes).prefix == ""
    views = key_views(["module.weight", "head.module.weight"])
    assert views[0].keys == {"module.weight": "module.weight", "head.module.weight": "head.module.weight"}


def test_names_that_would_become_the_same_stay_apart():
    views = key_views(["a.weight", "a.module.weight"])
    assert all(len(view.keys) + len(view.outside) == 2 for view in views)


def test_a_block_of_a_network_is_no_network():
    names = [f"block{number}.weight" for number in range(9)] + ["head.0.weight"]
    assert "head." not in {view.prefix for view in key_views(names)}


def test_older_names_are_read_by_the_candidates_own_account():
    renaming = candidate(
        "new", {"norm1.weight": (2,)}, current=lambda keys: {k.replace("norm.1", "norm1"): keys[k] for k in keys}
    )
    fit = fitted(renaming, {"module.norm.1.weight": (2,)})
    assert fit.whole
    assert fit.keys == {"norm1.weight": "module.norm.1.weight"}


def test_the_nearest_comes_first():
    far = candidate("far", {"stem.weight": (1,), "conv.bias": (8,)})
    near = candidate("near", SMALL | {"norm.weight": (8,)})
    none = candidate("none", {"x": (1,)})
    fits = ranked([none, far, near], FILE)
    assert [fit.name for fit in fits] == ["near", "far", "none"]
    # 4 of 5; 1 of its own 2 and 3 more.
    assert [fit.share for fit in fits] == [4 / 5, 1 / 5, 0]


def test_whole_comes_before_larger():
    inner = candidate("inner", {"a": (1,), "b": (1,)})
    outer = candidate("outer", {f"net.{key}": (1,) for key in "ab"} | {"x.y": (1,), "z.w": (1,), "u.v": (1,)})
    fits = ranked([outer, inner], {"net.a": (1,), "net.b": (1,), "x.y": (1,), "z.w": (1,)})
    assert fits[0].name == "inner"
    assert fits[0].outside == ("x.y", "z.w")


def test_of_several_ways_to_build_one_the_best_stands_for_it():
    more = candidate("small", SMALL | {"aux.weight": (1,)})
    assert [(fit.name, fit.whole) for fit in ranked([more, small()], FILE)] == [("small", True)]
    assert [fit.whole for fit in ranked([more, small()], FILE | {"aux.weight": (1,)})] == [True]


def test_what_nothing_tells_apart_is_a_tie():
    twin, other = candidate("twin", SMALL), candidate("other", SMALL | {"norm.weight": (8,)})
    assert [fit.name for fit in tied(ranked([small(), twin, other], FILE))] == ["small", "twin"]
    assert tied(ranked([other], FILE)) == []
    assert tied([]) == []


def test_a_part_of_a_file_is_no_tie_with_the_whole():
    part = candidate("part", {"weight": (1,)})
    whole = candidate("whole", {"a.weight": (1,), "b.weight": (1,)})
    fits = ranked([part, whole], {"a.weight": (1,), "b.weight": (1,)})
    assert [(fit.name, fit.whole) for fit in fits] == [("whole", True), ("part", True)]
    assert [fit.name for fit in tied(fits)] == ["whole"]


def test_no_match_names_the_nearest_and_what_differs():
    error = NoMatch(Path("net.pth"), ranked([small(norm__weight=(8,))], FILE), 4)
    assert [fit.name for fit in error.candidates] == ["small"]
    assert str(error) == (
        "net.pth: its 4 tensors fit no known architecture whole. The nearest is Small (small), 4 of whose 5 tensors "
        "fit; missing: norm.weight. Open the Python file that defines its network, with these weights "
        "(net.py:Net --weights net.pth)."
    )
    assert "belong to no known architecture" in str(NoMatch(Path("net.pth"), [], 4))
