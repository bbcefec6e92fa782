"""Drafts as an editor saves them."""

from datetime import date
from itertools import count

from commune_site.models import ArticlePage, PortalPage
from portal_network.accounts.models import User

_numbers = count(1)
BODY = "<p>Hội nghị bàn việc thu gom rác tại các khối phố trong quý tới.</p>"


def draft(parent: PortalPage, writer: User | None, **fields) -> ArticlePage:
    """Return a new article that is not public, with its first revision."""
    number = next(_numbers)
    fields = {
        "title": f"Bản nháp số {number}",
        "slug": f"ban-nhap-{number}",
        "summary": "Tóm tắt của bản nháp.",
        "author": "Ban biên tập",
        "source": "Ủy ban nhân dân phường",
        "disclosed_on": date(2026, 3, 15),
        "body": [("paragraph", BODY)],
        "owner": writer,
        "live": False,
    } | fields
    parent.refresh_from_db()
    page = ArticlePage(**fields)
    parent.add_child(instance=page)
    # As a draft is saved in the editor: what is missing may still come.
    page.save_revision(user=writer, clean=False)
    return fresh(page)


def save(page: ArticlePage, user: User, **fields) -> ArticlePage:
    """Save another revision of a page with other values."""
    newest = fresh(page).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(newest, name, value)
    newest.save_revision(user=user, log_action=True, clean=False)
    return fresh(page)


def fresh(page: ArticlePage) -> ArticlePage:
    """Return the page as the database has it now."""
    return ArticlePage.objects.get(pk=page.pk)
