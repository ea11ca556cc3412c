"""Weights, icons, fonts and colour maps; reached through `importlib.resources.files("explorer.resources")`."""
