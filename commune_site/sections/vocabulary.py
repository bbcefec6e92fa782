"""The words that rows of the registry use; each room registers those to which it gives meaning."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured


class Vocabulary(Mapping[str, Any]):
    """Words and what they mean, filled while the applications start (``AppConfig.ready``)."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._meanings: dict[str, Any] = {}

    def register(self, name: str, meaning: Any) -> None:
        """Give a word its meaning.

        Raises:
            ImproperlyConfigured: another room has given it one already.
        """
        if name in self._meanings:
            raise ImproperlyConfigured(f"The {self.kind} {name!r} is registered twice.")
        self._meanings[name] = meaning

    def __getitem__(self, name: str) -> Any:
        return self._meanings[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._meanings)

    def __len__(self) -> int:
        return len(self._meanings)


# What is posted in a section: names of :class:`commune_site.page_types.PageType`.
PAGE_TYPES = Vocabulary("page type")
# What a section shows from data: names of :class:`commune_site.presentations.Presentation`.
PRESENTATIONS = Vocabulary("presentation")
