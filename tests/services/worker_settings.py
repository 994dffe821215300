"""Settings of a worker under test: the test run's own, plus an engine that can be slowed down and killed by a file."""

from tests.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.services.hazards.HazardsConfig"]  # noqa: F405
