"""Captures of one network again and again: quick while nothing changes, true when something does."""

import copy
import itertools

import nets
import pytest
import torch
from condition import condition
from forward import module_of
from torch import nn

from explorer.core.agreement import difference
from explorer.core.capture import capture
from explorer.core.capturer import Capturer
from explorer.core.fingerprint import Fingerprint
from explorer.errors import Cancelled, ModelError


def network_of(forward, **layers):
    """As module_of, with one input that has a name (torch.fx follows no `*inputs`)."""
    net = module_of(forward, **layers)
    type(net).forward = lambda self, x: forward(self, x)
    return net


@pytest.fixture
def recordings(monkeypatch):
    """How often a network has been recorded, as a list that grows."""
    made = []

    def counted(module, x):
        made.append(module)
        return capture(module, x)

    monkeypatch.setattr("explorer.core.capturer.capture", counted)
    return made


def network():
    layers = [nn.Conv2d(3, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(inplace=True), nn.MaxPool2d(2), nn.Dropout()]
    torch.manual_seed(1)
    return nn.Sequential(*layers, nn.Sequential(nn.Flatten(), nn.Linear(64, 5))).eval()


def assert_true(capturer, x):
    assert difference(capture(capturer.module, x), capturer.capture(x)) == ""


def test_the_first_capture_is_recorded_and_the_next_ones_are_planned(recordings):
    capturer = Capturer(network())
    traces = [capturer.capture(nets.picture(seed=seed)) for seed in range(4)]
    assert len(recordings) == 1
    assert capturer.planned
    assert capturer.refused == ""
    for seed, trace in enumerate(traces):
        assert difference(capture(capturer.module, nets.picture(seed=seed)), trace) == ""


@pytest.mark.parametrize("net", nets.RUNNING)
def test_odd_networks_are_captured_truly_each_time(net):
    capturer, x = Capturer(net.build()), net.example()
    for _ in range(3):
        assert_true(capturer, x)
    assert capturer.planned is (capturer.refused == "")


def test_the_network_is_left_as_it_was():
    net = network().train()
    net[1].eval()
    before = condition(net)
    capturer = Capturer(net)
    for _ in range(3):
        capturer.capture(nets.picture())
    assert condition(net) == before
    assert before["hooks"] == []


CHANGES = {
    "weight in place": lambda net: net[0].weight.data.mul_(2),
    "weight replaced": lambda net: setattr(net[0], "weight", nn.Parameter(torch.ones(4, 3, 3, 3))),
    "weight's data replaced": lambda net: setattr(net[0].weight, "data", torch.ones(4, 3, 3, 3)),
    "bias taken away": lambda net: setattr(net[0], "bias", None),
    "buffer in place": lambda net: net[1].running_mean.add_(1),
    "buffer replaced": lambda net: setattr(net[1], "running_var", torch.full((4,), 3.0)),
    "train flag": lambda net: net.train(),
    "layer swapped": lambda net: net.__setitem__(3, nn.AvgPool2d(2)),
    "inner layer swapped": lambda net: net[5].__setitem__(1, nn.Linear(64, 2)),
    "layer added": lambda net: net.append(nn.Softmax(1)),
    "layers removed": lambda net: net.__delitem__(slice(3, 6)),
    "layers in another order": lambda net: net._modules.update({"2": net._modules.pop("2")}),
    "stride": lambda net: setattr(net[3], "stride", 1) or net.__delitem__(5),
    "padding mode": lambda net: setattr(net[0], "padding_mode", "circular"),
    "eps": lambda net: setattr(net[1], "eps", 1.0),
    "in place no more": lambda net: setattr(net[2], "inplace", False),
    "forward of its own": lambda net: setattr(net[2], "forward", torch.tanh),
    "state loaded": lambda net: net.load_state_dict({k: v + 1 for k, v in net.state_dict().items()}),
    "other type": lambda net: net.double() and net.float(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_after_a_change_the_capture_is_true_at_once(change):
    capturer, x = Capturer(network()), nets.picture()
    unchanged = capturer.capture(x)
    with torch.no_grad():
        change(capturer.module)
    assert_true(capturer, x)
    assert_true(capturer, x)
    if change not in (CHANGES["train flag"], CHANGES["in place no more"], CHANGES["other type"]):
        assert difference(unchanged, capturer.capture(x)) != ""


def test_numbers_and_flags_do_not_cost_a_recording(recordings):
    capturer = Capturer(network())
    capturer.capture(nets.picture())
    capturer.prepare()
    for name in ("weight in place", "buffer in place", "train flag", "in place no more"):
        with torch.no_grad():
            CHANGES[name](capturer.module)
        capturer.capture(nets.picture())
    assert len(recordings) == 1


def test_a_setting_set_again_to_what_it_was_costs_no_recording(recordings):
    capturer = Capturer(network())
    capturer.capture(nets.picture())
    capturer.module[0].padding = (1, 1)
    capturer.module[1].eps = float("1e-5")
    capturer.capture(nets.picture())
    assert capturer.planned
    assert len(recordings) == 1


@pytest.mark.parametrize("register", ["register_forward_hook", "register_forward_pre_hook"])
def test_a_hook_is_obeyed_and_its_removal_too(register):
    capturer, x = Capturer(network()), nets.picture()
    plain = capturer.capture(x)
    effect = {
        "register_forward_hook": lambda module, args, output: output + 1,
        "register_forward_pre_hook": lambda module, args: (args[0] + 1,),
    }[register]
    handle = getattr(capturer.module[1], register)(effect)
    assert difference(plain, capturer.capture(x)) != ""
    capturer.prepare()
    assert "hooks" in capturer.refused
    handle.remove()
    assert difference(plain, capturer.capture(x)) == ""
    assert difference(plain, capturer.capture(x)) == ""
    assert capturer.planned


def test_a_hook_on_every_module_is_obeyed():
    capturer, x = Capturer(network()), nets.picture()
    plain = capturer.capture(x)
    with nn.modules.module.register_module_forward_hook(lambda module, args, output: output + 1):
        assert difference(plain, capturer.capture(x)) != ""
    assert difference(plain, capturer.capture(x)) == ""


def test_a_new_weight_of_a_users_own_layer_is_seen():
    def forward(self, x):
        return x * self.gain if "gain" in self._parameters else x + 1

    capturer = Capturer(network_of(forward))
    capturer.capture(nets.picture())
    capturer.module.gain = nn.Parameter(torch.tensor(3.0))
    assert capturer.capture(nets.picture()).calls[0].op == "Network"
    assert torch.equal(capturer.capture(nets.picture()).output, nets.picture() * 3)


def test_a_setting_of_the_users_own_layer_is_seen():
    net = network_of(lambda self, x: torch.relu(x) * self.factor)
    net.factor = 2.0
    capturer = Capturer(net)
    capturer.capture(nets.picture())
    for factor in (3.0, torch.tensor([4.0, 5.0]).view(2, 1, 1, 1), 1.0):
        net.factor = factor
        assert_true(capturer, nets.picture())


# ---- inputs


def test_other_sizes_and_batches_need_no_recording(recordings):
    net = network_of(lambda self, x: self.pool(self.conv(x)).flatten(1), conv=nn.Conv2d(3, 4, 3), pool=nn.MaxPool2d(2))
    capturer = Capturer(net)
    for x in (nets.picture(), nets.picture(size=12), torch.rand(5, 3, 9, 7)):
        assert difference(capture(net, x), capturer.capture(x)) == ""
    assert len(recordings) == 1


def test_another_type_or_rank_is_recorded_again(recordings):
    net = network_of(lambda _, x: torch.relu(x) + 1)
    capturer = Capturer(net)
    for x in (torch.rand(1, 3), torch.rand(1, 3).double(), torch.rand(3), torch.ones(1, 3, dtype=torch.int64)):
        assert difference(capture(net, x), capturer.capture(x)) == ""
    assert len(recordings) == 4


# ---- when a plan is made


def test_a_single_capture_makes_no_plan_and_the_second_one_does(recordings):
    capturer, x = Capturer(network()), nets.picture()
    capturer.capture(x)
    assert not capturer.planned
    capturer.capture(x)
    assert capturer.planned
    assert len(recordings) == 1


def test_a_plan_may_be_made_beforehand_even_if_the_picture_has_changed_since():
    capturer, x = Capturer(network()), nets.picture()
    capturer.prepare()
    assert not capturer.planned
    capturer.capture(x)
    x.zero_()
    capturer.prepare()
    assert capturer.planned
    assert_true(capturer, x)


def test_weights_trained_between_the_first_captures_do_not_cost_the_plan():
    capturer, x = Capturer(network()), nets.picture()
    for _ in range(3):
        assert_true(capturer, x)
        CHANGES["weight in place"](capturer.module)
        CHANGES["buffer in place"](capturer.module)
    assert_true(capturer, x)
    assert capturer.planned


def test_what_never_agrees_with_its_recording_is_given_up(recordings):
    class Counting(nn.Module):
        count: list[int] = [0]  # noqa: RUF012 (shared on purpose: nothing of the module shows that it changes)

        def forward(self, x):
            self.count[0] += 1
            return torch.relu(x) * self.count[0]

    capturer = Capturer(Counting().eval())
    for _ in range(4):
        capturer.capture(nets.picture())
    assert capturer.refused
    assert len(recordings) == 4


def test_no_plan_is_made_from_a_network_that_has_changed_since(recordings):
    capturer, x = Capturer(network()), nets.picture()
    capturer.capture(x)
    CHANGES["layer swapped"](capturer.module)
    assert_true(capturer, x)
    assert_true(capturer, x)
    assert capturer.planned
    assert len(recordings) == 2


# ---- checks


def test_what_depends_on_more_than_the_picture_is_found_by_a_check(recordings):
    class Moody(nn.Module):
        moods: list[float] = [1.0]  # noqa: RUF012 (shared on purpose: nothing of the module shows that it changes)

        def forward(self, x):
            return torch.relu(x) * self.moods[0]

    capturer, x = Capturer(Moody().eval()), nets.picture()
    capturer.capture(x)
    assert difference(capturer.capture(x, check=True), capture(capturer.module, x)) == ""
    assert capturer.planned
    Moody.moods[0] = 2.0
    assert difference(capturer.capture(x, check=True), capture(capturer.module, x)) == ""
    assert not capturer.planned
    assert "not compute the same each time" in capturer.refused
    count = len(recordings)
    assert_true(capturer, x)
    assert not capturer.planned
    assert len(recordings) == count + 1


def test_control_flow_is_recorded_each_time():
    capturer = Capturer(nets.DataDependentControlFlow.build())
    for sign, taken in ((1, "bright"), (-1, "dark"), (1, "bright")):
        assert capturer.capture(sign * torch.ones(1, 3, 4, 4)).calls[-1].path == taken
    assert "control flow" in capturer.refused


def test_a_refused_network_is_not_traced_again(monkeypatch):
    tries = []
    capturer = Capturer(nets.DataDependentControlFlow.build())
    capturer.capture(nets.picture())
    capturer.prepare()
    assert "control flow" in capturer.refused
    monkeypatch.setattr("explorer.core.capturer.plan_of", lambda *given: tries.append(given))
    capturer.capture(nets.picture(seed=1))
    assert tries == []


def test_a_failing_network_says_where():
    capturer = Capturer(network())
    capturer.capture(nets.picture())
    with pytest.raises(ModelError, match="failed in '0'"):
        capturer.capture(nets.picture(channels=5))
    assert_true(capturer, nets.picture())


def test_a_fingerprint_holds_for_the_very_same_network_only():
    net = network()
    mark = Fingerprint(net)
    assert mark.holds()
    net[0] = copy.deepcopy(net[0])
    assert not mark.holds()


def test_the_plan_of_a_network_with_many_values_is_made_from_fewer_and_agrees_with_all(recordings, monkeypatch):
    monkeypatch.setattr("explorer.core.capturer._MANY_BYTES", 0)
    module = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.ReLU(), torch.nn.AdaptiveAvgPool2d(4)).eval()
    capturer, x = Capturer(module), torch.rand(1, 1, 300, 200)
    capturer.capture(x)
    capturer.prepare()
    assert capturer.planned
    assert len(recordings) == 2
    other = torch.rand(1, 1, 300, 200)
    assert difference(capture(module, other), capturer.capture(other)) == ""


class SizeMatters(torch.nn.Module):
    """Does something else to small pictures."""

    def forward(self, x):
        return x.relu() if x.shape[2] > 100 else x.sigmoid()


def test_a_plan_from_fewer_values_that_disagrees_is_not_taken(monkeypatch):
    monkeypatch.setattr("explorer.core.capturer._MANY_BYTES", 0)
    module, x = SizeMatters().eval(), torch.rand(1, 1, 300, 200)
    capturer = Capturer(module)
    capturer.capture(x)
    capturer.prepare()
    assert torch.equal(capturer.capture(x).output, module(x))
    assert torch.equal(capturer.capture(x[:, :, :50]).output, module(x[:, :, :50]))


def cancelled_at(count):
    """What raises Cancelled when it is called for the `count`-th time."""
    calls = itertools.count(1)

    def pause():
        if next(calls) == count:
            raise Cancelled("Somebody waits.")

    return pause


@pytest.mark.parametrize("large", [False, True])
def test_an_interrupted_plan_is_made_later(recordings, monkeypatch, large):
    if large:
        monkeypatch.setattr("explorer.core.capturer._MANY_BYTES", 0)
    module, x = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(4)).eval(), torch.rand(1, 1, 99, 99)
    capturer, interruptions = Capturer(module), 0
    capturer.capture(x)
    while not capturer.planned:
        try:
            capturer.prepare(cancelled_at(interruptions + 1))
        except Cancelled:
            interruptions += 1
            assert not capturer.planned
    assert interruptions > 5
    other = torch.rand(1, 1, 99, 99)
    assert difference(capture(module, other), capturer.capture(other)) == ""
