"""System checks that are project law for whoever adds a model or a setting."""

from django.conf import settings
from django.core.checks import Error, register


@register("tenancy")
def check_domain_suffixes(app_configs, **kwargs) -> list[Error]:
    """Refuse a suffix for new hosts that the rule for hosts would refuse again (R12)."""
    required = settings.PORTAL_REQUIRED_HOST_SUFFIX.strip(".")
    suffix = settings.PORTAL_DOMAIN_SUFFIX.strip(".")
    if required and not f".{suffix}".endswith(f".{required}"):
        return [
            Error(
                f"PORTAL_DOMAIN_SUFFIX '{suffix}' does not end with "
                f"PORTAL_REQUIRED_HOST_SUFFIX '.{required}'.",
                id="tenancy.E001",
            )
        ]
    return []


@register("tenancy")
def check_scheme(app_configs, **kwargs) -> list[Error]:
    """Addresses are made with one of two schemes."""
    if settings.PORTAL_SCHEME not in {"http", "https"}:
        return [Error("PORTAL_SCHEME must be 'http' or 'https'.", id="tenancy.E002")]
    return []
