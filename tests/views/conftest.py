"""What every test of a view needs: a job that nobody cancels, and the application in both themes."""

import pytest
import torch

from explorer.core.capture import capture
from explorer.jobs import Job
from explorer.widgets import theme


@pytest.fixture
def job():
    return Job("view", "view", lambda job: None, lambda result: None, lambda error: None)


@pytest.fixture
def dressed(qapp):
    """Dresses the application; it is light again afterwards."""
    yield lambda name: theme.apply(qapp, name)
    theme.apply(qapp, "light")


@pytest.fixture
def ran():
    """The trace of a module's run on a tensor."""

    def run(module, x):
        torch.set_num_threads(1)
        return capture(module.eval(), x)

    return run
