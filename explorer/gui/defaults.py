"""What the window opens when nobody says otherwise."""

DEFAULT_MODEL = "digits"
