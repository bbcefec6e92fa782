"""Work of the page-type library that nobody waits for."""

from django_scopes import scopes_disabled
from django_tasks import task

from commune_site.models import PortalImage
from commune_site.pictures import make_ready


@task(backend="background")
def make_renditions(key: int) -> int:
    """Make what public pages show of a picture; return how many sizes it has, 0 when it is gone."""
    with scopes_disabled():
        image = PortalImage.everywhere.filter(pk=key).first()
        return make_ready(image) if image else 0
