"""Registers the screens of the tenancy room."""

from wagtail import hooks

from portal_network.tenancy.viewsets import AuthorityViewSetGroup


@hooks.register("register_admin_viewset")
def register_authorities() -> AuthorityViewSetGroup:
    """Add the screens of provinces and communes."""
    return AuthorityViewSetGroup()
