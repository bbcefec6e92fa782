"""The screens of guides: the list with its search, one guide, and the book of a role."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from commune_site.guides.library import BOOKS, Guide, get_library
from commune_site.guides.readers import books_for, own_roles
from search.text import clean_query


class GuideScreen(WagtailAdminTemplateMixin, TemplateView):
    """What the screens have in common."""

    page_title = gettext_lazy("Guides for staff")
    header_icon = "help"

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        items = [{"url": reverse("guides"), "label": _("Guides for staff")}]
        return [*WagtailAdminTemplateMixin.breadcrumbs_items, *items, *self.trail()]

    def trail(self) -> list[dict]:
        """Return what follows the list in the breadcrumbs."""
        return []


class GuidesView(GuideScreen):
    """All guides by role, one's own roles first; or what holds the words that were typed."""

    template_name = "guides/index.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add the books, or what was found."""
        words = clean_query(self.request.GET.get("q", ""))
        library = get_library()
        own = own_roles(self.request.user)
        books = [
            {"role": role, "label": BOOKS[role], "guides": library.book(role), "own": role in own}
            for role in books_for(self.request.user)
        ]
        return super().get_context_data(**kwargs) | {
            "words": words,
            "found": library.search(words),
            "books": [book for book in books if book["guides"]],
        }


class GuideView(GuideScreen):
    """One guide, with those before and after it in the book of a role."""

    template_name = "guides/guide.html"

    def setup(self, request, *args, **kwargs) -> None:
        """Find the guide.

        Raises:
            Http404: there is no guide of this name.
        """
        super().setup(request, *args, **kwargs)
        guide = get_library().get(kwargs["guide"])
        if guide is None:
            raise Http404
        self.guide = guide
        self.page_title = guide.title

    def trail(self) -> list[dict]:
        """Return the guide itself."""
        return [{"url": "", "label": self.guide.title}]

    def get_context_data(self, **kwargs) -> dict:
        """Add the neighbours in the book."""
        role = self._role()
        before, after = neighbours(get_library().book(role), self.guide)
        return super().get_context_data(**kwargs) | {
            "guide": self.guide,
            "role": role,
            "book_label": BOOKS[role],
            "before": before,
            "after": after,
        }

    def _role(self) -> str:
        """Return the role in whose book one leafs: the one asked for, else one's own."""
        asked = self.request.GET.get("so")
        if asked in self.guide.roles:
            return asked
        own = own_roles(self.request.user)
        return next((role for role in own if role in self.guide.roles), self.guide.roles[0])


class BookView(GuideScreen):
    """All guides of a role on one page, to read in one go or to print."""

    template_name = "guides/book.html"

    def setup(self, request, *args, **kwargs) -> None:
        """Find the book.

        Raises:
            Http404: there is no role of this name, or nothing was written for it.
        """
        super().setup(request, *args, **kwargs)
        self.guides = get_library().book(kwargs["reader"])
        if not self.guides:
            raise Http404
        self.label = BOOKS[kwargs["reader"]]
        self.page_title = _("Handbook: %(role)s") % {"role": self.label}

    def trail(self) -> list[dict]:
        """Return the book itself."""
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs) -> dict:
        """Add the guides."""
        return super().get_context_data(**kwargs) | {"guides": self.guides}


def neighbours(book: tuple[Guide, ...], guide: Guide) -> tuple[Guide | None, Guide | None]:
    """Return the guides before and after one of a book; None at its ends."""
    place = book.index(guide)
    before = book[place - 1] if place else None
    return before, book[place + 1] if place + 1 < len(book) else None
