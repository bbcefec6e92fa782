"""Several workers that do the same thing at the same moment, each with a connection of its own."""

import threading

from django.db import close_old_connections, connection
from django_scopes import scopes_disabled

WORKERS = 4


def all_at_once(act) -> list[object]:
    """Run the same thing in several workers at the same moment; return results or errors."""
    start, outcomes = threading.Barrier(WORKERS), []

    def run() -> None:
        close_old_connections()
        start.wait(timeout=20)
        try:
            with scopes_disabled():
                outcomes.append(act())
        except Exception as error:
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)], outcomes
    return outcomes
