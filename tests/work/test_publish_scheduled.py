"""What is due is published or taken down; one that fails keeps no other waiting."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command, get_commands
from django.utils import timezone
from wagtail.models import Page, Revision

from commune_site.models import PortalPage
from tests.factories import make_article
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db


def waiting(title: str) -> PortalPage:
    """Make a page whose time has come."""
    page = make_article(TAM_THANH, title=title)
    page.unpublish()
    page.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    return page


def is_live(page: PortalPage) -> bool:
    return Page.objects.get(pk=page.pk).live


def test_the_projects_own_command_is_the_one_that_runs():
    assert get_commands()["publish_scheduled"] == "portal_network.work"


def test_what_is_due_is_published_and_what_has_expired_is_taken_down(network):
    due, old, later = waiting("Đến giờ"), make_article(TAM_THANH), waiting("Chưa đến giờ")
    Page.objects.filter(pk=old.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    Revision.objects.for_instance(later).update(
        approved_go_live_at=timezone.now() + timedelta(hours=1)
    )
    call_command("publish_scheduled")
    assert [is_live(page) for page in (due, old, later)] == [True, False, False]
    assert Page.objects.get(pk=old.pk).expired


def test_a_dry_run_changes_nothing(network):
    page = waiting("Đến giờ")
    call_command("publish_scheduled", dryrun=True)
    assert not is_live(page)


def test_one_that_fails_stays_whole_is_told_and_keeps_no_other_waiting(network, monkeypatch):
    broken, whole = waiting("Hỏng"), waiting("Lành")
    save = Page.save

    def fails(page, *args, **kwargs):
        if page.title == "Hỏng":
            raise RuntimeError("hỏng")
        return save(page, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Page, "save", fails)
        with pytest.raises(CommandError, match="Revision"):
            call_command("publish_scheduled")
    assert (is_live(broken), is_live(whole)) == (False, True)
    # It still waits, and its turn comes.
    call_command("publish_scheduled")
    assert is_live(broken)
