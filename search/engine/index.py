"""The index in a search server: the tokens of the database, kept and asked over HTTP."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from django.conf import settings

from search.engine.client import EngineUnavailable, current_client
from search.engine.documents import document_of, question
from search.index.base import Expression, IndexRow

NEWEST, OLDEST = "desc", "asc"
# That of an entry in a new index: any change is later.
FIRST_VERSION = 0
NO_VERSIONS: Mapping[int, int] = MappingProxyType({})
# Largest body of one request (bytes); the servers take 100 MB, and half a gigabyte of memory less.
MOST_BYTES = 4 * 1024 * 1024
# A line of an entry of which there are later news is refused, which is as it should be.
_DONE, _NO_INDEX, _SUPERSEDED = range(200, 300), 404, 409


class EngineIndex:
    """One index of the server; see :class:`search.index.base.Index`.

    Without a name it is what the alias of the settings leads to. Nothing is written where there is
    no such alias: a server would make an index of that name by itself.
    """

    stands_apart = True

    def __init__(self, name: str = ""):
        self.name = name or settings.SEARCH_ENGINE.prefix
        self._bulk_path = f"/{self.name}/_bulk"
        if not name or name == building_alias():
            self._bulk_path += "?require_alias=true"

    def put(self, rows: Iterable[IndexRow], versions: Mapping[int, int] = NO_VERSIONS) -> None:
        """Keep the tokens of entries, unless a later version of one is kept already.

        ``versions`` are told by the numbers of entries; what is not among them has the first.

        Raises:
            EngineUnavailable, EngineRefused: some or all are not kept.
        """
        lines: list[dict] = []
        size = 0
        for row in rows:
            document = document_of(row)
            lines += [{"index": _line(row.number, versions)}, document]
            size += len(document["words"]) + sum(map(len, row.labels))
            if size > MOST_BYTES:
                self._send(lines)
                lines, size = [], 0
        self._send(lines)

    def remove(self, numbers: Sequence[int], versions: Mapping[int, int] = NO_VERSIONS) -> None:
        """Forget entries, unless a later version of one is kept; raises as :meth:`put`.

        What is left of one is its number, which no question finds, and its version: a server would
        forget the version of a deletion after a minute, and make an index in which to delete.
        """
        lines = ([{"index": _line(number, versions)}, {"number": number}] for number in numbers)
        self._send([line for pair in lines for line in pair])

    def _send(self, lines: list[dict]) -> None:
        if not lines:
            return
        for item in current_client().bulk(self._bulk_path, lines):
            status = item["status"]
            if status == _NO_INDEX:
                raise EngineUnavailable("there is no such index")
            if status not in _DONE and status != _SUPERSEDED:
                # Too busy for some: these will be sent once more with all others.
                raise EngineUnavailable(f"a line was answered with {status}")

    def refresh(self) -> None:
        """Let what was put be found now."""
        current_client().tell("POST", f"/{self.name}/_refresh")

    def matching(
        self,
        expression: Expression,
        limit: int,
        *,
        newest_first: bool = True,
        is_narrow: bool = False,
    ) -> list[int]:
        """Return the numbers of the entries that fit, by date.

        Raises:
            EngineUnavailable, EngineRefused: there is no answer, or not from all parts.
        """
        order = NEWEST if newest_first else OLDEST
        body = question(expression, limit, order, settings.SEARCH_ENGINE.timeout)
        path = f"/{self.name}/_search?allow_partial_search_results=false"
        answer = current_client().ask("POST", path, body)
        if answer.get("timed_out"):
            raise EngineUnavailable("too slow")
        return [hit["sort"][0] for hit in answer["hits"]["hits"]]

    def has(self, number: int, expression: Expression) -> bool:
        """Tell whether this very entry fits; raises as :meth:`matching`."""
        only = {"term": {"number": {"value": number}}}
        body = question(expression, 1, NEWEST, settings.SEARCH_ENGINE.timeout)
        body["query"]["bool"]["filter"].append(only)
        answer = current_client().ask("POST", f"/{self.name}/_search", body)
        return bool(answer["hits"]["hits"])

    def digests(self, above: int, limit: int) -> dict[int, str]:
        """Return what is kept of the entries with the lowest numbers above one; for comparison."""
        body = {
            "query": {
                "bool": {
                    "filter": [
                        {"range": {"number": {"gt": above}}},
                        {"exists": {"field": "digest"}},
                    ]
                }
            },
            "sort": [{"number": OLDEST}],
            "size": limit,
            "track_total_hits": False,
            "_source": False,
            "docvalue_fields": ["digest"],
        }
        answer = current_client().tell("POST", f"/{self.name}/_search", body)
        return {hit["sort"][0]: hit["fields"]["digest"][0] for hit in answer["hits"]["hits"]}


def building_alias() -> str:
    """Return the alias of the index that is being built, which stands for none at other times."""
    return f"{settings.SEARCH_ENGINE.prefix}-next"


def _line(number: int, versions: Mapping[int, int]) -> dict:
    version = versions.get(number, FIRST_VERSION)
    return {"_id": str(number), "version": version, "version_type": "external_gte"}
