"""Where pictures come from in the window: one file per source."""
