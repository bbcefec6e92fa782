"""Screens that are the same for everybody who works for some place, and for nobody else."""

from django.http import Http404, HttpRequest, HttpResponse

from portal_network.tenancy.screens.filters import reach_of_request


class WorksSomewhereMixin:
    """A view of the administration that does not exist for whoever holds no role anywhere."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer those who work somewhere.

        Raises:
            Http404: for everybody else.
        """
        if reach_of_request(request).is_nothing:
            raise Http404
        return super().dispatch(request, *args, **kwargs)
