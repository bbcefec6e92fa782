"""System checks that are project law for whoever adds a model or a setting."""

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db.models import Field, Model
from wagtail.models import Site
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry

from portal_network.tenancy.isolation.addresses import admin_addresses
from portal_network.tenancy.isolation.ownership import registered_rule
from portal_network.tenancy.isolation.surfaces import Verdict, surface_of
from portal_network.tenancy.models import Commune, Province

# Patterns without a name in Wagtail's own list: a test page of the 404, and what matches nothing.
UNNAMED_ROUTES = ("test404/", ".*/$")


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


@register("tenancy")
def check_tenant_keys(app_configs, **kwargs) -> list[Error]:
    """Refuse models that belong to a place and do not say how they are kept to it."""
    errors = []
    for model in apps.get_models():
        keys = [field for field in model._meta.get_fields() if _names_a_place(field)]
        if not keys:
            continue
        named = f"{model._meta.label}.{keys[0].name}"
        if registered_rule(model) is None:
            errors.append(
                Error(
                    f"{named} names a place, but nobody says whose its rows are.",
                    hint="Call register_ownership() in the app's ready().",
                    obj=model,
                    id="tenancy.E003",
                )
            )
        if _is_ours(model) and not getattr(model._default_manager, "is_scoped", False):
            errors.append(
                Error(
                    f"{named} names a place, but its default manager asks across all places.",
                    hint="Declare objects = scoped_manager() first.",
                    obj=model,
                    id="tenancy.E004",
                )
            )
    return errors


@register(Tags.urls)
def check_verdicts(app_configs, **kwargs) -> list[Error]:
    """Refuse addresses of the administration on which nobody has given a verdict."""
    errors = []
    for address in admin_addresses():
        if address.route.endswith(UNNAMED_ROUTES) and not address.name:
            continue
        surface = surface_of(address.name)
        if surface is None:
            errors.append(
                Error(
                    f"The address '{address.name}' ({address.route}) has no verdict.",
                    hint="Declare one in a module named surfaces.",
                    id="tenancy.E005",
                )
            )
            continue
        silent = address.converters - surface.ids.keys() - surface.words
        if silent and surface.verdict is not Verdict.OPERATORS_ONLY:
            errors.append(
                Error(
                    f"The verdict on '{address.name}' says nothing of {sorted(silent)}.",
                    id="tenancy.E006",
                )
            )
    return errors


@register("tenancy")
def check_snippets(app_configs, **kwargs) -> list[Error]:
    """Refuse snippets whose policy is Wagtail's: it asks for a right on the model, not on rows."""
    from wagtail.snippets.models import get_snippet_models

    return [
        Error(
            f"The snippet {model._meta.label} has no rule of ownership or no policy that asks it.",
            hint="Call register_ownership() and register_permission_policy().",
            obj=model,
            id="tenancy.E007",
        )
        for model in get_snippet_models()
        # Whoever asks too early makes the registry invent a policy of Wagtail's kind.
        if registered_rule(model) is None
        or type(policy_registry.get_by_type(model)) is ModelPermissionPolicy
    ]


def _names_a_place(field) -> bool:
    return (
        isinstance(field, Field)
        and field.related_model in (Commune, Province, Site)
        and not issubclass(field.model, Commune | Province)
    )


def _is_ours(model: type[Model]) -> bool:
    return not model.__module__.startswith(("wagtail", "django"))
