"""Counts of what was asked, and the words that are known; neither says anything of a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal_network.tenancy.scoping import scoped_manager, unscoped_manager

LONGEST_QUERY = 100


class QueryCount(models.Model):
    """How often one query was put on one site on one day, and how often nothing was found.

    R82: behaviour of single people is sensitive, so there is neither time, address, session nor
    order here. ``place`` is the code of the commune, on a province's own portal that of the
    province. ``query`` is in lower case, cleaned of what may be about a person
    (:mod:`search.query_log`).
    """

    day = models.DateField(_("day"))
    place = models.CharField(max_length=5, editable=False)
    province = models.ForeignKey(
        "tenancy.Province", verbose_name=_("province"), on_delete=models.CASCADE, related_name="+"
    )
    commune = models.ForeignKey(
        "tenancy.Commune", verbose_name=_("commune"), null=True, on_delete=models.CASCADE,
        related_name="+",
    )  # fmt: skip
    query = models.CharField(_("what was searched for"), max_length=LONGEST_QUERY)
    asked = models.PositiveIntegerField(_("searches"), default=0)
    unanswered = models.PositiveIntegerField(_("searches that found nothing"), default=0)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("count of a query")
        verbose_name_plural = _("counts of queries")
        constraints = [
            models.UniqueConstraint(fields=["place", "day", "query"], name="query_count_once")
        ]
        indexes = [
            models.Index(fields=["province", "day"], name="query_count_province"),
            models.Index(fields=["day"], name="query_count_day"),
        ]

    def __str__(self) -> str:
        return self.query


class StoredBatch(models.Model):
    """Counts of a process that are stored; a task that runs twice finds its batch here."""

    key = models.UUIDField(primary_key=True)
    stored_at = models.DateTimeField(auto_now_add=True, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("stored batch of counts")
        verbose_name_plural = _("stored batches of counts")

    def __str__(self) -> str:
        return str(self.key)


class Vocabulary(models.Model):
    """The words of what a province and its communes show to the public, for typing errors.

    ``words`` has a line for each word and each pair of neighbours: how often it stands there,
    how it is written most often. Made anew every night (:mod:`search.vocabulary`).
    """

    province = models.OneToOneField(
        "tenancy.Province", verbose_name=_("province"), primary_key=True,
        on_delete=models.CASCADE, related_name="+",
    )  # fmt: skip
    made_at = models.DateTimeField(_("made at"))
    words = models.TextField(_("words"))

    objects = scoped_manager()
    everywhere = unscoped_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("vocabulary of a province")
        verbose_name_plural = _("vocabularies of provinces")

    def __str__(self) -> str:
        return str(self.province)
