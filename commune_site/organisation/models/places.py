"""What all records of this room share: a place, a draft beside what is public, a history."""

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, RevisionMixin

from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.models import Commune, Province
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager
from search.text import fold

LONGEST_SLUG = 60


class PlaceQuerySet(models.QuerySet):
    """Questions that public pages ask."""

    def of_tenant(self, tenant: Tenant) -> "PlaceQuerySet":
        """Return the rows of this very site (a province's own, without its communes')."""
        if tenant.is_commune:
            return self.filter(commune_id=tenant.code)
        return self.filter(province_id=tenant.code, commune__isnull=True)

    def public(self) -> "PlaceQuerySet":
        """Return what somebody has published."""
        return self.filter(live=True)


PlaceManager = models.Manager.from_queryset(PlaceQuerySet)


class PlaceRecord(DraftStateMixin, RevisionMixin, models.Model):
    """A row of one commune, or of a province itself (``commune`` is null).

    The columns hold what is public. What an editor wrote and nobody approved yet lies in the
    latest revision, as Wagtail keeps it; a row that never was public has ``live`` false.
    """

    province = models.ForeignKey(
        Province, verbose_name=_("province"), editable=False,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), null=True, blank=True, editable=False,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    is_sample = models.BooleanField(_("sample data"), default=False, editable=False)

    objects = scoped_manager(PlaceManager)
    everywhere = unscoped_manager(PlaceManager)

    class Meta:
        abstract = True

    @property
    def tenant(self) -> Tenant | None:
        """Return the site to which the row belongs."""
        return directory.owner(province_id=self.province_id, commune_id=self.commune_id)

    def of_same_place(self, model: type[models.Model] | None = None) -> models.QuerySet:
        """Return the rows of a model (this one) that belong to the same place."""
        rows = (model or type(self)).everywhere
        return rows.filter(province_id=self.province_id, commune_id=self.commune_id)

    def with_content_json(self, content: dict) -> "PlaceRecord":
        """Return the row as a revision has it, at the place and address that it has now."""
        row = super().with_content_json(content)
        for name in ("province_id", "commune_id", "is_sample"):
            setattr(row, name, getattr(self, name))
        return row


class NamedRecord(PlaceRecord):
    """A record with a name and a page of its own, whose address outlives a change of name."""

    slug = models.SlugField(_("address"), max_length=LONGEST_SLUG + 5, editable=False)
    # For lists of the administration: found with or without marks.
    folded_name = models.CharField(max_length=200, editable=False, blank=True)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        """Give a new row an address that no other row of the place has."""
        self.folded_name = fold(self.name)[:200]
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict) -> "NamedRecord":
        """Keep the address of what was public once; drafts take theirs from their last name."""
        row = super().with_content_json(content)
        row.slug = self.slug if self.first_published_at else ""
        return row

    def _free_slug(self) -> str:
        wanted = slugify(fold(self.name))[:LONGEST_SLUG].strip("-") or "muc"
        others = self.of_same_place().exclude(pk=self.pk).filter(slug__startswith=wanted)
        taken = set(others.values_list("slug", flat=True))
        number, slug = 1, wanted
        while slug in taken:
            number += 1
            slug = f"{wanted}-{number}"
        return slug


def once_per_place(*fields: str, name: str) -> list[models.UniqueConstraint]:
    """Return the constraints that keep fields unique in a commune, and in a province itself."""
    return [
        models.UniqueConstraint(
            fields=["province", *fields], condition=models.Q(commune__isnull=True),
            name=f"{name}_in_province",
        ),
        models.UniqueConstraint(
            fields=["commune", *fields], condition=models.Q(commune__isnull=False),
            name=f"{name}_in_commune",
        ),
    ]  # fmt: skip
