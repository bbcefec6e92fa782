"""What the tests of English pages share."""

from commune_site.languages.services import translate
from portal_network.tenancy.models import Role
from tests.factories import (
    make_user,
)
from tests.networks import forget_what_processes_remember
from tests.pages_as_seen import elements_of


def switch(place, on=True):
    """Switch the English pages of a site on or off, as its settings do."""
    place.has_english = on
    place.save()
    forget_what_processes_remember()


def translate_address(page):
    """Return the address of the screen that translates a page."""
    return f"/quan-tri/tieng-anh/{page.pk}/"


def publish_in_english(page, user=None, title="People help each other build roads", **fields):
    """Write and publish the English variant of a page, past the queue."""
    made = translate(page, user or make_user(Role.EDITOR, page.commune or page.province))
    made.title = title
    for name, value in fields.items():
        setattr(made, name, value)
    made.save_revision().publish(skip_permission_checks=True)
    forget_what_processes_remember()
    return type(made).objects.get(pk=made.pk)


def alternates_of(response):
    """Return the address of a page in each language, as its head names them."""
    links = elements_of(response, "link")
    return {link["hreflang"]: link["href"] for link in links if "hreflang" in link}


def language_of(response):
    """Return the language of the whole answer."""
    return elements_of(response, "html")[0]["lang"]
