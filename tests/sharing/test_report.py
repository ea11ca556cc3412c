from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
import torch
from PIL import Image
from reading import Page
from torch import nn

import explorer
from explorer.core.capture import capture
from explorer.core.mosaic import GAP
from explorer.data import samples
from explorer.errors import Cancelled
from explorer.sharing.report import Shown, report

DATE = datetime(2026, 3, 4, 5, 6)


@pytest.fixture(scope="module")
def seven():
    model, image = explorer.load("digits"), samples.digit(7)
    return model, Shown(image, "seven"), explorer.capture(model, model.prepare(image))


@pytest.fixture(scope="module")
def page(seven):
    model, shown, trace = seven
    return Page(report(model, shown, trace, [trace["conv1"], trace["relu1"], trace["fc1"]], DATE))


def test_it_refers_to_nothing_outside_itself(seven):
    model, shown, trace = seven
    text = report(model, shown, trace, list(trace), DATE)
    page = Page(text)
    assert {tag for tag, _ in page.elements} & {"script", "link", "iframe", "object", "embed", "base", "form"} == set()
    assert all(reference.startswith(("data:image/png;base64,", "#layer-")) for reference in page.references())
    assert not any(name.startswith("on") for _, attrs in page.elements for name in attrs)
    assert [word for word in ("http:", "https:", "url(", "@import", "file:") if word in text] == []


def test_it_forbids_the_browser_to_fetch_anything(page):
    policies = [
        attrs["content"] for tag, attrs in page.elements if attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policies == ["default-src 'none'; img-src data:; style-src 'unsafe-inline'"]


def test_it_says_what_it_is_of(page):
    for said in ("Digit CNN (digits)", "trained on MNIST", "75,498", "2026-03-04 05:06", "seven", explorer.__version__):
        assert said in page.text
    assert "3 of 16 calls" in page.text
    assert "16·(1·5·5) + 16 = 416" in page.text


def test_links_lead_to_the_layers_that_were_chosen(page):
    named = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert named == ["layer-0", "layer-1", "layer-2"]
    assert [reference for reference in page.references() if reference.startswith("#")] == [f"#{name}" for name in named]


def test_the_best_class_comes_first(seven, page):
    _, _, trace = seven
    scores = torch.softmax(trace["fc1"].output[0], 0)
    words = page.words
    first = words.index("Logit") + 1
    assert words[first : first + 2] == ["7", f"{100 * float(scores[7]):.1f} %"]


def test_the_pictures_hold_the_maps_cell_by_cell(seven, page):
    """By hand: 0 is the lowest value of the scale, 253 the highest; seven maps of 28 cells and a line in a row."""
    _, _, trace = seven
    maps = trace["relu1"].output[0].numpy()
    picture = page.pictures()["16 feature maps of relu1"]
    strong = np.sort(np.abs(maps[maps > 0]))
    # The scale ends at the 99th percentile of what is not zero.
    high = strong[int(np.ceil((len(strong) - 1) * 0.99))]
    expected = np.floor(np.clip(maps.astype(np.float64) / high, 0, 1) * 253 + 0.5)
    for channel in range(16):
        row, column = divmod(channel, 7)
        tile = picture[row * 29 : row * 29 + 28, column * 29 : column * 29 + 28]
        assert np.abs(tile - expected[channel]).max() <= 1
    assert (picture[28::29] == GAP).all()


def test_the_network_s_input_is_shown_as_it_was(seven, page):
    model, _, trace = seven
    (seen,) = (picture for alt, picture in page.pictures().items() if alt.startswith("What the network sees"))
    assert np.array_equal(seen, model.preprocessing.denormalise(trace.inputs["input"]))


def test_names_cannot_write_html(seven):
    model, _, trace = seven
    evil = replace(
        model, title='<img src="http://x/">', note="<script>&amp;", weights="a & b", class_names=("<b>",) * 10
    )
    label = '"><script src=x>'
    page = Page(report(evil, Shown(Image.new("L", (4, 4)), label), trace, [trace["fc1"]], DATE))
    assert {tag for tag, _ in page.elements} & {"script", "b"} == set()
    assert all(reference.startswith(("data:", "#")) for reference in page.references())
    assert label in page.text
    assert "<script>&amp;" in page.text


def test_random_weights_are_told(seven):
    model, shown, trace = seven
    page = Page(report(replace(model, trained=False, weights="random weights"), shown, trace, [trace["fc1"]], DATE))
    assert "predictions mean nothing" in page.text


class Odd(nn.Module):
    """Large maps with NaN, and an output that is no list of scores."""

    def forward(self, x):
        return torch.relu(x) * x.new_tensor([float("nan"), 0.0])[:, None, None]


def test_what_is_wrong_with_maps_and_what_was_averaged_is_told(seven):
    model, shown, _ = seven
    trace = capture(Odd(), torch.ones(1, 2, 300, 200))
    page = Page(report(model, shown, trace, list(trace), DATE))
    assert "1 all zero" in page.text
    assert "1 with NaN or infinity" in page.text
    assert "each cell is the mean of 4 × 4 values" in page.text
    assert "no list of class scores" in page.text


def test_it_can_be_stopped(seven):
    model, shown, trace = seven
    told = []

    def tell(done, whole):
        told.append((done, whole))
        if done == 2:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        report(model, shown, trace, list(trace), DATE, tell)
    assert told == [(0, 16), (1, 16), (2, 16)]
