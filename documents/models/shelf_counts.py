"""What is counted of the documents of a shelf, and what must be counted anew."""

from django.db import models


class CountedQuarter(models.Model):
    """Which values the documents have that a shelf lists under the days of one quarter of a year.

    ``content`` is as :class:`documents.bitmaps.Bitmaps` writes it. It is true until the day
    ``until``, and while no :class:`ChangedQuarter` says otherwise.
    """

    shelf = models.CharField(max_length=60)
    first_day = models.DateField()
    until = models.DateField(db_index=True)
    content = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shelf", "first_day"], name="counted_quarter_once")
        ]

    def __str__(self) -> str:
        return f"{self.shelf} {self.first_day:%Y-%m}"


class ChangedQuarter(models.Model):
    """A change since a quarter of a shelf was counted; a row for each, so that nobody waits."""

    shelf = models.CharField(max_length=60)
    first_day = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["shelf", "first_day"], name="changed_quarter_of_shelf")]

    def __str__(self) -> str:
        return f"{self.shelf} {self.first_day:%Y-%m}"
