"""The State and its history: changed only by changes, walked back and forward, never losing the picture."""

import weakref
from dataclasses import replace

import pytest
from PIL import Image
from torch import nn

from explorer.data.pictures import Picture
from explorer.data.preprocess import DigitPreprocessing
from explorer.models.base import Model
from explorer.session import Probe, Session, State


def model(name):
    return Model(name, name, "test", "random", False, nn.Identity(), (1, 28, 28), (), DigitPreprocessing())


def picture(label):
    return Picture(Image.new("L", (2, 2)), label, "drawing")


@pytest.fixture
def session(qapp):
    """A session with a network that is shown a drawing, as after the first frame."""
    session = Session()
    session.set(model=model("digits"), picture=picture("first"))
    session.amend(layer="conv1")
    return session


@pytest.fixture
def changes(session):
    """What `changed` has told since."""
    found = []
    session.changed.connect(lambda old, new: found.append((old, new)))
    return found


def test_a_change_tells_the_state_before_and_after(session, changes):
    session.set(layer="relu1", channel=3)
    ((old, new),) = changes
    assert (old.layer, old.channel) == ("conv1", 0)
    assert (new.layer, new.channel) == ("relu1", 3)
    assert session.state is new


def test_nothing_is_told_where_nothing_changes(session, changes):
    session.set(layer="conv1", channel=0)
    session.amend(scale="layer")
    session.back()
    session.forward()
    assert changes == []
    assert not session.can_go_back


def test_an_unknown_field_is_an_error(session):
    with pytest.raises(TypeError):
        session.set(colour="red")


@pytest.mark.parametrize(
    "change", [{"layer": "relu1"}, {"channel": 2}, {"view": "Values"}, {"layer": "fc2", "channel": 7}]
)
def test_a_step_is_walked_back_and_forward(session, change):
    before = session.state
    session.set(**change)
    after = session.state
    session.back()
    assert session.state == before
    assert (session.can_go_back, session.can_go_forward) == (False, True)
    session.forward()
    assert session.state == after
    assert (session.can_go_back, session.can_go_forward) == (True, False)


@pytest.mark.parametrize("change", [{"scale": "channel"}, {"fixed": 2.0}, {"cell": (1, 2)}, {"signed_map": "CET-D4"}])
def test_what_is_no_navigation_makes_no_step(session, changes, change):
    session.set(**change)
    assert len(changes) == 1
    assert not session.can_go_back


def test_amending_makes_no_step(session, changes):
    session.amend(layer="conv2", channel=5)
    assert len(changes) == 1
    assert not session.can_go_back


def test_before_a_layer_is_known_there_is_nothing_to_go_back_to(qapp):
    session = Session()
    session.set(model=model("digits"))
    session.set(view="Values")
    assert not session.can_go_back


def test_a_new_step_forgets_what_was_ahead(session):
    session.set(layer="relu1")
    session.back()
    session.set(layer="pool1")
    assert not session.can_go_forward
    session.back()
    assert session.state.layer == "conv1"


def test_going_back_keeps_the_picture(session):
    session.set(layer="relu1")
    session.amend(picture=picture("second"))
    session.back()
    assert (session.state.layer, session.state.picture.label) == ("conv1", "second")
    session.amend(picture=picture("third"))
    session.forward()
    assert (session.state.layer, session.state.picture.label) == ("relu1", "third")


def test_going_back_to_another_network_brings_its_picture(session):
    digits = session.state.model
    session.set(model=model("resnet18"), layer=None, picture=picture("photo"))
    session.back()
    assert (session.state.model, session.state.picture.label) == (digits, "first")
    session.forward()
    assert (session.state.model.name, session.state.picture.label) == ("resnet18", "photo")


def test_going_back_keeps_the_preprocessing_of_the_same_network(session):
    session.set(layer="relu1")
    uncentred = session.state.model.prepared_by(DigitPreprocessing(centre=False))
    session.amend(model=uncentred, picture=picture("second"))
    session.back()
    assert session.state.model is uncentred
    assert (session.state.layer, session.state.picture.label) == ("conv1", "second")


def test_the_history_is_told_to_whoever_shows_it(session):
    told = []
    session.history_changed.connect(lambda: told.append((session.can_go_back, session.can_go_forward)))
    session.set(layer="relu1")
    session.back()
    assert told == [(True, False), (False, True)]


def test_very_old_steps_are_forgotten(session):
    for channel in range(1, 300):
        session.set(channel=channel)
    steps = 0
    while session.can_go_back:
        session.back()
        steps += 1
    assert steps == 200
    assert session.state.channel == 99


def test_networks_closed_long_ago_are_let_go_with_their_weights(session):
    gone = weakref.ref(session.state.model.module)
    for name in ("a", "b"):
        session.set(model=model(name), layer="conv1")
        session.set(channel=5)
    assert gone() is not None
    session.set(model=model("c"), layer="conv1")
    assert gone() is None
    walked = []
    while session.can_go_back:
        session.back()
        walked.append((session.state.model.name, session.state.channel))
    assert walked == [("b", 5), ("a", 5), ("a", 0)]


def test_a_state_is_compared_by_its_values():
    assert State(layer="a", cell=(1, 2)) == State(layer="a", cell=(1, 2))
    assert replace(State(), channel=1) != State()


def test_the_cell_that_was_picked_last_is_remembered_on_other_layers(session):
    session.amend(cell=(2, 3))
    assert session.state.probe == Probe("conv1", 0, (2, 3))
    session.set(layer="relu1", cell=None)
    assert session.state.probe == Probe("conv1", 0, (2, 3))
    session.amend(cell=(0, 0))
    assert session.state.probe == Probe("relu1", 0, (0, 0))
    session.amend(cell=None, probe=None)
    assert session.state.probe is None


def test_another_network_has_no_cell_that_was_picked(session):
    session.amend(cell=(2, 3))
    session.set(model=model("other"), layer=None, cell=None)
    assert session.state.probe is None


def test_a_tour_leaves_no_steps_of_its_own():
    session = Session()
    session.set(layer="conv1")
    session.set(layer="conv2")
    session.set(layer="conv3")
    session.back()
    kept = session.history()
    session.set(layer="elsewhere")
    session.set(layer="further")
    session.set_history(*kept)
    session.forward()
    assert session.state.layer == "conv3"
    session.back()
    session.back()
    assert session.state.layer == "conv1"
    assert not session.can_go_back
