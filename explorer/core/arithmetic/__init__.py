"""Any number of a network explained: the terms that add up to it, computed in float64, for every kind of layer."""

from explorer.core.arithmetic.explaining import explain, is_explained
from explorer.core.arithmetic.explanation import Explanation, Fact, NotExplained, Places, Terms

__all__ = ["Explanation", "Fact", "NotExplained", "Places", "Terms", "explain", "is_explained"]
