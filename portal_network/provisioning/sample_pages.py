"""Turns sample items and public plans into unsaved pages."""

import json
from collections.abc import Callable, Iterable

from django.utils.text import slugify

from commune_site.models import ArticlePage, PortalImage, PortalPage, RedirectPage
from commune_site.organisation.models import HeritagePage
from documents.models import DocumentType, LegalDocumentPage, SigningForm
from portal_network.provisioning.sample import (
    BodyBlock,
    DocumentFacts,
    FilledItem,
    PlanText,
    SamplePlan,
    to_html,
)
from portal_network.provisioning.sample_disclosures import disclosure_page
from portal_network.provisioning.sample_documents import document_page
from portal_network.provisioning.sample_plans import PLAN_PAGES, plan_page
from portal_network.provisioning.sample_rooms import ROOM_PAGES, room_page
from search.text import fold

MAX_SLUG = 80

ImageFor = Callable[[str], PortalImage]

_TYPE_BY_NAME = {label.casefold(): value for value, label in DocumentType.choices}
_SIGNING_FORMS = set(SigningForm.values)


def sample_key(key: str) -> str:
    """Return the key by which a sample page is known again on the next run."""
    return f"sample:{key}"[: PortalPage._meta.get_field("registry_key").max_length]


def document_type(name: str | None) -> str:
    """Return the type of document with this Vietnamese name; "other" for names we do not know."""
    return _TYPE_BY_NAME.get((name or "").casefold(), DocumentType.OTHER)


def slug_of_title(title: str) -> str:
    """Return an unaccented slug cut at a word."""
    slug = slugify(fold(title))
    return slug if len(slug) <= MAX_SLUG else slug[:MAX_SLUG].rsplit("-", 1)[0]


def body_json(blocks: Iterable[BodyBlock], image_for: ImageFor) -> str:
    """Return a body as a StreamField stores it."""
    return json.dumps([_block(block, image_for) for block in blocks], ensure_ascii=False)


def _block(block: BodyBlock, image_for: ImageFor) -> dict:
    if block.type == "table":
        value = {
            "data": [list(row) for row in block.rows],
            "cell": [],
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "table_header_choice": "row",
            "table_caption": block.caption,
        }
    elif block.type == "quote":
        value = {"text": block.text, "source": block.source}
    elif block.type == "callout":
        value = {"level": block.level, "text": block.html}
    elif block.type == "image":
        image = image_for(block.image_key)
        value = {"image": image.pk, "alt": block.alt, "caption": block.caption}
    elif block.type == "heading":
        value = block.text
    else:
        return {"type": "paragraph", "value": block.html}
    return {"type": block.type, "value": value}


def page_from_item(item: FilledItem, image_for: ImageFor) -> PortalPage:
    """Return an unsaved page of the item's kind."""
    common = {
        "title": item.title,
        "slug": slug_of_title(item.title),
        "summary": item.summary,
        "section": item.section,
        "author": item.author,
        "source": item.source,
        "disclosed_on": item.disclosed_on,
        "expires_on": item.expires_on,
        "is_sample": item.is_sample,
        "registry_key": sample_key(item.key),
    }
    if item.image:
        common |= {"lead_image": image_for(item.image.key), "lead_image_alt": item.image.alt}
    if item.kind == "redirect":
        return RedirectPage(target_url=item.target_url, **item.fields, **common)
    if item.kind == "legal_document":
        columns = dict(item.fields)
        relations = columns.pop("relations", [])
        stated = _stated(item.document) | columns
        return document_page(stated, relations, full_text=item.html, **common)
    body = body_json(item.body, image_for)
    gallery = gallery_json(item, image_for)
    if item.kind in PLAN_PAGES:
        return plan_page(item, body, common, image_for)
    if item.kind in ROOM_PAGES:
        return room_page(item, body, gallery, common)
    if item.kind == "disclosure":
        blocks = [block for block in item.body if block.type != "table"]
        return disclosure_page(item, body_json(blocks, image_for), common)
    illustrated = HeritagePage if item.kind == "heritage" else ArticlePage
    return illustrated(
        body=body,
        gallery=gallery,
        lead_image_caption=item.image.caption if item.image else "",
        **item.fields,
        **common,
    )


def gallery_json(item: FilledItem, image_for: ImageFor) -> str:
    """Return the pictures of an item as a StreamField stores them."""
    return json.dumps(
        [
            {
                "type": "image",
                "value": {
                    "image": image_for(picture.key).pk,
                    "alt": picture.alt,
                    "caption": picture.caption,
                },
            }
            for picture in item.gallery
        ],
        ensure_ascii=False,
    )


def page_from_plan(plan: SamplePlan, today) -> LegalDocumentPage:
    """Return an unsaved page of a public document: what the text does not state stays empty."""
    text: PlanText = plan.text
    return LegalDocumentPage(
        title=(text.full_title or text.title or plan.key)[:255],
        slug=slug_of_title(text.title or plan.key),
        section=plan.section,
        registry_key=sample_key(plan.key),
        number=text.number or "",
        document_type=document_type(text.document_type),
        issuer=text.issuer or "",
        place=text.place or "",
        issued_on=text.issued_on,
        signatory=text.signatory or "",
        signatory_post=text.signatory_post or "",
        signing_form=_signing_form(text.signing_code),
        full_text=to_html(text.blocks),
        disclosed_on=text.issued_on or today,
        author=text.issuer or "",
        source=text.issuer or "",
    )


def _stated(facts: DocumentFacts) -> dict:
    return {
        "number": facts.number,
        "document_type": document_type(facts.document_type),
        "issuer": facts.issuer,
        "place": facts.place,
        "signatory": facts.signatory,
        "signatory_post": facts.signatory_post,
        "signing_form": _signing_form(facts.signing_form),
        "issued_on": facts.issued_on,
        "effective_on": facts.effective_on,
        "expired_on": facts.expired_on,
    }


def _signing_form(code: str | None) -> str:
    return code if code in _SIGNING_FORMS else ""
