"""What can be found: one row for each page, procedure, unit or person, whatever table holds it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal_network.tenancy.scoping import scoped_manager, unscoped_manager
from search.kinds import Kind

# Numbers of entries are made of day, source and key, so that they stand in the order of dates.
SOURCE_UNIT = 10**10
DAY_UNIT = 100 * SOURCE_UNIT


class SearchEntry(models.Model):
    """One thing that can be found, as results, tabs and filters show it.

    The number (:func:`entry_number`) grows with the date, so that an index that reads in its own
    order reads by date. ``source`` and ``object_id`` name the row that the entry stands for.
    ``commune`` is null for what belongs to a province; ``is_shared`` tells that all its communes
    show it. ``path`` is the address on the owner's site, on that of each reader for what is shared.
    ``is_public`` is false for what staff alone find.
    """

    id = models.BigIntegerField(primary_key=True)
    source = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    province = models.ForeignKey(
        "tenancy.Province", verbose_name=_("province"), on_delete=models.CASCADE, related_name="+"
    )
    commune = models.ForeignKey(
        "tenancy.Commune", verbose_name=_("commune"), null=True, on_delete=models.CASCADE,
        related_name="+",
    )  # fmt: skip
    is_public = models.BooleanField(default=False)
    is_shared = models.BooleanField(default=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    section = models.CharField(max_length=50, blank=True)
    type_label = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=255, blank=True)
    field = models.CharField(max_length=255, blank=True)
    title = models.CharField(max_length=1000)
    # The words of the title, folded, with one space between them.
    folded_title = models.CharField(max_length=1000)
    reference = models.CharField(max_length=80, blank=True)
    listed_on = models.DateField()
    expires_on = models.DateField(null=True)
    path = models.CharField(max_length=1000)
    is_sample = models.BooleanField(default=False)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    # Made from other rows; what it names is no use of them.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(fields=["source", "object_id"], name="search_entry_once")
        ]

    def __str__(self) -> str:
        return self.title


class SearchText(models.Model):
    """The text of an entry: ``opening`` folded, for ranking; ``written``, to be shown."""

    entry = models.OneToOneField(
        SearchEntry, primary_key=True, on_delete=models.CASCADE, related_name="text"
    )
    opening = models.TextField(blank=True)
    written = models.TextField(blank=True)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("search text")
        verbose_name_plural = _("search texts")

    def __str__(self) -> str:
        return self.written[:60]


class EngineChange(models.Model):
    """An entry that changed or went, of which the search server has not been told yet.

    ``number`` is that of the entry (:func:`entry_number`). The key of a row is the version by which
    the server tells late news from new ones (:mod:`search.engine.outbox`).
    """

    number = models.BigIntegerField()
    noted_at = models.DateTimeField(auto_now_add=True)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change for the search server")
        verbose_name_plural = _("changes for the search server")

    def __str__(self) -> str:
        return str(self.number)


class Synonym(models.Model):
    """Words that mean the same to those who search in a province: ``UBND = Ủy ban nhân dân``."""

    province = models.ForeignKey(
        "tenancy.Province", verbose_name=_("province"), on_delete=models.CASCADE,
        related_name="+",
    )  # fmt: skip
    words = models.CharField(
        _("words that mean the same"), max_length=500,
        help_text=_(
            "An abbreviation or a name and what it stands for, with a sign of equality between "
            "them. For example: UBND = Ủy ban nhân dân; or: sổ đỏ = giấy chứng nhận quyền sử dụng "
            "đất = GCNQSDĐ. Everyday words that may stand apart are joined by a plus sign after "
            "what offices call it. For example: đăng ký khai sinh = đẻ + con = mới sinh + cháu."
        ),
    )  # fmt: skip
    is_active = models.BooleanField(
        _("in use"), default=True,
        help_text=_("Without the tick, search does not take these words for the same."),
    )  # fmt: skip

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("words of search")
        verbose_name_plural = _("words of search")
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        """Refuse a row that would mean nothing."""
        super().clean()
        from search.synonyms import read_group

        if not read_group(self.words).is_meaningful:
            raise ValidationError(
                {
                    "words": _(
                        "Write at least two wordings with a sign of equality between them, such "
                        "as: UBND = Ủy ban nhân dân."
                    )
                }
            )


def entry_number(day: int, source_number: int, object_id: int) -> int:
    """Return the number of an entry: ``day`` is the ordinal of its date, at most 99 sources."""
    return day * DAY_UNIT + source_number * SOURCE_UNIT + object_id
