from __future__ import annotations

import pytest

from tests.databases import KINDS, Kind


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    """Every office is tried on both."""
    chosen: Kind = request.param
    return chosen
