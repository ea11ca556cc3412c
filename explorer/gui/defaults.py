"""What the window opens when nobody says otherwise, and how files of its own are called."""

DEFAULT_MODEL = "digits"
SESSION_SUFFIX = ".fmx"


def is_session(reference: str) -> bool:
    """Whether this is called like a session's file."""
    return reference.lower().endswith(SESSION_SUFFIX)
