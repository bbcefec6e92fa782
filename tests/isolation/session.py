"""One person's requests, each of them undone after it was judged."""

import random
from collections import Counter
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from unittest.mock import patch

from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page

from tests.isolation.actors import Actor
from tests.isolation.attempts import Answer, Attempt, Leak
from tests.isolation.places import Place
from tests.isolation.referee import Referee
from tests.isolation.watching import NotingClient, text_of, watching
from tests.isolation.world import World
from tests.networks import forget_what_processes_remember

BACKEND = "django.contrib.auth.backends.ModelBackend"
WITH_PICTURES = (
    ("wagtailadmin_pages:edit", Page),
    ("wagtailadmin_pages:view_draft", Page),
    ("wagtailimages:edit", get_image_model()),
)
URL_ENCODED = "application/x-www-form-urlencoded"


class Session:
    """Sends attempts as one person, and keeps count of requests and leaks."""

    def __init__(self, world: World, actor: Actor) -> None:
        self.actor = actor
        self.client = NotingClient(actor.host.tenant.host)
        if actor.user is not None:
            self.client.force_login(actor.user, backend=BACKEND)
        self.client.keep_cookies()
        self.world = world
        self.now = timezone.now()
        self.requests = 0
        self.statuses: Counter[int] = Counter()
        self.leaks: list[Leak] = []
        # Per reference of a form: whether a row of one's own was taken there.
        self.own_references: dict[str, bool] = {}
        self._answers_for_nobody: dict[Attempt, Answer] = {}

    @cached_property
    def referee(self) -> Referee:
        """Return who judges; made at first use, because it remembers all tables as they are."""
        actor = self.actor
        root = reverse("wagtailadmin_home")
        return Referee(self.world, actor.own, actor.host, root, actor.user)

    def warm_up(self) -> None:
        """Ask for what makes pictures smaller, once and for good: it takes time every time."""
        if (home := self.actor.home) is None:
            return
        paths = [reverse("wagtailimages:index"), reverse("wagtailimages_chooser:choose")]
        for name, model in WITH_PICTURES:
            paths += [reverse(name, args=[key]) for key in home.samples[model]]
        for path in paths:
            self.client.get(path)
        self.client.restore_cookies()
        # What was made just now was there before the attack.
        self.__dict__.pop("referee", None)

    def on_site_of(self, place: Place) -> "Session":
        """Return a session of the same person on another site."""
        return Session(self.world, replace(self.actor, host=place))

    def count_in(self, other: "Session") -> None:
        """Take over what another session of the same person found."""
        self.requests += other.requests
        self.leaks += other.leaks

    def is_let_in(self) -> bool:
        """Tell whether the administration still knows the person: refusals would prove nothing."""
        return self.client.get(reverse("wagtailadmin_home")).status_code == 200

    def send(self, attempt: Attempt) -> Answer:
        """Send, judge, undo; a request for something foreign is compared with its twin."""
        answer, leaks = self._ask(attempt)
        if attempt.foreign:
            never = self.answer_for_nobody(attempt.twin)
            leaks += self.referee.of_difference(attempt, answer, never)
        self._note(leaks)
        return answer

    def send_all(self, attempts: Iterable[Attempt]) -> None:
        """Send one after another."""
        for attempt in attempts:
            self.send(attempt)

    def note_own_reference(self, name: str, was_taken: bool) -> None:
        """Remember that a form takes a row of one's own: refusing all would prove nothing."""
        self.own_references[name] = self.own_references.get(name, False) or was_taken

    def answer_for_nobody(self, attempt: Attempt) -> Answer:
        """Return what is answered about something that never existed; asked once."""
        if attempt not in self._answers_for_nobody:
            answer, leaks = self._ask(attempt)
            self._answers_for_nobody[attempt] = answer
            self._note(leaks)
        return self._answers_for_nobody[attempt]

    def _note(self, leaks: list[Leak]) -> None:
        self.leaks += [Leak(leak.kind, leak.what, leak.attempt, self.actor.name) for leak in leaks]

    def _ask(self, attempt: Attempt) -> tuple[Answer, list[Leak]]:
        # Remembers all tables before the first request.
        referee = self.referee
        leaks: list[Leak] = []
        written: set[str] = set()
        with transaction.atomic():
            step: Attempt | None = attempt
            while step is not None:
                with watching() as watch, _same_chance(self.now):
                    answer = self._request(step)
                answer.tables_of_never = frozenset(watch.tables_of_never)
                written |= watch.written
                leaks += referee.of_answer(step, answer, watch.errors)
                step = step.then
            if written:
                leaks += referee.of_tables(attempt, written)
            transaction.set_rollback(True)
        if written - {"django_session"}:
            forget_what_processes_remember()
        self.client.restore_cookies()
        return answer, leaks

    def _request(self, attempt: Attempt) -> Answer:
        query = QueryDict(mutable=True)
        for name, value in attempt.query:
            query.appendlist(name, value)
        path = attempt.path + (f"?{query.urlencode()}" if query else "")
        if attempt.method == "POST" and any(hasattr(v, "read") for _n, v in attempt.data):
            response = self.client.post(path, dict(attempt.data))
        else:
            body = QueryDict(mutable=True)
            for name, value in attempt.data:
                body.appendlist(name, value)
            response = self.client.generic(
                attempt.method, path, body.urlencode().encode(), content_type=URL_ENCODED
            )
        self.requests += 1
        self.statuses[response.status_code] += 1
        return Answer(
            status=response.status_code,
            location=response.get("Location", ""),
            content_type=response.get("Content-Type", ""),
            text=text_of(response),
            read={kind: frozenset(names) for kind, names in self.client.handler.noted.items()},
            response=response,
        )


@contextmanager
def _same_chance(now: datetime) -> Generator[None, None, None]:
    """Let two answers to one request be the same: neither clock nor dice make a difference."""
    random.seed(0)
    with patch("django.utils.timezone.now", return_value=now):
        yield
