"""What the forms of this room ask, in the order in which an officer thinks."""

from django.forms import Select
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
)

from commune_site.organisation.forms import MapForm, PersonForm, RecordForm, UnitForm

UNIT = ObjectList(
    [
        FieldPanel("name", required_on_save=True),
        FieldRowPanel(
            [FieldPanel("kind"), FieldPanel("parent", widget=Select), FieldPanel("position")]
        ),
        MultiFieldPanel(
            [
                FieldPanel("functions"),
                FieldPanel("decision"),
                PageChooserPanel("decision_page", page_type="documents.LegalDocumentPage"),
            ],
            heading=_("Functions and duties"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                FieldPanel("organisation_code"),
            ],
            heading=_("Contacts"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("households"), FieldPanel("inhabitants")]),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            heading=_("Villages: figures and place on the map"),
            classname="collapsed",
        ),
    ],
    base_form_class=UnitForm,
)

APPOINTMENT = [
    FieldRowPanel([FieldPanel("post"), FieldPanel("unit", widget=Select)]),
    FieldRowPanel([FieldPanel("since"), FieldPanel("until"), FieldPanel("term")]),
    FieldRowPanel([FieldPanel("is_head"), FieldPanel("is_leader"), FieldPanel("is_spokesperson")]),
    FieldPanel("duties"),
    FieldRowPanel([FieldPanel("decision"), FieldPanel("position")]),
]

PERSON = ObjectList(
    [
        FieldRowPanel([FieldPanel("honorific"), FieldPanel("name", required_on_save=True)]),
        InlinePanel(
            "appointments",
            heading=_("Posts, today's and earlier ones"),
            label=_("Post"),
            help_text=_(
                "When somebody leaves a post, enter its last day; do not delete the row. The "
                "public then sees name and period alone."
            ),
            panels=APPOINTMENT,
        ),
        MultiFieldPanel(
            [
                HelpPanel(
                    content=_(
                        "Official contacts only: the public sees them in the directory. Private "
                        "numbers and addresses are personal data and do not belong here."
                    )
                ),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
            ],
            heading=_("Official contacts"),
        ),
        MultiFieldPanel(
            [FieldPanel("photo"), FieldPanel("biography")], heading=_("For the page of a leader")
        ),
    ],
    base_form_class=PersonForm,
)

CHANNEL = ObjectList(
    [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("position")]),
        FieldPanel("name", required_on_save=True),
        FieldRowPanel([FieldPanel("url"), FieldPanel("phone")]),
        FieldPanel("unit", widget=Select),
        FieldPanel("description"),
    ],
    base_form_class=RecordForm,
)

MAP = ObjectList(
    [FieldPanel("title", required_on_save=True), FieldPanel("file"), FieldPanel("source")],
    base_form_class=MapForm,
)
