"""The window and its panels: the only ones who know everybody."""
