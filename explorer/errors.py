"""Errors that know their own sentence: what went wrong, with which file, and what to do."""


class ExplorerError(Exception):
    """An error whose text can be shown to the user as it is."""


class ModelError(ExplorerError):
    """A model cannot be found, loaded or run."""


class InputError(ExplorerError):
    """A picture or another input cannot be read or used."""


class UsageError(ExplorerError):
    """The command line was used wrongly (exit code 2)."""


class Cancelled(ExplorerError):
    """A job was stopped because its answer is no longer wanted."""
