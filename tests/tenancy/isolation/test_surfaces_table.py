"""docs/isolation.md says what the verdicts say."""

from tests.isolation.surfaces_table import DOCUMENT, surfaces_table, with_block


def test_the_table_of_addresses_is_that_of_the_verdicts():
    text = DOCUMENT.read_text()
    assert text == with_block(text, "surfaces", surfaces_table()), (
        "Run: python -m tests.isolation.write_table"
    )
