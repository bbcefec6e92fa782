"""What happens to a commune after it was created: renamed, suspended, opened again."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from commune_site.models import PortalPage
from portal_network.provisioning.errors import ProvisioningError, RefusedHost
from portal_network.provisioning.report import NetworkReport
from portal_network.provisioning.services import create_network
from portal_network.provisioning.site_builder import add_primary_host
from portal_network.tenancy.hostnames import InvalidHost, host_label, normalise_host
from portal_network.tenancy.models import Authority, Commune, HostName

KIND_PREFIXES = {
    Commune.Kind.XA: "Xã",
    Commune.Kind.PHUONG: "Phường",
    Commune.Kind.DAC_KHU: "Đặc khu",
}
NAME_LENGTH = Commune._meta.get_field("name").max_length
REASON_LENGTH = Commune._meta.get_field("suspension_reason").max_length


def add_commune(commune_code: str, province_code: str) -> NetworkReport:
    """Create one commune, or complete it; errors as for ``create_network``."""
    return create_network(province_code, commune_codes=[commune_code])


@transaction.atomic
def rename_commune(commune: Commune, new_name: str, new_host: str | None = None) -> HostName:
    """Give a commune a new name and the host that follows from it; the old host redirects.

    ``new_name`` holds the kind ("Phường Tam Thanh"); a new kind is taken over. Texts that
    editors wrote are left alone, also a home page that no longer carries the old name as title.

    Raises:
        ProvisioningError: when the name does not begin with a kind of unit, or is too long.
        HostTaken, RefusedHost: when the host cannot be had; nothing is changed then.
    """
    new_name = " ".join(new_name.split())
    kind = next(
        (kind for kind, prefix in KIND_PREFIXES.items() if new_name.startswith(f"{prefix} ")), None
    )
    if kind is None:
        raise ProvisioningError(
            _("The name “%(name)s” must begin with Xã, Phường or Đặc khu.") % {"name": new_name}
        )
    if len(new_name) > NAME_LENGTH:
        raise ProvisioningError(
            _("The name is longer than %(length)d characters.") % {"length": NAME_LENGTH}
        )
    old_name = commune.name
    old_primary = commune.hosts.filter(is_primary=True).first()
    host = _host_for(commune, new_name, new_host)
    commune.name, commune.kind = new_name, kind
    commune.save()
    PortalPage.objects.filter(pk=commune.root_page_id, title=old_name).update(
        title=new_name, draft_title=new_name
    )
    if commune.collection_id:
        commune.collection.name = new_name
        commune.collection.save()
    if old_primary is not None and old_primary.host == host:
        primary = old_primary
    else:
        if old_primary is not None:
            old_primary.is_primary = False
            old_primary.save()
        try:
            primary = add_primary_host(commune, host)
        except ValidationError as error:
            raise RefusedHost(" ".join(error.messages)) from error
    if commune.site_id:
        commune.site.site_name = new_name
        commune.site.hostname = primary.host
        commune.site.save()
    data = {"title": {"old": old_name, "new": new_name}, "host": primary.host}
    log(instance=commune, action="provisioning.commune_renamed", data=data)
    return primary


@transaction.atomic
def suspend_commune(commune: Commune, reason: str) -> None:
    """Close a commune's site to the public, which sees ``reason``; nothing is lost.

    Raises:
        ProvisioningError: without a reason, with an endless one, or when the commune was merged
            into another.
    """
    if not reason.strip():
        raise ProvisioningError(_("A suspension needs a reason, which the public is shown."))
    if len(reason.strip()) > REASON_LENGTH:
        raise ProvisioningError(
            _("The reason is longer than %(length)d characters.") % {"length": REASON_LENGTH}
        )
    if commune.status == Authority.Status.MERGED:
        raise ProvisioningError(
            _("%(commune)s was merged into another unit and cannot be suspended.")
            % {"commune": commune}
        )
    commune.status = Authority.Status.SUSPENDED
    commune.suspension_reason = reason.strip()
    commune.save()
    data = {"reason": commune.suspension_reason}
    log(instance=commune, action="provisioning.commune_suspended", data=data)


@transaction.atomic
def resume_commune(commune: Commune) -> None:
    """Open a suspended site again, exactly as it was.

    Raises:
        ProvisioningError: when the commune was merged into another.
    """
    if commune.status == Authority.Status.MERGED:
        raise ProvisioningError(
            _("%(commune)s was merged into another unit and cannot be opened again.")
            % {"commune": commune}
        )
    commune.status = Authority.Status.ACTIVE
    commune.suspension_reason = ""
    commune.save()
    log(instance=commune, action="provisioning.commune_resumed")


def _host_for(commune: Commune, new_name: str, new_host: str | None) -> str:
    try:
        if new_host:
            return normalise_host(new_host)
        province_label = host_label(commune.province.name)
        return normalise_host(
            f"{host_label(new_name)}.{province_label}.{settings.PORTAL_DOMAIN_SUFFIX}"
        )
    except InvalidHost as error:
        raise RefusedHost(str(error)) from error
