"""Fills a province and its communes with sample content, so that everything can be looked at.

Idempotent: every sample page carries a key, and one that is there already is left as it is. What
an editor wrote is never touched: contacts and information pages are filled only while empty.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from zlib import crc32

from django.db import transaction
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.models import Locale, Page, ReferenceIndex

from commune_site.activities.models import RecordingPage
from commune_site.disclosures.models import DisclosureFigures, DisclosurePage
from commune_site.models import InformationPage
from commune_site.navigation import forget_site_tree
from documents.models import LegalDocumentPage
from portal_network.provisioning.bulk import TreeInserter, index_objects
from portal_network.provisioning.sample import (
    FilledItem,
    SampleNames,
    SamplePlan,
    sample_contacts,
    sample_items,
    sample_plans,
)
from portal_network.provisioning.sample_alerts import load_sample_alerts
from portal_network.provisioning.sample_disclosures import sample_figures, save_figures
from portal_network.provisioning.sample_documents import add_relations
from portal_network.provisioning.sample_media import (
    PictureFiles,
    SampleImages,
    SampleRecordings,
    attach_texts,
)
from portal_network.provisioning.sample_organisation import SampleOrganisation
from portal_network.provisioning.sample_pages import (
    body_json,
    page_from_item,
    page_from_plan,
    sample_key,
)
from portal_network.provisioning.sample_plans import tie_to_projects
from portal_network.provisioning.sample_rooms import add_rows
from portal_network.provisioning.state import AuthorityState, read_state
from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.models import Authority, Commune

# Over how many days the communes' sample items are spread.
SPREAD_DAYS = 12


def load_sample(
    province_code: str, *, progress: Callable[[Iterable[Any]], Iterable[Any]] = iter
) -> int:
    """Load the sample content of a province and its communes; return the number of pages made."""
    directory.forget()
    state = read_state(province_code)
    load_sample_alerts(province_code)
    holders = [state.province, *state.communes.values()]
    files = PictureFiles()
    return sum(
        SampleLoader(holder, files).load() for holder in progress(holders) if holder.authority
    )


class SampleLoader:
    """Fills one site; each call of :meth:`load` is one transaction."""

    def __init__(self, state: AuthorityState, files: PictureFiles) -> None:
        self.authority: Authority = state.authority
        self.pages = state.pages
        is_commune = isinstance(self.authority, Commune)
        self.level = "commune" if is_commune else "province"
        self.tenant: Tenant = directory.snapshot().by_key[f"{self.level}:{self.authority.code}"]
        self.names = SampleNames(
            unit=self.tenant.name,
            province=self.tenant.province_name,
            site_url=self.tenant.root_url,
            province_url=self.tenant.province_url,
        )
        self.inserter = TreeInserter(
            self.pages,
            province_code=self.tenant.province_code,
            commune_code=self.authority.code if is_commune else None,
            locale=Locale.get_default(),
        )
        self.images = SampleImages(self.authority.collection, files)
        self.recordings = SampleRecordings(self.authority.collection)
        self.texts: list[tuple[LegalDocumentPage, str]] = []
        self.figures: list[DisclosureFigures] = []

    @transaction.atomic
    def load(self) -> int:
        """Make what is missing and return the number of pages made or filled."""
        self._fill_contacts()
        today = timezone.localdate()
        filled: list[InformationPage] = []
        for sample in sample_items(self.level):
            item = sample.fill(self.names, today - self._days_back(sample.key))
            if item.kind == "information":
                filled += self._fill_information(item)
            else:
                self._add_item(item)
        for plan in sample_plans():
            if plan.authority == self.level and plan.code == self.authority.code:
                self._add_plan(plan, today)
        SampleOrganisation(self.authority, self.tenant, self.names, self.images).load()
        added = self.inserter.write()
        save_figures(self.figures)
        documents = attach_texts(self.texts, self.authority.collection)
        index_objects([*added, *filled, *documents, *self.recordings.made, *self.images.made])
        add_rows(added)
        add_relations(added, self.inserter.by_key, sample_key)
        tie_to_projects(added, sample_key)
        for page in [*added, *filled]:
            ReferenceIndex.create_or_update_for_object(page)
        transaction.on_commit(lambda: forget_site_tree(self.tenant.key))
        return len(added) + len(filled)

    def _days_back(self, key: str) -> timedelta:
        """Return by how much an item is older here, so that communes do not all post at once."""
        if self.level == "province":
            return timedelta()
        return timedelta(days=crc32(f"{self.authority.code}{key}".encode()) % SPREAD_DAYS)

    def _add_item(self, item: FilledItem) -> None:
        parent = self._place_for(item.section, item.key)
        if parent is None:
            return
        page = page_from_item(item, self.images.get)
        if isinstance(page, RecordingPage):
            for column, name in page.sample_files.items():
                setattr(page, column, self.recordings.get(name))
        page = self.inserter.place(page, parent)
        if isinstance(page, LegalDocumentPage):
            self.texts.append((page, strip_tags(item.html.replace("</p>", "\n"))))
        if isinstance(page, DisclosurePage):
            self.figures += sample_figures(page, item)

    def _add_plan(self, plan: SamplePlan, today: date) -> None:
        parent = self._place_for(plan.section, plan.key)
        if parent is not None:
            page = self.inserter.place(page_from_plan(plan, today), parent)
            self.texts.append((page, plan.raw_text))

    def _place_for(self, section: str, key: str) -> Page | None:
        """Return the section for a new sample page; None without the section, or if it exists."""
        if sample_key(key) in self.inserter.by_key:
            return None
        return self.pages.get(f"section:{section}")

    def _fill_contacts(self) -> None:
        """Fill what is empty; the bare name as address counts as empty."""
        contacts = asdict(sample_contacts(self.names))
        if not is_bare_address(self.authority):
            contacts.pop("address")
        empty = {name: value for name, value in contacts.items()
                 if name == "address" or not getattr(self.authority, name)}  # fmt: skip
        if empty:
            for name, value in empty.items():
                setattr(self.authority, name, value)
            self.authority.save()

    def _fill_information(self, item: FilledItem) -> list[InformationPage]:
        section = self.pages.get(f"section:{item.section}")
        page = (
            InformationPage.objects.filter(pk=section.pk, is_item=False).first()
            if section
            else None
        )
        if page is None:
            return []
        columns = {
            "body": body_json(item.body, self.images.get),
            "summary": item.summary,
            "author": item.author,
            "source": item.source,
            "disclosed_on": item.disclosed_on,
            "is_sample": item.is_sample,
        }
        for name, value in columns.items():
            setattr(page, name, value)
        page.describe_itself()
        InformationPage.objects.filter(pk=page.pk).update(
            **columns | {"body": page.body, "is_item": page.is_item}
        )
        return [page]


def is_bare_address(authority: Authority) -> bool:
    """Tell whether an address is empty or only names the unit, as provisioning leaves it."""
    return not authority.address or authority.address.startswith(f"{authority.name}, ")
