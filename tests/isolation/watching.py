"""A client that notes what a request reads, writes and raises."""

import gzip
import io
import re
import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.signals import got_request_exception
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.client import ClientHandler

from tests.isolation.numbering import NEVER

WRITE = re.compile(r"\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+\"?(\w+)")
TABLE = re.compile(r"(?:FROM|JOIN|UPDATE|INTO)\s+\"(\w+)\"")


class NotingQueryDict(QueryDict):
    """Remembers the names that were asked for; a form asks for all its fields."""

    def __init__(self, source: QueryDict, noted: set[str]) -> None:
        super().__init__(mutable=True, encoding=source.encoding)
        for name, values in source.lists():
            super().setlist(name, values)
        self._mutable = False
        self._noted = noted

    def __getitem__(self, key):
        self._note(key)
        return super().__getitem__(key)

    def __contains__(self, key):
        self._note(key)
        return super().__contains__(key)

    def get(self, key, default=None):
        """Return the last value of a name."""
        self._note(key)
        return super().get(key, default)

    def getlist(self, key, default=None):
        """Return all values of a name."""
        self._note(key)
        return super().getlist(key, default)

    def _note(self, key) -> None:
        # Copying asks for everything that is there before ``__init__`` is through.
        if isinstance(key, str) and "_noted" in self.__dict__:
            self._noted.add(key)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return QueryDict(self.urlencode(), mutable=True)


class NotingHandler(ClientHandler):
    """Hands requests on whose query and form note what is read."""

    noted: dict[str, set[str]]

    def get_response(self, request):
        """Answer as the portal does."""
        self.noted = {"GET": set(), "POST": set()}
        request.GET = NotingQueryDict(request.GET, self.noted["GET"])
        if request.method == "POST":
            request._load_post_and_files()
            request._post = NotingQueryDict(request._post, self.noted["POST"])
        return super().get_response(request)


class NotingClient(Client):
    """Django's test client with the handler above; an error is an answer with status 500."""

    def __init__(self, host: str) -> None:
        super().__init__(raise_request_exception=False, HTTP_HOST=host)
        self.handler = NotingHandler(enforce_csrf_checks=False)
        self._kept_cookies = ""

    def keep_cookies(self) -> None:
        """Remember the cookies of the signed-in person."""
        self._kept_cookies = self.cookies.output(header="", sep=";")

    def restore_cookies(self) -> None:
        """Forget what answers set since, such as messages for the next page."""
        self.cookies.clear()
        self.cookies.load(self._kept_cookies)


@dataclass
class Watch:
    """What one request did."""

    written: set[str] = field(default_factory=set)
    tables_of_never: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)


@contextmanager
def watching() -> Generator[Watch, None, None]:
    """Note the tables that are written, and those that are asked for the key of nobody."""
    watch = Watch()

    def note(execute, sql, params, many, context):
        if (match := WRITE.match(sql)) is not None:
            watch.written.add(match.group(1))
        if params and not many and any(str(value) == str(NEVER) for value in params):
            watch.tables_of_never.update(TABLE.findall(sql))
        return execute(sql, params, many, context)

    def note_error(sender, request=None, **kwargs):
        import traceback

        lines = traceback.format_exc().strip().splitlines()
        places = [line.strip() for line in lines if line.strip().startswith("File ")]
        watch.errors.append(f"{lines[-1]} at {places[-1] if places else ''}")

    got_request_exception.connect(note_error, weak=False)
    try:
        with connection.execute_wrapper(note):
            yield watch
    finally:
        got_request_exception.disconnect(note_error)


def text_of(response) -> str:
    """Return head and body of an answer as text; compressed files are opened."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if response.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    head = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{head}\n\n{_decoded(body)}"


def _decoded(body: bytes) -> str:
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
        return "\n".join(part.decode("utf-8", "replace") for part in parts)
    return body.decode("utf-8", "replace")
