"""English variants of some sample pages, so that a trial shows what a guest from abroad reads."""

import tomllib
from functools import cache
from pathlib import Path

from django.db import transaction

from commune_site.languages.models import EnglishHomePage
from commune_site.languages.services import english_home, translate
from commune_site.models import PortalPage
from commune_site.slugs import slug_of
from portal_network.provisioning.sample.body_text import parse_body
from portal_network.provisioning.sample_pages import body_json
from portal_network.tenancy.directory import directory, english_name_of
from portal_network.tenancy.models import Authority, Commune

_TEXTS = Path(__file__).parent / "sample" / "english.toml"


def publish_sample_english(authority: Authority) -> int:
    """Switch on and publish the English sample pages of a site once; return how many were made.

    A site that has an English front page keeps what it has, also when it was switched off since.
    """
    level = "commune" if isinstance(authority, Commune) else "province"
    tenant = directory.snapshot().by_key[f"{level}:{authority.code}"]
    pages = PortalPage.everywhere.of_tenant(tenant)
    if EnglishHomePage.everywhere.of_tenant(tenant).exists():
        return 0
    texts = _texts()
    originals = {page.registry_key: page for page in pages.filter(live=True, is_item=True)}
    offered = [item for item in texts["items"] if item["original"] in originals]
    if not offered:
        return 0
    # By itself: another thread that reads the directory meanwhile must see it as well.
    authority.has_english = True
    authority.save()
    directory.forget()
    unit = english_name_of(tenant.name)
    names = {"{unit}": unit, "{authority}": f"People's Committee of {unit}"}
    with transaction.atomic():
        for item in offered:
            _publish(originals[item["original"]].specific, item, names)
        front = english_home(originals[offered[0]["original"]])
        front.body = body_json(parse_body(_filled(texts["front"], names)), {}.__getitem__)
        front.save_revision(log_action=False).publish(log_action=False)
    return len(offered)


def _publish(original: PortalPage, item: dict, names: dict[str, str]) -> None:
    page = translate(original, None).specific
    for name, text in item["fields"].items():
        setattr(page, name, _filled(text, names))
    page.slug = slug_of(page.title)
    page.body = body_json(parse_body(_filled(item["body"], names)), {}.__getitem__)
    if hasattr(page, "gallery"):
        # Its pictures are described in Vietnamese.
        page.gallery = []
    if "steps" in item:
        page.steps = [
            ("step", {"title": title, "text": f"<p>{text}</p>"}) for title, text in item["steps"]
        ]
        page.papers = [("paper", {"name": name, "note": note}) for name, note in item["papers"]]
    page.save_revision(log_action=False).publish(log_action=False, skip_permission_checks=True)


def _filled(text: str, names: dict[str, str]) -> str:
    for placeholder, name in names.items():
        text = text.replace(placeholder, name)
    return text


@cache
def _texts() -> dict:
    return tomllib.loads(_TEXTS.read_text(encoding="utf-8"))
