"""The guides as they are shipped: what they name exists, letter by letter."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import resolve, reverse

from commune_site.guides.library import BOOKS, get_library
from commune_site.guides.readers import screen_names
from commune_site.guides.rendering import flat, labels, pictures
from portal_network.tenancy.isolation.addresses import admin_addresses
from portal_network.tenancy.models import Role
from tests.guide_labels import exists

GUIDES = get_library().guides
WORDS_ON_PICTURES = Path(__file__).with_name("words_on_pictures.json")
# Commands of a server.
WITHOUT_PICTURE = {"lenh-dinh-ky"}
NO_SCREENS = {
    name: reason
    for reason, names in {
        "Nobody is signed in there, and the portal shows nothing but the form.": (
            "account_login",
            "mfa_authenticate",
            "mfa_login_webauthn",
            "accounts_new_password",
            "accounts_new_password_sent",
            "accounts_choose_new_password",
            "people_accept",
        ),
        "It asks once more who is there, before a screen that has a guide.": (
            "account_reauthenticate",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "accounts_lock",
        ),
        "It does something, and leads back to the screen with its button.": (
            "account_logout",
            "engagement_confirm_correction",
            "engagement_drop_correction",
            "engagement_end_block",
            "moderation_approve_several",
            "moderation_claim",
            "moderation_release",
            "notices_open",
            "notices_read_all",
            "oversight_calendar_confirm",
            "people_invitation_resend",
            "people_invitation_withdraw",
            "people_reactivate",
            "people_staff_session_end",
            "people_unlock",
            "mfa_list_webauthn",
            "moderation_unpublish",
        ),
        "It sends a file.": (
            "audit_download",
            "bulk_import_report",
            "engagement_file",
            "intake_picture",
            "procedures_download",
            "procedures_sample_file",
        ),
        "It is a part of another screen, which its script asks for.": (
            "accounts_session",
            "editing_checklist",
            "editing_paste",
            "people_results",
            "tenancy_choose_image",
            "tenancy_choose_page",
            "tenancy_choose_page_child",
            "tenancy_choose_page_search",
            "tenancy_documents_results",
            "tenancy_external_link",
            "tenancy_images_results",
            "tenancy_locked_pages_results",
            "tenancy_redirects_results",
            "tenancy_suggest_tags",
        ),
        "The guides themselves.": ("guides", "guides_book", "guides_guide"),
    }.items()
    for name in names
}
MANDATED_TASKS = {
    Role.EDITOR: 10,
    Role.APPROVER: 6,
    Role.RESPONDER: 3,
    Role.SITE_ADMINISTRATOR: 5,
    Role.PROVINCE_MODERATOR: 5,
    Role.PROVINCE_ADMINISTRATOR: 8,
    "operator": 3,
}


def test_a_label_that_no_screen_has_is_found_out():
    assert exists("Gửi duyệt")
    assert exists("Xác nhận lịch năm 2026")
    assert not exists("Bấm vào đây nhé")
    assert not exists("Gui duyet")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_every_label_in_bold_exists(guide):
    quoted = list(labels(guide.tokens))
    assert [label for label in quoted if not exists(label)] == []


def test_every_screen_is_an_address_of_the_administration():
    names = {address.name for address in admin_addresses()}
    named = {screen for guide in GUIDES for screen in guide.screens}
    assert {screen for screen in named if screen.split()[0] not in names} == set()


def test_every_screen_answers_under_the_name_that_guides_use():
    """Screens of our own stand before Wagtail's at the same addresses, under other names."""
    open_ones = {address.name for address in admin_addresses() if not address.converters}
    named = {screen for guide in GUIDES for screen in guide.screens} & open_ones
    assert named
    assert {name for name in named if resolve(reverse(name)).view_name != name} == set()


def is_own(name: str) -> bool:
    """Tell whether a screen is this project's, and not one that Wagtail or its packages draw."""
    return bool(name) and not name.startswith("wagtail")


def test_every_own_screen_has_a_guide():
    library = get_library()
    own = {address.name for address in admin_addresses() if is_own(address.name)}
    without = {name for name in own if not library.for_screen(*screen_names(name))}
    assert without - set(NO_SCREENS) == set()
    # Whatever has got a guide, or has gone, leaves the list.
    assert set(NO_SCREENS) - without == set()


def test_every_type_of_page_that_a_guide_names_exists():
    from django.apps import apps

    named = [screen.split()[1] for guide in GUIDES for screen in guide.screens if " " in screen]
    assert named
    for kind in named:
        assert apps.get_model(kind)


def test_every_picture_exists_and_is_described():
    for guide in GUIDES:
        for picture in pictures(guide.tokens):
            assert (settings.GUIDES_DIR / picture).is_file(), f"{guide.name}: {picture}"
        for token in flat(guide.tokens):
            assert token.type != "image" or token.content.strip(), guide.name


def shown() -> dict[str, set[str]]:
    """Return the pictures of each guide, by the names of their files."""
    return {guide.name: {Path(name).name for name in pictures(guide.tokens)} for guide in GUIDES}


def test_every_guide_to_a_screen_shows_it():
    """Only what is done without a screen, and what a picture would not explain, has none."""
    without = {guide for guide, names in shown().items() if not names}
    assert without <= WITHOUT_PICTURE


def test_every_picture_belongs_to_a_guide_and_is_small():
    files = {path.name: path for path in (settings.GUIDES_DIR / "anh").glob("*.webp")}
    assert set(files) == set().union(*shown().values())
    sizes = {name: path.stat().st_size for name, path in files.items()}
    assert {name for name, size in sizes.items() if size > 100_000} == set()
    assert sum(sizes.values()) < 6_000_000


def test_no_picture_shows_a_label_that_screens_have_no_more():
    """Take the pictures named here again: ``make guide-pictures``."""
    words = json.loads(WORDS_ON_PICTURES.read_text(encoding="utf-8"))
    assert set(words) == {Path(name).stem for names in shown().values() for name in names}
    assert all(words.values())
    old = {name: [word for word in found if not exists(word)] for name, found in words.items()}
    assert {name: found for name, found in old.items() if found} == {}


def test_every_role_has_the_guides_of_its_tasks():
    library = get_library()
    assert set(MANDATED_TASKS) <= set(BOOKS)
    short = {role for role, least in MANDATED_TASKS.items() if len(library.book(role)) < least}
    assert short == set()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_every_guide_is_short_and_says_what_to_do_step_by_step(guide):
    kinds = {token.type for token in guide.tokens}
    assert "ordered_list_open" in kinds or "table_open" in kinds
    assert len(guide.source.split()) <= 400
    assert guide.title == guide.title.strip() and len(guide.title) <= 70
    mentioned = re.findall(r"bài “([^”]+)”", guide.source.replace("\n", " "))
    assert set(mentioned) <= {other.title for other in GUIDES}
