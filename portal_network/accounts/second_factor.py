"""Whether a person has a second factor; who must have one is a matter of roles, not of accounts."""

from allauth.mfa.models import Authenticator

_CACHE = "_second_factor_cache"
# Recovery codes alone replace a factor that is lost; they are none.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user) -> bool:
    """Tell whether an account has an app or a passkey; one query for each object of a person."""
    if not hasattr(user, _CACHE):
        setattr(user, _CACHE, _factors(user).exists())
    return getattr(user, _CACHE)


def is_last_factor(factor: Authenticator) -> bool:
    """Tell whether an account would be without a second factor if this one went."""
    return not _factors(factor.user).exclude(pk=factor.pk).exists()


def remove_all_factors(user) -> None:
    """Remove app, passkeys and recovery codes of somebody who has lost them all.

    Whoever calls this has made sure, outside of the portal, that it is the right person.
    """
    Authenticator.objects.filter(user=user).delete()
    forget_factors(user)


def forget_factors(user) -> None:
    """Let the next question be answered by the database again."""
    vars(user).pop(_CACHE, None)


def _factors(user):
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS)
