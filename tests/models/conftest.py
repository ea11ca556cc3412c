"""torch's download folder for a single test, and weights of torchvision's that are there or at the test's server."""

from zoo_fixtures import checkpoints, offer, plant, server, set_url  # noqa: F401
