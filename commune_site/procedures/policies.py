"""Who keeps a catalogue and who writes local notes, read from memberships."""

from portal_network.tenancy.models import Commune, Province, Role
from portal_network.tenancy.policies.memberships import memberships_of

# Notes go to the public at once, without the queue: whoever writes them may publish (R36, R78).
NOTE_WRITERS = frozenset({Role.APPROVER, Role.SITE_ADMINISTRATOR})


def kept_provinces(user) -> list[Province]:
    """Return the provinces whose catalogue this person keeps: as administrator, or as operator."""
    if user.is_superuser:
        return list(Province.objects.order_by("code"))
    codes = {
        row.province_id for row in memberships_of(user) if row.role == Role.PROVINCE_ADMINISTRATOR
    }
    return list(Province.objects.filter(pk__in=codes).order_by("code")) if codes else []


def keeps_any(user) -> bool:
    """Tell whether there is a catalogue that this person keeps; no query beyond memberships."""
    return user.is_superuser or any(
        row.role == Role.PROVINCE_ADMINISTRATOR for row in memberships_of(user)
    )


def noted_communes(user) -> list[Commune]:
    """Return the communes whose notes this person reads: own ones, or those of a whole province."""
    if user.is_superuser:
        return list(Commune.objects.order_by("code"))
    rows = memberships_of(user)
    provinces = {row.province_id for row in rows if row.role == Role.PROVINCE_ADMINISTRATOR}
    if provinces:
        return list(Commune.objects.filter(province__in=provinces).order_by("code"))
    communes = {row.commune_id: row.commune for row in rows if row.commune_id}
    return [communes[code] for code in sorted(communes)]


def reads_notes(user) -> bool:
    """Tell whether there is a commune whose notes this person reads; no query of its own."""
    return keeps_any(user) or any(row.commune_id for row in memberships_of(user))


def may_write_notes(user, commune: Commune) -> bool:
    """Tell whether this person may write the notes of a commune."""
    return user.is_superuser or any(
        (row.role in NOTE_WRITERS and row.commune_id == commune.pk)
        or (row.role == Role.PROVINCE_ADMINISTRATOR and row.province_id == commune.province_id)
        for row in memberships_of(user)
    )
