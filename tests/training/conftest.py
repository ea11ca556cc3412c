"""What the tests of training share."""

import pytest
import torch


@pytest.fixture(scope="session", autouse=True)
def _optimisers_imported():
    """The first optimiser of a process makes torch import its compiler, which sets an environment variable."""
    torch.optim.AdamW([torch.nn.Parameter(torch.zeros(1))])
