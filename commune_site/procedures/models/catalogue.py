"""The procedures of a province: one row each, however many communes show it."""

from datetime import date
from functools import cached_property

from django.conf import settings
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from commune_site.procedures.records import ProcedureRecord
from commune_site.procedures.vocabulary import Level, OnlineLevel, Subject
from portal_network.tenancy.directory import Tenant
from portal_network.tenancy.models import Province
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager
from search.text import fold

LONGEST_NAME = 1000
_SEPARATOR = "|"


class ProcedureQuerySet(models.QuerySet):
    """Questions that lists, search and imports ask of the catalogue."""

    def of_province(self, code: str) -> "ProcedureQuerySet":
        """Return the procedures of a province, withdrawn ones among them."""
        return self.filter(province_id=code)

    def current(self) -> "ProcedureQuerySet":
        """Leave out what has been withdrawn."""
        return self.filter(withdrawn_on=None)

    def shown_on(self, tenant: Tenant) -> "ProcedureQuerySet":
        """Return what a site shows: a commune what is decided there, a province everything."""
        rows = self.of_province(tenant.province_code).current()
        return rows.filter(at_commune=True) if tenant.is_commune else rows

    def online(self) -> "ProcedureQuerySet":
        """Return what can be filed online, wholly or in part."""
        return self.exclude(online_level=OnlineLevel.NONE)

    def for_subject(self, subject: str) -> "ProcedureQuerySet":
        """Return what this kind of subject may ask for."""
        return self.filter(subjects__contains=f"{_SEPARATOR}{subject}{_SEPARATOR}")

    def matching(self, words: str) -> "ProcedureQuerySet":
        """Return the procedures in which all these folded words begin a word or stand in one."""
        rows = self
        for word in words.split():
            rows = rows.filter(search_text__contains=word)
        return rows


class Procedure(models.Model):
    """A procedure as the national database has it; imported, never written here (R74).

    ``record`` is the whole of it (:class:`ProcedureRecord`); the other columns are made from it
    for lists and filters. ``search_text`` is folded and begins with the name, so that lists are
    ordered by it, too. ``version`` counts from 1.
    """

    province = models.ForeignKey(
        Province, verbose_name=_("province"), on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField(_("code of the procedure"), max_length=40)
    name = models.CharField(_("name of the procedure"), max_length=LONGEST_NAME)
    field = models.CharField(_("field"), max_length=255)
    field_slug = models.SlugField(max_length=120)
    subjects = models.CharField(_("subjects"), max_length=255)
    at_commune = models.BooleanField(_("decided at commune level"), default=False)
    online_level = models.CharField(
        _("online service"), max_length=12, choices=OnlineLevel.choices, default=OnlineLevel.NONE
    )
    search_text = models.TextField(editable=False)
    record = models.JSONField(editable=False)
    version = models.PositiveIntegerField(_("version"), default=1)
    changed_at = models.DateTimeField(_("changed at"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = scoped_manager(models.Manager.from_queryset(ProcedureQuerySet))
    everywhere = unscoped_manager(models.Manager.from_queryset(ProcedureQuerySet))

    class Meta:
        verbose_name = _("administrative procedure")
        verbose_name_plural = _("administrative procedures")
        ordering = ["field_slug", "search_text"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "code"], name="procedure_code_once_per_province"
            )
        ]
        indexes = [
            models.Index(fields=["province", "withdrawn_on", "field_slug"], name="procedure_lists")
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"

    def describe(self, record: ProcedureRecord) -> None:
        """Take over a record, with the columns that lists and filters read."""
        self.__dict__.pop("parts", None)
        self.record = record.to_json()
        self.code, self.name, self.field = record.code, record.name, record.field
        self.field_slug = slugify(fold(record.field))[:120]
        self.subjects = _SEPARATOR.join(("", *record.subjects, ""))
        self.at_commune = Level.COMMUNE in record.levels
        self.online_level = record.online_level
        self.search_text = fold(
            f"{record.name} {record.code} {record.field} {record.keywords} {record.result}"
        )

    @cached_property
    def parts(self) -> ProcedureRecord:
        """Return the record with all its parts."""
        return ProcedureRecord.from_json(self.record)

    @property
    def subject_labels(self) -> list[str]:
        """Return the names of those who may ask for it."""
        return [str(Subject(value).label) for value in self.parts.subjects]

    @property
    def decision_date(self) -> date | None:
        """Return the date of the decision that published the procedure, if it is known."""
        stated = self.parts.decision_date
        return date.fromisoformat(stated) if stated else None


class ProcedureVersion(models.Model):
    """A procedure as it was from one import to the next; the newest one is what is shown."""

    province = models.ForeignKey(
        Province, verbose_name=_("province"), on_delete=models.PROTECT, related_name="+"
    )
    procedure = models.ForeignKey(
        Procedure, verbose_name=_("administrative procedure"), on_delete=models.CASCADE,
        related_name="versions",
    )  # fmt: skip
    number = models.PositiveIntegerField(_("version"))
    record = models.JSONField(editable=False)
    is_withdrawal = models.BooleanField(_("out of the catalogue"), default=False)
    valid_from = models.DateTimeField(_("valid from"))
    catalogue_import = models.ForeignKey(
        "procedures.CatalogueImport", verbose_name=_("import"), null=True,
        on_delete=models.SET_NULL, related_name="versions",
    )  # fmt: skip
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("imported by"), null=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("version of a procedure")
        verbose_name_plural = _("versions of procedures")
        ordering = ["procedure", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "number"], name="procedure_version_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure.code} · {self.number}"
