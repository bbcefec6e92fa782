"""Notices as sentences, and where each leads."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal_network.notices.models import OF_THE_QUEUE, Kind, Notice

SENTENCES = {
    Kind.WAITING: gettext_lazy("“%(title)s” of %(place)s waits for your approval."),
    Kind.REVIEW: gettext_lazy(
        "“%(title)s” of %(place)s was published in an emergency and waits for your review."
    ),
    Kind.CLAIM_ENDED: gettext_lazy(
        "You claimed “%(title)s” and have not decided; others can work on it now."
    ),
    Kind.DUE_SOON: gettext_lazy("“%(title)s” of %(place)s has to be decided on by %(day)s."),
    Kind.OVERDUE: gettext_lazy("“%(title)s” of %(place)s should have been decided on by %(day)s."),
    Kind.PASSED_ON: gettext_lazy(
        "“%(title)s” was approved by the commune and goes on to the province."
    ),
    Kind.SCHEDULED: gettext_lazy("“%(title)s” was approved and becomes public at the set time."),
    Kind.PUBLISHED: gettext_lazy("“%(title)s” is public."),
    Kind.CONFIRMED: gettext_lazy("The province confirmed the publication of “%(title)s”."),
    Kind.SENT_BACK: gettext_lazy("“%(title)s” was sent back to be changed."),
    Kind.TAKEN_DOWN: gettext_lazy("“%(title)s” was taken down."),
    Kind.COMMENT: gettext_lazy("%(person)s commented on “%(title)s”."),
    Kind.CASE_NEW: gettext_lazy("%(title)s has arrived at %(place)s; to be answered by %(day)s."),
    Kind.CASE_GIVEN: gettext_lazy("%(title)s was given to you; to be answered by %(day)s."),
    Kind.CASE_SIGN: gettext_lazy("The answer to %(title)s of %(place)s waits for your signature."),
    Kind.CASE_BACK: gettext_lazy("Your answer to %(title)s was sent back to be changed."),
    Kind.CASE_SOON: gettext_lazy("%(title)s of %(place)s has to be answered by %(day)s."),
    Kind.CASE_LATE: gettext_lazy("%(title)s of %(place)s should have been answered by %(day)s."),
    Kind.CASES_OWED: gettext_lazy("%(place)s: %(title)s."),
    Kind.FILE_REFUSED: gettext_lazy(
        "Your file “%(title)s” was refused when it was examined; nobody can download it."
    ),
    Kind.DRAFT_CLOSED: gettext_lazy(
        "Comments on “%(title)s” of %(place)s ended on %(day)s; the synthesis and the explanation "
        "have to be published now."
    ),
    Kind.DRAFT_OWED: gettext_lazy(
        "The outcome of the comments on “%(title)s” of %(place)s, which ended on %(day)s, is owed."
    ),
}


def sentence(notice: Notice) -> str:
    """Return what a notice says."""
    actor = notice.actor
    return SENTENCES[Kind(notice.kind)] % {
        "title": notice.title,
        "place": notice.tenant.name if notice.tenant else "",
        "person": (actor.get_full_name() or actor.get_username()) if actor else _("Somebody"),
        "day": date_format(notice.due_on, "d/m/Y") if notice.due_on else "",
    }


def target(notice: Notice) -> str:
    """Return the address of the screen on which a person goes on from here."""
    if notice.path:
        return notice.path
    if notice.kind in OF_THE_QUEUE or notice.kind == Kind.PASSED_ON:
        waiting = notice.item and notice.item.is_waiting
        if waiting:
            return reverse("moderation_review", args=[notice.item_id])
        own = "moderation_queue" if notice.kind in OF_THE_QUEUE else "moderation_tracking"
        return reverse(own)
    return reverse("wagtailadmin_pages:edit", args=[notice.page_id])
