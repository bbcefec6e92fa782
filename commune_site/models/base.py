"""The concrete base of every page: one indexed table over which all listings run."""

from functools import lru_cache
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.images import get_image_model_string
from wagtail.models import Page, Site, Workflow
from wagtail.search import index

from commune_site.approval import approval_policy
from commune_site.forms import PortalPageForm
from commune_site.models import panels
from commune_site.models.querysets import PortalPageManager
from commune_site.page_context import page_context
from commune_site.page_types import is_posted_in
from commune_site.permissions import PortalPagePermissionTester
from commune_site.sections import get_registry, registry_value
from commune_site.slugs import take_address
from commune_site.validation import compose_letters
from commune_site.variants import MAIN_LANGUAGE, is_variant
from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager
from search.kinds import Kind
from search.text import fold


@lru_cache(maxsize=1000)
def _address(path: str) -> str:
    """Return the address of a page by its path below the site's root; each is asked for often."""
    return reverse("wagtail_serve", args=[path])


class PortalPage(Page):
    """What every page of every site has, whatever its type.

    ``commune`` is null on the pages of a province. ``section`` is the slug of the mandated
    category to which the page belongs (see :mod:`commune_site.sections`); home pages have none.
    ``is_item`` tells what is published *in* a section from the pages that make up the tree; a
    variant in another language is none, so that every item is listed and counted once.

    ``schema_types``: the types of schema.org that :meth:`structured_data` of the class itself can
    yield, besides those of its bases; docs/coverage.md prints them, a test compares them with what
    pages say.
    """

    schema_types: ClassVar[tuple[str, ...]] = ()

    province = models.ForeignKey(
        "tenancy.Province", verbose_name=_("province"), editable=False,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    commune = models.ForeignKey(
        "tenancy.Commune", verbose_name=_("commune"), null=True, editable=False,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    # Asked for within a place alone, by the indexes below: one of its own would mislead PostgreSQL.
    section = models.SlugField(
        _("section"), max_length=50, blank=True, editable=False, db_index=False
    )
    is_item = models.BooleanField(default=False, editable=False)
    # The language of the page's ``locale``, so that lists need no other table.
    written_in = models.CharField(max_length=10, default=MAIN_LANGUAGE, editable=False)
    # Names the part of the registry from which provisioning made this page.
    registry_key = models.CharField(max_length=60, blank=True, editable=False)
    summary = models.TextField(
        _("summary"), blank=True, max_length=600,
        help_text=_("One or two sentences that stand in lists and search results."),
    )  # fmt: skip
    author = models.CharField(_("author"), max_length=160, blank=True)
    # R117, R37: who takes a text over says where from.
    source = models.CharField(
        _("source"), max_length=255, blank=True,
        help_text=_("Where the text comes from; a text taken over names its source."),
    )  # fmt: skip
    approver = models.CharField(_("approved by"), max_length=160, blank=True)
    disclosed_on = models.DateField(
        _("date of publication"), default=timezone.localdate,
        help_text=_("The date that lists show and sort by."),
    )  # fmt: skip
    expires_on = models.DateField(
        _("shown until"), null=True, blank=True,
        help_text=_("After this day the item leaves lists and search."),
    )  # fmt: skip
    lead_image = models.ForeignKey(
        get_image_model_string(), verbose_name=_("lead image"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    lead_image_alt = models.CharField(
        _("alternative text of the lead image"), max_length=255, blank=True,
        help_text=_("What the picture shows; required when there is one."),
    )  # fmt: skip
    # R83: also a section that names nobody may hold one page that does.
    names_people = models.BooleanField(
        _("this page names people"), default=False,
        help_text=_(
            "Tick it when names of citizens stand in the text, a table or a file. The page then "
            "leaves the site after 30 days at the latest and is not found by search engines."
        ),
    )  # fmt: skip
    # What lists show beside the title, kept here so that they need no other table.
    reference = models.CharField(max_length=80, blank=True, db_index=True, editable=False)
    kind_label = models.CharField(max_length=60, blank=True, editable=False)
    # By which staff find a page among their own (``search.backends.database``).
    folded_title = models.CharField(max_length=255, blank=True, editable=False)
    # R83: when what named people was erased; the bare statement that it was shown stays.
    erased_on = models.DateField(null=True, editable=False)
    is_sample = models.BooleanField(_("sample data"), default=False, editable=False)
    # R58: the day of the newest correction, so that a page without one asks for none.
    corrected_on = models.DateField(_("corrected"), null=True, editable=False)

    objects = scoped_manager(PortalPageManager)
    everywhere = unscoped_manager(PortalPageManager)

    base_form_class = PortalPageForm

    # What the page is in the DCMI Type Vocabulary: Text, Dataset, Image, Event, Collection …
    dublin_core_type = "Text"

    # Texts that may hold names; erased when the time of a list of people is over (R83).
    naming_fields: tuple[str, ...] = ("summary", "search_description", "lead_image_alt")

    # Types of which a site with English pages may have English variants.
    is_translatable = False
    # Set by the form that keeps a draft: rules on what a text must name wait until it is submitted.
    is_kept_as_draft = False
    # Whether the address of a page that was taken down says so, and why, instead of 404.
    keeps_withdrawal_notice = False

    # The tab of the search page on which pages of the type are found.
    search_kind = Kind.OTHER

    # Told by the look-up of an address; whoever reads a page otherwise asks for its files.
    has_attachments = True

    # Home pages are made by provisioning, which gives them their authority.
    owns_place = False
    # A password that many share protects nothing, and groups have no members here: whoever may
    # read works for the site (``serve_page`` asks).
    private_page_options = ["login"]

    # What is found is kept by the room of search; what staff type is compared with titles
    # (``search.backends.database``). Nobody asks Wagtail's own index for pages.
    search_auto_update = False
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("folded_text"),
        index.FilterField("commune"),
        index.FilterField("province"),
        index.FilterField("section"),
        index.FilterField("is_item"),
        index.FilterField("written_in"),
        index.FilterField("names_people"),
        index.FilterField("disclosed_on"),
        index.FilterField("expires_on"),
    ]

    content_panels = panels.FIRST
    summary_panel = panels.SUMMARY
    origin_panels = panels.ORIGIN
    disclosed_on_panel = panels.DISCLOSED_ON
    expires_on_panel = panels.EXPIRES_ON
    provenance_panel = panels.PROVENANCE
    body_panel = panels.BODY
    lead_image_panel = panels.LEAD_IMAGE
    captioned_image_panel = panels.CAPTIONED_IMAGE
    attachments_panel = panels.ATTACHMENTS

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        indexes = [
            models.Index(
                fields=["commune", "section", "-disclosed_on"], name="portalpage_commune_section"
            ),
            models.Index(
                fields=["province", "section", "-disclosed_on"], name="portalpage_province_section"
            ),
            models.Index(
                fields=["commune", "is_item", "-disclosed_on"], name="portalpage_commune_items"
            ),
            models.Index(
                fields=["province", "is_item", "-disclosed_on"], name="portalpage_province_items"
            ),
        ]

    @property
    def folded_text(self) -> str:
        """Return title, summary and text without Vietnamese marks, for search without accents."""
        return fold(f"{self.title} {self.summary} {self.plain_text}")

    @property
    def search_values(self) -> dict[str, str]:
        """Return what search narrows by beyond the base table: ``issuer``, ``field``."""
        return {}

    @property
    def plain_text(self) -> str:
        """Return the words of the page's body; nothing for types that have none."""
        body = getattr(self, "body", None)
        return " ".join(body.stream_block.get_searchable_content(body)) if body else ""

    @property
    def tenant(self) -> Tenant | None:
        """Return the site to which the page belongs."""
        return directory.owner(province_id=self.province_id, commune_id=self.commune_id)

    @property
    def section_name(self) -> str:
        """Return the Vietnamese name of the section, or an empty text."""
        return registry_value(self.section, "name", "")

    @property
    def personal_data(self) -> bool:
        """Tell whether the page, or what its section lists, names people (R83).

        Such pages are kept out of search and robots.
        """
        return self.names_people or self.section in get_registry().personal_data_slugs

    def get_url_parts(self, request: HttpRequest | None = None):
        """Return the address from the page's own site, without a look at any other (O(1))."""
        tenant = self.tenant
        if tenant is None or not self.url_path.startswith(tenant.root_url_path):
            return None
        try:
            path = _address(self.url_path.removeprefix(tenant.root_url_path))
        except NoReverseMatch:
            return (tenant.site_id, None, None)
        return (tenant.site_id, tenant.root_url, path)

    def get_url(self, request: HttpRequest | None = None, current_site: Site | None = None):
        """Return a local address on the page's own site and a full one everywhere else."""
        parts = self.get_url_parts(request)
        if parts is None or parts[2] is None:
            return None
        if current_site is None and request is not None:
            current_site = Site.find_for_request(request)
        site_id, root_url, path = parts
        is_local = current_site is not None and current_site.id == site_id
        return path if is_local else root_url + path

    url = property(get_url)

    def permissions_for_user(self, user) -> PortalPagePermissionTester:
        """Return what this person may do to the page; the mandated tree stays whole."""
        return PortalPagePermissionTester(user, self)

    @property
    def has_workflow(self) -> bool:
        """Tell whether texts of the page are submitted, whatever is set on an ancestor."""
        return approval_policy().has_workflow(self)

    def get_workflow(self) -> Workflow | None:
        """Return the workflow of the page's place and section, not one set on an ancestor."""
        return approval_policy().workflow_for(self)

    def with_content_json(self, content: dict) -> "PortalPage":
        """Return the page as a revision has it, where the page stands now.

        A revision keeps the place from before a move; publishing it must not move the page back.
        """
        page = super().with_content_json(content)
        for name in (
            "province_id", "commune_id", "section", "corrected_on", "written_in", "erased_on",
        ):  # fmt: skip
            setattr(page, name, getattr(self, name))
        return page

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show a draft in its own language, whatever that of the administration is."""
        with override(self.written_in):
            response = super().serve_preview(request, mode_name)
            return response.render() if hasattr(response, "render") else response

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add breadcrumbs, canonical address, metadata and what robots may do."""
        return super().get_context(request, *args, **kwargs) | page_context(self, request)

    def clean(self) -> None:
        """Compose letters and marks; refuse what is wrong, all of it at once."""
        super().clean()
        compose_letters(self)
        if errors := self.errors_by_field():
            raise ValidationError(errors)

    def errors_by_field(self) -> dict:
        """Return what is wrong with the page, by field; types add theirs to what their base finds.

        Here: a page that would leave the lists before it enters them.
        """
        if self.expires_on and self.disclosed_on and self.expires_on < self.disclosed_on:
            return {"expires_on": _("The last day must not lie before the date of publication.")}
        return {}

    def full_clean(self, *args, **kwargs) -> None:
        """Take an address from the title where none was written."""
        take_address(self)
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """Take an address also for a draft."""
        take_address(self)
        super().minimal_clean()

    def save(self, *args, **kwargs):
        """Take province, commune and section from the parent when the page is new."""
        if self._state.adding and not self.owns_place:
            self.inherit_place(self.get_parent())
        self.describe_itself()
        return super().save(*args, **kwargs)

    def set_url_path(self, parent: Page | None) -> str:
        """Take the place from the parent also where a new page is only previewed."""
        if parent is not None and not self.province_id:
            self.inherit_place(parent)
        return super().set_url_path(parent)

    def describe_itself(self) -> None:
        """Set the columns that lists read from what the page's own type holds."""
        self.is_item = not is_variant(self) and self.counts_as_item()
        self.folded_title = fold(self.title)[:255]

    def counts_as_item(self) -> bool:
        """Tell whether this page is content of its section rather than part of the tree."""
        return False

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Offer in a section of the registry only what is posted there."""
        is_section = parent._meta.label == "commune_site.SectionPage"
        return super().can_create_at(parent) and (
            not is_section or is_posted_in(cls, parent.section)
        )

    def structured_data(self) -> list[dict]:
        """Return the JSON-LD objects (schema.org) that describe this page; types add theirs."""
        return []

    def dublin_core_terms(self) -> list[tuple[str, str]]:
        """Return elements of Dublin Core that the type adds to those of every page."""
        return []

    def inherit_place(self, parent: Page) -> None:
        """Set province, commune and section as the parent has them, also for a copied page."""
        place = PortalPage.everywhere.filter(pk=parent.pk).values_list(
            "province_id", "commune_id", "section"
        )
        if (found := place.first()) is not None:
            self.province_id, self.commune_id = found[0], found[1]
            self.section = found[2] or self.section
