"""``manage.py evaluate_search [FOLDER …]``: how well search finds what people ask for."""

import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test.utils import override_settings
from django_scopes import scopes_disabled

from portal_network.provisioning.judged_world import build_judged_world
from portal_network.settings.environment import PROJECT_ROOT
from portal_network.tenancy.directory import directory
from search.engine import copying
from search.engine.client import EngineError
from search.engine.fallback import times_fallen_back
from search.engine.outbox import paused
from search.evaluation.asking import ask_all
from search.evaluation.judged_set import FaultyJudgedSet, read_set
from search.evaluation.metrics import ALL, figures_of, reciprocal_rank

OWN_SET = PROJECT_ROOT / "tests" / "search_relevance"


class Command(BaseCommand):
    """Asks judged queries of sites that are built for it, in a database that is thrown away.

    The database is made beside that of the settings, on the same server: SQLite without a file, or
    the PostgreSQL of ``DATABASE_URL``. What is stored there is never touched. Where a search server
    is set, it is asked, in an index of its own.
    """

    help = "Print MRR, nDCG@10 and the rate of empty answers of judged queries, per class."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take folders of judged queries, and whether misses are listed."""
        parser.add_argument("folders", nargs="*", type=Path, default=[OWN_SET], metavar="FOLDER")
        parser.add_argument(
            "--misses", action="store_true",
            help="list the queries whose first result is not among the best, with what they found",
        )  # fmt: skip

    def handle(self, *args, **options) -> None:
        """Print a line for each class of each folder."""
        try:
            sets = [read_set(folder, documents_of=OWN_SET) for folder in options["folders"]]
        except FaultyJudgedSet as error:
            raise CommandError(str(error)) from error
        for judged in sets:
            own = connection.settings_dict["NAME"]
            connection.creation.create_test_db(verbosity=0, autoclobber=True)
            try:
                self._evaluate(judged, options["misses"])
            finally:
                connection.creation.destroy_test_db(own, verbosity=0)
                directory.forget()

    def _evaluate(self, judged, with_misses: bool) -> None:
        try:
            with scopes_disabled(), tempfile.TemporaryDirectory() as media:
                with override_settings(MEDIA_ROOT=media), paused():
                    build_judged_world(judged)
                with _own_index() as backend:
                    outcomes = ask_all(judged)
        except (FaultyJudgedSet, EngineError) as error:
            raise CommandError(str(error)) from error
        for figures in figures_of(outcomes, backend):
            self.stdout.write(figures.line())
        for outcome in outcomes if with_misses else ():
            if reciprocal_rank(outcome.grades) < 1:
                found = ", ".join(outcome.found) or "-"
                self.stdout.write(f"{ALL} {outcome.kind} {outcome.text!r}: {found}")


@contextmanager
def _own_index() -> Iterator[str]:
    """Give what is asked an index of its own while it lasts; yield what the backend is called.

    Raises:
        EngineError: the search server did not answer, so that the figures are none of its own.
    """
    engine = settings.SEARCH_ENGINE
    if engine is None:
        yield connection.vendor
        return
    with override_settings(SEARCH_ENGINE=replace(engine, prefix=f"{engine.prefix}-judged")):
        copying.build_anew()
        before = times_fallen_back()
        try:
            yield engine.kind
            if times_fallen_back() > before:
                raise EngineError("The search server did not answer every question.")
        finally:
            copying.drop()
