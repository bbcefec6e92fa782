"""The search server's index while it answers, the database's while it does not."""

import logging
from collections.abc import Callable, Iterable, Sequence

from portal_network.delivery.monitoring import figures
from search.engine import outbox
from search.engine.breaker import breaker
from search.engine.client import EngineRefused, EngineUnavailable
from search.engine.index import EngineIndex
from search.index.base import Expression, Index, IndexRow

logger = logging.getLogger(__name__)


class EngineWithFallback:
    """The server's index while it answers, otherwise that of the database; both are kept.

    The database is written in the transaction of the change. The server is told after it, by a
    task, from a list that the same transaction writes (:mod:`search.engine.outbox`): what it missed
    is sent when it is back.
    """

    stands_apart = True

    def __init__(self, database: Index):
        self._database, self._engine = database, EngineIndex()

    def put(self, rows: Iterable[IndexRow]) -> None:
        """Keep the tokens of entries."""
        rows = list(rows)
        self._database.put(rows)
        outbox.note([row.number for row in rows])

    def remove(self, numbers: Sequence[int]) -> None:
        """Forget entries."""
        self._database.remove(numbers)
        outbox.note(numbers)

    def matching(
        self,
        expression: Expression,
        limit: int,
        *,
        newest_first: bool = True,
        is_narrow: bool = False,
    ) -> list[int]:
        """Return the numbers of the entries that fit, by date; never an error of the server."""

        def ask(index: Index) -> list[int]:
            return index.matching(expression, limit, newest_first=newest_first, is_narrow=is_narrow)

        found = self._from_engine(lambda: ask(self._engine))
        return ask(self._database) if found is None else found

    def has(self, number: int, expression: Expression) -> bool:
        """Tell whether the database's index finds this very entry."""
        return self._database.has(number, expression)

    def _from_engine(self, ask: Callable[[], list[int]]) -> list[int] | None:
        if not breaker.may_ask():
            figures.SEARCH_FALLBACKS.labels("rested").inc()
            return None
        try:
            found = ask()
        except EngineRefused as error:
            figures.SEARCH_FALLBACKS.labels("refused").inc()
            logger.error("The search server refused a question: %s", error)
            return None
        except EngineUnavailable as error:
            figures.SEARCH_FALLBACKS.labels("unavailable").inc()
            if breaker.failed():
                logger.warning("The search server does not answer (%s): the database does", error)
            return None
        if breaker.answered():
            logger.info("The search server answers again")
            outbox.send_soon()
        return found


def times_fallen_back() -> int:
    """Return how many questions of this process the database answered for the server."""
    (family,) = figures.SEARCH_FALLBACKS.collect()
    return int(sum(one.value for one in family.samples if one.name.endswith("_total")))
