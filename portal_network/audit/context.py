"""Which request is being answered, for whatever is recorded meanwhile; costs no query."""

import getpass
import sys
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

_request: ContextVar[HttpRequest | None] = ContextVar("audited_request", default=None)

SPREADSHEETS = frozenset({"csv", "xlsx"})


def current_request() -> HttpRequest | None:
    """Return the request that is being answered; None in a command or a task."""
    return _request.get()


def command_line() -> dict[str, str]:
    """Return who runs this process, and as what: the account of the machine and the command."""
    try:
        account = getpass.getuser()
    except (KeyError, OSError):
        account = ""
    program = Path(sys.argv[0]).name if sys.argv else ""
    words = [word for word in sys.argv[1:2] if not word.startswith("-")]
    return {"account": account, "command": " ".join([program, *words])}


class AuditMiddleware:
    """Lets the audit log know the request, and records lists that leave the administration.

    Must stand inside of authentication and outside of everything that records.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin_root = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the request at hand."""
        token = _request.set(request)
        try:
            response = self.get_response(request)
            if request.path.startswith(self.admin_root) and is_export(request, response):
                from portal_network.audit.sources.exports import record_export

                record_export(request)
            return response
        finally:
            _request.reset(token)


def is_export(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether the answer is a list as a file, as Wagtail's screens give it."""
    return (
        request.GET.get("export") in SPREADSHEETS
        and response.status_code == 200
        and "attachment" in response.get("Content-Disposition", "")
    )
