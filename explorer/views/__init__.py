"""Views of one layer: one file each, found by walking this folder."""
