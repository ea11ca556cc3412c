"""A report as a browser reads it: its elements, its texts, its pictures."""

import base64
import io
from html.parser import HTMLParser

import numpy as np
from PIL import Image

EMPTY = frozenset({"meta", "img", "br"})
REFERRING = ("src", "href", "srcset", "data", "action", "poster", "background", "formaction")


class Page(HTMLParser):
    """Fails where elements are not closed in the order in which they were opened."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.words, self._open = [], [], []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if self._open and self._open[-1] != "style":
            self.words.append(data)

    @property
    def text(self):
        return " ".join(self.words)

    def references(self):
        """What it refers to, wherever an attribute can."""
        return [attrs[name] for _, attrs in self.elements for name in REFERRING if name in attrs]

    def pictures(self):
        """Alternative text -> colour indices or pixels."""
        return {attrs["alt"]: pixels(attrs["src"]) for tag, attrs in self.elements if tag == "img"}


def pixels(uri):
    head, _, data = uri.partition(",")
    assert head == "data:image/png;base64"
    with Image.open(io.BytesIO(base64.b64decode(data, validate=True))) as image:
        return np.asarray(image)
