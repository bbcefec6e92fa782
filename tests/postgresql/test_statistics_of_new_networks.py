"""PostgreSQL plans by the rows that a new network has, at once."""

import pytest
from django.db import connection

from tests.networks import build_network

pytestmark = pytest.mark.django_db


def test_the_planner_knows_the_pages_of_a_new_network():
    build_network(communes=20)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'wagtailcore_page'")
        assert cursor.fetchone()[0] >= 1000
