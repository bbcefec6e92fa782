"""By what the public narrows the plainest lists: texts by field of work, links by who is behind.

The fields are those in which an authority works, the same on every site, so that a province and its
communes sort alike. None is a column of a newspaper (R37, Quyết định 1418/QĐ-BTTTT of 2022).
"""

from django.db import models
from django.db.models import Case, F, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from commune_site.cards import Card
from commune_site.listings import Facet, Listing


class NewsCategory(models.TextChoices):
    """The field of work of which a text tells."""

    GOVERNMENT = "xay-dung-chinh-quyen", _("Building of the authority")
    REFORM = "cai-cach-hanh-chinh", _("Administrative reform")
    ECONOMY = "phat-trien-kinh-te", _("Development of agriculture, trade and crafts")
    GROUNDS = "ha-tang-moi-truong", _("Roads, land, environment")
    LEARNING = "giao-duc-y-te", _("Schools and health care")
    CULTURE = "van-hoa-the-thao", _("Culture, sports, tourism")
    WELFARE = "an-sinh-giam-ngheo", _("Social support, relief of poverty")
    DISASTERS = "phong-chong-thien-tai", _("Prevention of disasters")
    SECURITY = "quoc-phong-an-ninh", _("Defence, security and order")
    FRONT = "dang-mat-tran-doan-the", _("Party, Fatherland Front, mass organisations")


class LinkGroup(models.TextChoices):
    """Who is behind a link of the directory of links (R24)."""

    PARTY = "co-quan-dang", _("Party bodies")
    ASSEMBLY = "quoc-hoi-hdnd", _("National Assembly, People's Councils")
    GOVERNMENT = "chinh-phu-ubnd", _("Government, People's Committees")
    FRONT = "mat-tran-doan-the", _("Fatherland Front, mass organisations")
    DEPARTMENTS = "so-nganh", _("Departments and branches of the province")
    COMMUNES = "xa-phuong", _("Communes and wards")
    DATA = "du-lieu-chuyen-doi-so", _("Open data, digital transformation")
    LOOKUP = "tra-cuu", _("Databases and services to look up")


class ArticleListing(Listing):
    """Texts by the field of work; in lists of several types only texts have one."""

    facets = (
        Facet("chuyen-muc", _("Part of the work"), "articlepage__category", NewsCategory.choices),
    )


class LinkListing(Listing):
    """Links under the group of those who are behind them, each group by title."""

    model = "commune_site.RedirectPage"
    facets = (Facet("nhom", _("Group of links"), "link_group", LinkGroup.choices),)
    page_size = 100

    def items(self, page) -> QuerySet:
        """Return the links in the order of the groups; those without a group come last."""
        place = Case(
            *(When(link_group=group, then=Value(n)) for n, group in enumerate(LinkGroup)),
            default=Value(len(LinkGroup)),
        )
        return super().items(page).order_by(place, F("title"))

    def context(self, page, request) -> dict:
        """Add the groups where there are any."""
        listed = super().context(page, request)
        groups: dict[str, list[Card]] = {}
        for card in listed["pager"].items:
            groups.setdefault(card.kind_label, []).append(card)
        return listed | {"groups": groups if any(groups) else {}}
