"""The buttons below the forms: Wagtail asks for a right on the model, we for one at the place."""

from django.http import HttpRequest
from wagtail.permissions import policy_registry
from wagtail.snippets.action_menu import ActionMenuItem, PublishMenuItem, UnpublishMenuItem

from commune_site.organisation.models import RECORDS
from commune_site.organisation.workplace import place_keys, workplace


def offer_publication(items: list[ActionMenuItem], request: HttpRequest, context: dict) -> None:
    """Let whoever may publish at the place of the row do so by the first button."""
    model, row = context["model"], context.get("instance")
    if model not in RECORDS:
        return
    policy = policy_registry.get_by_type(model)
    if row is not None:
        place = {"province_id": row.province_id, "commune_id": row.commune_id}
    elif (tenant := workplace(request, policy, "add")) is not None:
        place = place_keys(tenant)
    else:
        return
    own = (PublishMenuItem, UnpublishMenuItem)
    items[:] = [item for item in items if not isinstance(item, own)]
    if not policy.may_at(request.user, {"publish"}, **place):
        return
    items.insert(0, PublishMenuItem(order=0))
    if context["view"] == "edit" and row is not None and row.live:
        items.append(UnpublishMenuItem(order=20))
