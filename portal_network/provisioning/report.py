"""What a run of provisioning would change, or has changed."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _


class ChangeKind(StrEnum):
    """What a change makes or alters."""

    PROVINCE = "province"
    COMMUNE = "commune"
    HOST = "host"
    SITE = "site"
    COLLECTION = "collection"
    PAGE = "page"
    MENU = "menu"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is missing and gets made; ``owner`` is the code of its authority."""

    kind: ChangeKind
    owner: str
    name: str

    def __str__(self) -> str:
        return f"+ {self.owner}  {self.label}: {self.name}"

    @property
    def label(self) -> str:
        """Return the kind in words."""
        return {
            ChangeKind.PROVINCE: _("province"),
            ChangeKind.COMMUNE: _("commune"),
            ChangeKind.HOST: _("host name"),
            ChangeKind.SITE: _("site"),
            ChangeKind.COLLECTION: _("collection"),
            ChangeKind.PAGE: _("page"),
            ChangeKind.MENU: _("menu entry"),
        }[self.kind]


@dataclass
class NetworkReport:
    """All changes of one run, in the order in which they are made."""

    province_code: str
    changes: list[Change] = field(default_factory=list)
    dry_run: bool = False

    @property
    def is_unchanged(self) -> bool:
        """Tell whether everything was there already."""
        return not self.changes

    def counts(self) -> dict[ChangeKind, int]:
        """Return how many things of each kind the run makes."""
        return dict(Counter(change.kind for change in self.changes))

    def summary(self) -> str:
        """Return the run in one sentence."""
        if self.is_unchanged:
            return _("Nothing to do: the network is complete.")
        counts = self.counts()
        values = {
            "communes": counts.get(ChangeKind.COMMUNE, 0),
            "sites": counts.get(ChangeKind.SITE, 0),
            "pages": counts.get(ChangeKind.PAGE, 0),
            "entries": counts.get(ChangeKind.MENU, 0),
        }
        if self.dry_run:
            return (
                _(
                    "Would make %(communes)d communes, %(sites)d sites, %(pages)d pages and"
                    " %(entries)d menu entries. Nothing was changed."
                )
                % values
            )
        return (
            _(
                "Made %(communes)d communes, %(sites)d sites, %(pages)d pages and"
                " %(entries)d menu entries."
            )
            % values
        )
