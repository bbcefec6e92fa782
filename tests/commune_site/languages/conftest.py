"""A commune with English pages, and an article that can be translated."""

import pytest

from tests.commune_site.languages.english import switch
from tests.factories import make_article


@pytest.fixture
def english_commune(commune):
    """Tam Thanh with English pages."""
    switch(commune)
    return commune


@pytest.fixture
def article(english_commune):
    """An article of Tam Thanh in Vietnamese."""
    return make_article(english_commune, title="Người dân chung tay làm đường", slug="lam-duong")
