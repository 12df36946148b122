"""What a machine must have for the tests that look at a page; `.ci/run` installs it, so there a lack is a failure."""

import os

import pytest


def required(found: object, what: str) -> None:
    """Skip where a developer's machine lacks `what`; fail in CI, where nothing may pass by being skipped."""
    if found:
        return
    if os.environ.get("CI"):
        pytest.fail(f"{what} is not installed")
    pytest.skip(f"{what} is not installed here; `.ci/run` installs it")
