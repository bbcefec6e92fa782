"""Making English variants: copies of Vietnamese pages that go through the same approval."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page

from commune_site.languages.models import EnglishHomePage
from commune_site.models import PortalPage
from commune_site.variants import ENGLISH, ENGLISH_HOME_KEY, ENGLISH_SLUG, is_variant
from portal_network.accounts.models import User
from portal_network.tenancy.directory import english_name_of


class NotTranslatable(ValueError):
    """Why there can be no English variant of a page; the text is for the person who asked."""


def is_offered(page: PortalPage) -> bool:
    """Tell whether the site of a page has English pages and this one may have a variant."""
    tenant = page.tenant
    return bool(tenant and tenant.has_english and page.is_translatable and not is_variant(page))


def variant_of(page: PortalPage) -> PortalPage | None:
    """Return the English variant of a page, drafts included."""
    found = PortalPage.objects.filter(translation_key=page.translation_key, written_in=ENGLISH)
    return found.first()


def original_of(page: PortalPage) -> PortalPage | None:
    """Return the Vietnamese page of which this one is a variant."""
    same = PortalPage.objects.filter(translation_key=page.translation_key)
    return same.exclude(written_in=ENGLISH).first()


@transaction.atomic
def translate(page: PortalPage, user: User) -> PortalPage:
    """Return the draft of the English variant of a page, made if there is none.

    It begins with all of the Vietnamese text, pictures and files, so that the translator writes
    over it. What people are named in, and what is not public itself, has no variant.

    Raises:
        NotTranslatable: with the reason.
    """
    if not is_offered(page):
        raise NotTranslatable(_("Pages of this kind are not translated on this site."))
    if page.personal_data:
        raise NotTranslatable(_("A page that names people is not translated."))
    if not page.live:
        raise NotTranslatable(_("Publish the Vietnamese page first; the translation follows it."))
    if (found := variant_of(page)) is not None:
        return found
    front = english_home(page)
    return page.copy(
        to=front,
        user=user,
        update_attrs={
            "locale": front.locale,
            "written_in": ENGLISH,
            "registry_key": "",
            "is_sample": page.is_sample,
            "slug": find_available_slug(front, page.slug),
        },
        copy_revisions=False,
        keep_live=False,
        reset_translation_key=False,
        log_action="wagtail.copy_for_translation",
    )


def english_home(page: PortalPage) -> EnglishHomePage:
    """Return the English front page of the site of ``page``, made with its first translation.

    Raises:
        NotTranslatable: another page has its address.
    """
    tenant = page.tenant
    found = EnglishHomePage.objects.of_tenant(tenant).filter(registry_key=ENGLISH_HOME_KEY).first()
    if found is not None:
        return found
    home = PortalPage.objects.get(pk=tenant.root_page_id)
    if home.get_children().filter(slug=ENGLISH_SLUG).exists():
        raise NotTranslatable(
            _("A page of the site already has the address /en/. Give that page another one first.")
        )
    locale, _made = Locale.objects.get_or_create(language_code=ENGLISH)
    front = EnglishHomePage(
        title=english_name_of(tenant.name),
        slug=ENGLISH_SLUG,
        locale=locale,
        written_in=ENGLISH,
        translation_key=home.translation_key,
        registry_key=ENGLISH_HOME_KEY,
        live=True,
    )
    Page.objects.get(pk=home.pk).add_child(instance=front)
    front.save_revision(log_action=False).publish(log_action=False)
    return front
