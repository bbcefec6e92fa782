"""What the form of a document asks, in the order in which an officer reads the paper."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from commune_site.models.base import PortalPage


def document_panels() -> list:
    """Return the panels of the editor."""
    return [
        *PortalPage.content_panels,
        MultiFieldPanel(_stated(), heading=_("What the document states")),
        MultiFieldPanel(_effect(), heading=_("Effect")),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel(
                            "field",
                            help_text=_(
                                "What it is about; visitors narrow the list by it. For example: "
                                "choose land for a decision on land prices."
                            ),
                        ),
                        FieldPanel("level"),
                    ]
                ),
                FieldPanel("document_kind"),
            ],
            heading=_("Where visitors find it"),
        ),
        InlinePanel(
            "relations",
            heading=_("Relations to other documents"),
            label=_("Relation"),
            help_text=_(
                "What this document is based on, replaces, amends. The other document then shows "
                "it by itself; a citation with number and date becomes a link by itself, too."
            ),
        ),
        PortalPage.attachments_panel,
        FieldPanel("full_text"),
        FieldPanel("change_note"),
        PortalPage.provenance_panel,
    ]


def _stated() -> list:
    return [
        FieldRowPanel(
            [
                FieldPanel(
                    "document_type",
                    help_text=_("As printed above the title. For example: choose a decision."),
                ),
                FieldPanel("number"),
            ]
        ),
        FieldRowPanel(
            [
                FieldPanel(
                    "issuer",
                    help_text=_(
                        "As in the letterhead. For example: Ủy ban nhân dân phường Tam Thanh."
                    ),
                ),
                FieldPanel("place", help_text=_("For example: Tam Thanh.")),
            ]
        ),
        FieldPanel(
            "issued_on",
            help_text=_("The day on which the document was signed, as printed: 05/11/2026."),
        ),
        FieldRowPanel(
            [
                FieldPanel(
                    "signatory", help_text=_("Full name as printed. For example: Nguyễn Văn A.")
                ),
                FieldPanel("signatory_post", help_text=_("For example: Phó Chủ tịch.")),
            ]
        ),
        FieldPanel(
            "signing_form", help_text=_("The letters before the post. For example: TM., KT.")
        ),
        FieldPanel("recipients"),
    ]


def _effect() -> list:
    return [
        FieldRowPanel(
            [
                FieldPanel(
                    "effective_on",
                    help_text=_(
                        "As the last articles of the document say it, for example 01/01/2027. "
                        "Empty when the document does not say it: unknown is not in force."
                    ),
                ),
                FieldPanel(
                    "expired_on",
                    help_text=_(
                        "The first day on which it no longer counts; empty while it does. For "
                        "example: 01/01/2027"
                    ),
                ),
            ]
        ),
        FieldPanel("effect_stated"),
        FieldPanel("effect_note"),
    ]
