"""Following a case by its code: status and answer, one's own data as a file, their erasure.

The code is sent in the body of a form, never in an address: addresses stay in histories and logs.
A wrong code and one of another province are the same no.
"""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.generic import View

from commune_site.engagement import limits
from commune_site.engagement.codes import hash_of_code
from commune_site.engagement.models.cases import Case, CaseEvent
from commune_site.engagement.services.erasure import erase_on_request
from commune_site.engagement.services.handling import links_of
from commune_site.engagement.terms import terms_of
from commune_site.engagement.views.trail import frame

NOT_FOUND, TOO_MANY = 404, 429
LONGEST_CODE = 80


@method_decorator(
    [csrf_exempt, never_cache, sensitive_post_parameters(), sensitive_variables()], name="dispatch"
)
class TrackView(View):
    """One form: look, download, erase."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the code."""
        return self._show()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do what is asked with the case of the code."""
        code = request.POST.get("code", "")[:LONGEST_CODE]
        if not code.strip():
            return self._show(message=_("Please type your tracking code."), status=NOT_FOUND)
        if not limits.may_try_code(request):
            return self._show(code, status=TOO_MANY, message=_(
                "Too many wrong codes came from your network. Please try again in a quarter of an "
                "hour."
            ))  # fmt: skip
        case = self._find(code)
        if case is None:
            limits.count_wrong_code(request)
            return self._show(code, status=NOT_FOUND, message=_(
                "There is no case with this code. Please compare it with the page or the e-mail on "
                "which you were given it: twelve letters and digits."
            ))  # fmt: skip
        if request.POST.get("do") == "export":
            return export_of(case)
        if request.POST.get("do") == "erase":
            return self._erase(case, code)
        return self._show(code, case)

    def _find(self, code: str) -> Case | None:
        """Return the case of a code within the province of the site."""
        hashed = hash_of_code(code)
        return Case.objects.filter(code_hash=hashed).first() if hashed else None

    def _erase(self, case: Case, code: str) -> HttpResponse:
        if self.request.POST.get("sure") != "yes":
            return self._show(code, case, status=400, erasure_fault=_(
                "Please tick that you are sure: erased data cannot be brought back."
            ))  # fmt: skip
        erase_on_request(case.pk)
        case.refresh_from_db()
        return self._show(code, case, done=_("Your personal data have been erased."))

    def _show(
        self, code: str = "", case: Case | None = None, *, status: int = 200, **more: str
    ) -> HttpResponse:
        title = _("Follow your case")
        context = {
            "code": code,
            "case": case,
            **frame(self.request, "qa", title),
            "robots": "noindex",
        }
        if case is not None:
            rows = CaseEvent.everywhere.filter(case=case, is_public=True)
            context |= {
                "events": list(rows),
                "links": links_of(case),
                "days_left": terms_of(case.what, case.province_id).left(
                    timezone.localdate(), case.due_on
                ),
                "answer_url": _public_answer(case),
            }
        return render(self.request, "engagement/track.html", context | more, status=status)


def export_of(case: Case) -> HttpResponse:
    """Return everything that is stored of a case and its sender, for its sender (R80)."""
    contact = case.contact()
    content = {
        "reference": case.reference,
        "kind": case.kind_name,
        "place": case.place_name,
        "state": str(case.get_state_display()),
        "received_at": timezone.localtime(case.received_at).isoformat(),
        "due_on": case.due_on.isoformat(),
        "subject": case.subject,
        "text": case.body,
        "answer": case.answer,
        "contact": {
            "name": contact.name,
            "email": contact.email,
            "phone": contact.phone,
            "address": contact.address,
        },
        "consents": {
            "given_at": case.consented_at and timezone.localtime(case.consented_at).isoformat(),
            "sharing": case.allows_sharing,
            "publishing": case.allows_publishing,
        },
        "files": [row.name for row in case.attachments(manager="everywhere").all()],
        "events": [
            {
                "at": timezone.localtime(event.at).isoformat(),
                "what": str(event.get_deed_display()),
                "note": event.note,
            }
            for event in case.events(manager="everywhere").filter(is_public=True)
        ],
    }
    text = json.dumps(content, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{case.reference}.json"'
    return response


def _public_answer(case: Case) -> str:
    page = case.answer_page
    return page.full_url if page is not None and page.live else ""
