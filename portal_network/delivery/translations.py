"""How much of what the installed apps can show there is Vietnamese for.

The messages are those of the installed versions: an app ships its English catalogue, and an upgrade
that adds a message is noticed here. An app without one is known by what others have translated. Our
own rooms are read from their sources. A message counts as translated when Django would find it: in
a catalogue of the project, or in the app's own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import django
import polib
from django.apps import apps
from django.conf import settings

from portal_network.delivery.messages import Message, source_messages

DOMAINS = ("django", "djangojs")


@dataclass(frozen=True)
class Coverage:
    """What one app can show in one domain: of Python and templates, or of its scripts."""

    app: str
    domain: str
    messages: frozenset[Message]
    translated: frozenset[Message]
    fuzzy: frozenset[Message]

    @property
    def missing(self) -> list[Message]:
        """What a reader would meet in English, in order; unsure translations are not shown."""
        return sorted(self.messages - self.translated, key=lambda message: message[::-1])

    @property
    def percent(self) -> int:
        """Share of the messages that are translated, rounded down: 100 means all."""
        return 100 * len(self.translated) // len(self.messages)


@dataclass(frozen=True)
class App:
    """An installed app that ships catalogues, and Django itself, which is none."""

    name: str
    path: Path
    catalogues: Path

    def messages(self, domain: str) -> Iterator[Message]:
        """Yield what the app can show; parts of it that are not installed show nothing."""
        english = self.catalogues / "en" / "LC_MESSAGES" / f"{domain}.po"
        others = sorted(self.catalogues.glob(f"*/LC_MESSAGES/{domain}.po"))
        for path in [english] if english.exists() else others:
            for entry in _entries(path):
                if any(self._shows(Path(place)) for place, _ in entry.occurrences or [(".", "")]):
                    yield entry.msgctxt, entry.msgid

    def _shows(self, place: Path) -> bool:
        """Whether a file of the app belongs to the app itself or to a part that is installed."""
        parts = place.parts[1:] if place.parts[:1] == ("templates",) else place.parts
        for depth in range(len(parts) - 1, 0, -1):
            part = self.path.joinpath(*parts[:depth])
            if (part / "apps.py").exists():
                return part in {Path(config.path) for config in apps.get_app_configs()}
        return True


def installed_apps() -> list[App]:
    """Return Django and the installed apps that ship catalogues, by name."""
    core = Path(django.__file__).parent
    found = [App("django", core, core / "conf" / "locale")]
    for config in apps.get_app_configs():
        path = Path(config.path)
        if (path / "locale").is_dir():
            found.append(App(config.name, path, path / "locale"))
    return sorted(found, key=lambda app: app.name)


def coverages() -> Iterator[Coverage]:
    """Yield the coverage of every app and domain that has messages, packages first."""
    paths = [Path(folder) for folder in settings.LOCALE_PATHS]
    ours = {domain: _translations(paths, domain) for domain in DOMAINS}
    for app in installed_apps():
        for domain in DOMAINS:
            theirs = _translations([app.catalogues], domain)
            yield from _coverage(app.name, domain, app.messages(domain), [ours[domain], theirs])
    rooms: dict[str, set[Message]] = {}
    for message, path in source_messages().items():
        if message[1]:
            rooms.setdefault(_room(path), set()).add(message)
    for room, messages in sorted(rooms.items()):
        yield from _coverage(room, "django", messages, [ours["django"]])


@dataclass(frozen=True)
class _Translations:
    sure: frozenset[Message]
    unsure: frozenset[Message]


def _translations(folders: Iterable[Path], domain: str) -> _Translations:
    """Return which messages folders of catalogues translate into the language of the portal."""
    paths = [folder / settings.LANGUAGE_CODE / "LC_MESSAGES" / f"{domain}.po" for folder in folders]
    entries = [entry for path in paths if path.exists() for entry in _entries(path)]
    sure = frozenset((entry.msgctxt, entry.msgid) for entry in entries if entry.translated())
    unsure = frozenset((entry.msgctxt, entry.msgid) for entry in entries if entry.fuzzy)
    return _Translations(sure, unsure)


def _coverage(
    app: str, domain: str, messages: Iterable[Message], translations: list[_Translations]
) -> Iterator[Coverage]:
    """Yield the coverage of an app in a domain, unless it has no messages there."""
    expected = frozenset(messages)
    sure = expected & frozenset().union(*(each.sure for each in translations))
    unsure = expected & frozenset().union(*(each.unsure for each in translations))
    if expected:
        yield Coverage(app, domain, expected, sure, unsure - sure)


def _entries(path: Path) -> list[polib.POEntry]:
    """Return what a catalogue says."""
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete]


def _room(path: Path) -> str:
    """Return the app that a source of ours belongs to, or the folder of templates."""
    owners = [config for config in apps.get_app_configs() if Path(config.path) in path.parents]
    return max(owners, key=lambda config: len(config.path)).name if owners else "templates"
