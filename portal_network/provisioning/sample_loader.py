"""Fills a province and its communes with sample content, so that everything can be looked at.

Idempotent: every sample page carries a key, and one that is there already is left as it is. What
an editor wrote is never touched: contacts and information pages are filled only while empty.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.models import Locale, ReferenceIndex

from commune_site.models import Attachment, InformationPage, PortalImage, PortalPage
from commune_site.navigation import forget_site_tree
from documents.models import LegalDocumentPage, PortalDocument
from portal_network.provisioning.bulk import TreeInserter, index_pages
from portal_network.provisioning.sample import (
    FilledItem,
    SampleNames,
    draw_sample_image,
    sample_contacts,
    sample_items,
    sample_plans,
)
from portal_network.provisioning.sample_pages import (
    SAMPLE_KEY,
    body_json,
    page_from_item,
    page_from_plan,
)
from portal_network.provisioning.state import AuthorityState, read_state
from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.models import Authority, Commune

SECTION_KEY = "section:"

draw_once = cache(draw_sample_image)


def load_sample(
    province_code: str, *, progress: Callable[[Iterable[Any]], Iterable[Any]] = iter
) -> int:
    """Load the sample content of a province and its communes; return the number of pages made."""
    directory.forget()
    state = read_state(province_code)
    holders = [state.province, *state.communes.values()]
    return sum(SampleLoader(holder).load() for holder in progress(holders) if holder.authority)


class SampleLoader:
    """Fills one site; each call of :meth:`load` is one transaction."""

    def __init__(self, state: AuthorityState) -> None:
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
        self._images: dict[str, PortalImage] = {}

    @transaction.atomic
    def load(self) -> int:
        """Make what is missing and return the number of pages made or filled."""
        self._fill_contacts()
        today = timezone.localdate()
        files: list[tuple[LegalDocumentPage, str]] = []
        filled: list[InformationPage] = []
        for item in (sample.fill(self.names, today) for sample in sample_items(self.level)):
            if item.kind == "information":
                filled += self._fill_information(item)
            elif page := self._add(page_from_item, item, item.section, item.key):
                if isinstance(page, LegalDocumentPage):
                    files.append((page, strip_tags(item.html.replace("</p>", "\n"))))
        for plan in sample_plans():
            if plan.authority == self.level and plan.code == self.authority.code:
                page = self._add(lambda plan, _image: page_from_plan(plan, today), plan,
                                 plan.section, plan.key)  # fmt: skip
                if page:
                    files.append((page, plan.raw_text))
        added = self.inserter.write()
        self._attach(files)
        index_pages([*added, *filled])
        for page in added:
            if page.lead_image_id or isinstance(page, LegalDocumentPage):
                ReferenceIndex.create_or_update_for_object(page)
        transaction.on_commit(lambda: forget_site_tree(self.tenant.key))
        return len(added) + len(filled)

    def _add(self, make_page: Callable, source: Any, section: str, key: str) -> PortalPage | None:
        parent = self.pages.get(f"{SECTION_KEY}{section}")
        registry_key = f"{SAMPLE_KEY}{key}"[:60]
        if parent is None or registry_key in self.inserter.by_key:
            return None
        return self.inserter.place(make_page(source, self._image), parent)

    def _fill_contacts(self) -> None:
        contacts = sample_contacts(self.names)
        changed = False
        for name in contacts.__dataclass_fields__:
            provisioned = name == "address" and isinstance(self.authority, Commune)
            if not getattr(self.authority, name) or (
                provisioned and not self.authority.phone and not self.authority.email
            ):
                setattr(self.authority, name, getattr(contacts, name))
                changed = True
        if changed:
            self.authority.save()

    def _fill_information(self, item: FilledItem) -> list[InformationPage]:
        base = self.pages.get(f"{SECTION_KEY}{item.section}")
        page = InformationPage.objects.filter(pk=base.pk, is_item=False).first() if base else None
        if page is None:
            return []
        page.body = body_json(item.body, self._image)
        page.summary, page.is_sample = item.summary, item.is_sample
        page.author, page.source = item.author, item.source
        page.disclosed_on = item.disclosed_on
        page.save()
        return [page]

    def _image(self, key: str) -> PortalImage:
        """Return the site's own copy of a sample picture, made at first use."""
        if key not in self._images:
            title = f"Ảnh minh họa {key}"
            image = PortalImage.objects.filter(
                collection_id=self.authority.collection_id, title=title
            ).first()
            if image is None:
                image = PortalImage(
                    title=title,
                    collection_id=self.authority.collection_id,
                    credit="Dữ liệu mẫu",
                    file=ContentFile(draw_once(key), name=f"mau-{key}.jpg"),
                )
                image.file_size = image.file.size
                image.save()
            self._images[key] = image
        return self._images[key]

    def _attach(self, files: list[tuple[LegalDocumentPage, str]]) -> None:
        """Attach each document's text as a file, for the sample has no signed PDF."""
        for page, text in files:
            content = ContentFile(text.encode("utf-8"), name=f"{page.slug[:60]}.txt")
            document = PortalDocument(
                title=page.title[:255],
                collection_id=self.authority.collection_id,
                file=content,
                file_size=content.size,
            )
            document.save()
            Attachment.objects.create(page_id=page.pk, document=document, sort_order=0)
