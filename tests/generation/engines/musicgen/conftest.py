"""Models stay loaded for the next beat: of one file of tests only."""

from collections.abc import Iterator

import pytest

from generation.engines import models


@pytest.fixture(scope="module", autouse=True)
def _nothing_of_others_is_loaded() -> Iterator[None]:
    models.forget()
    yield
    models.forget()
