"""Verdicts on the addresses of Wagtail, the packages beside it and this room."""

from collections.abc import Mapping

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, Revision, Task, TaskState, UploadedFile, WorkflowState
from wagtail.permissions import policy_registry

from portal_network.tenancy.isolation.ownership import owns_key
from portal_network.tenancy.isolation.reach import Reach
from portal_network.tenancy.isolation.surfaces import (
    declare,
    no_tenant_data,
    operators_only,
    own_rows,
    scoped_list,
)
from portal_network.tenancy.models import Commune, Province

Image = get_image_model()
Document = get_document_model()

GATE = "The gate asks after every id."
POLICY = "The permission policy of the model gives the rows."
REPLACED = "A screen of our own answers at this address."


def may_explore(request: HttpRequest, captured: Mapping[str, object], reach: Reach) -> bool:
    """Accept pages within reach, and those above several places of one person."""
    keys = {captured.get("parent_page_id"), request.GET.get("parent_page_id")} - {None, ""}
    explorable = policy_registry.get_by_type(Page).explorable_instances(request.user)
    return all(
        owns_key(reach, Page, key) or (str(key).isdecimal() and explorable.filter(pk=key).exists())
        for key in keys
    )


def may_work_on_object(request: HttpRequest, captured: Mapping[str, object], reach: Reach) -> bool:
    """Accept an object, named by its model and key, that lies within reach."""
    try:
        model = apps.get_model(captured["app_label"], captured["model_name"])
    except LookupError:
        return False
    return owns_key(reach, model, unquote(captured["object_id"]))


def may_act_in_bulk(request: HttpRequest, captured: Mapping[str, object], reach: Reach) -> bool:
    """Accept actions on pages, images and files that are all within reach."""
    models = {model._meta.label_lower: model for model in (Page, Image, Document)}
    model = models.get(f"{captured['app_label']}.{captured['model_name']}".lower())
    kind_of_parent = Page if model is Page else Collection
    keys = request.GET.getlist("id")
    parents = [key for key in request.GET.getlist("childOf") if key]
    return (
        model is not None
        and all(key == "all" or owns_key(reach, model, key) for key in keys)
        and all(owns_key(reach, kind_of_parent, key) for key in parents)
    )


# what is the same for everybody

declare(
    (
        "wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "wagtailadmin_login",
        "wagtailadmin_logout", "wagtail_localize:javascript_catalog",
        "wagtailadmin_block_preview", "wagtailembeds:chooser", "wagtailembeds:chooser_upload",
    ),
    no_tenant_data("Shows and takes no row of any place."),
)  # fmt: skip
declare(
    (
        "tenancy_external_link", "wagtailadmin_choose_page_external_link",
        "wagtailadmin_choose_page_email_link", "wagtailadmin_choose_page_phone_link",
        "wagtailadmin_choose_page_anchor_link",
    ),
    scoped_list("The page to which it leads back must be one to browse.", check=may_explore),
)  # fmt: skip
declare(
    "wagtailadmin_dismissibles",
    no_tenant_data("Shows and changes the person's own account alone."),
)
declare("wagtailadmin_account", operators_only(REPLACED))
declare("wagtailadmin_home", operators_only(REPLACED))
declare(
    (
        "wagtailadmin_password_reset", "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm", "wagtailadmin_password_reset_complete",
    ),
    no_tenant_data("Answers the same whether or not an account exists.", words=("uidb64", "token")),
)  # fmt: skip

declare(
    (
        "account_login", "account_logout", "account_reauthenticate", "mfa_authenticate",
        "mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
        "accounts_lock", "accounts_session",
    ),
    no_tenant_data("Asks who somebody is; knows no place."),
)  # fmt: skip
declare(
    ("accounts_new_password", "accounts_new_password_sent", "accounts_choose_new_password"),
    no_tenant_data("Answers the same whether or not an account exists.", words=("uidb64", "token")),
)
declare(
    (
        "mfa_index", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_list_webauthn",
        "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn",
        "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    ),
    no_tenant_data("Shows and changes the person's own factors alone.", words=("pk",)),
)  # fmt: skip

# pages

declare("tenancy_home", scoped_list("Panels and figures ask within reach."))
declare(
    ("wagtailadmin_explore_root", "wagtailadmin_explore", "wagtailadmin_explore_results"),
    scoped_list(
        "Own filter set; the page must lie within reach or above several of one's places.",
        words=("parent_page_id",),
        check=may_explore,
    ),
)
declare(("wagtailadmin_pages:search", "wagtailadmin_pages:search_results"), scoped_list(POLICY))
declare(
    (
        "wagtailadmin_pages:type_use", "wagtailadmin_pages:type_use_results",
    ),
    scoped_list(POLICY, words=("content_type_app_name", "content_type_model_name")),
)  # fmt: skip
declare(
    "wagtailadmin_pages:choose_parent",
    own_rows(GATE, words=("app_label", "model_name"), posted_ids={"parent_page": Page}),
)
declare(
    ("wagtailadmin_pages:add", "wagtailadmin_pages:preview_on_add"),
    own_rows(
        GATE,
        parent_page_id=Page,
        words=("content_type_app_name", "content_type_model_name"),
    ),
)
declare("wagtailadmin_pages:add_subpage", own_rows(GATE, parent_page_id=Page))
declare(
    tuple(
        f"wagtailadmin_pages:{name}"
        for name in (
            "usage", "edit", "preview_on_edit", "view_draft", "delete", "unpublish",
            "convert_alias", "set_privacy", "lock", "unlock", "revisions_index",
            "workflow_history", "history", "history_results", "confirm_workflow_cancellation",
        )
    ),
    own_rows(GATE, page_id=Page),
)  # fmt: skip
declare(
    "wagtailadmin_pages:copy",
    own_rows(GATE, page_id=Page, posted_ids={"new_parent_page": Page}),
)
declare(
    "wagtailadmin_pages:move",
    own_rows(GATE, page_to_move_id=Page, posted_ids={"new_parent_page": Page}),
)
declare("wagtailadmin_pages:set_page_position", own_rows(GATE, page_to_move_id=Page))
declare(
    "wagtailadmin_pages:move_confirm",
    own_rows(GATE, page_to_move_id=Page, destination_id=Page),
)
declare(
    (
        "wagtailadmin_pages:revisions_view", "wagtailadmin_pages:revisions_revert",
        "wagtailadmin_pages:revisions_unschedule",
    ),
    own_rows(GATE, page_id=Page, revision_id=Revision),
)  # fmt: skip
declare(
    "wagtailadmin_pages:revisions_compare",
    own_rows(
        "The gate asks after the page; the view takes revisions of this page alone.",
        pk=Page,
        words=("revision_id_a", "revision_id_b"),
    ),
)
declare(
    ("wagtailadmin_pages:workflow_action", "wagtailadmin_pages:collect_workflow_action_data"),
    own_rows(GATE, page_id=Page, task_state_id=TaskState, words=("action_name",)),
)
declare("wagtailadmin_pages:workflow_preview", own_rows(GATE, page_id=Page, task_id=Task))
declare(
    "wagtailadmin_pages:workflow_history_detail",
    own_rows(GATE, page_id=Page, workflow_state_id=WorkflowState),
)
declare(
    "wagtail_bulk_action",
    own_rows(
        GATE,
        words=("app_label", "model_name", "action"),
        posted_ids={"chooser": Page},
        check=may_act_in_bulk,
    ),
)
declare(
    "wagtailadmin_editing_sessions:ping",
    own_rows(
        "The gate asks after the object; the view takes sessions of the person alone.",
        words=("app_label", "model_name", "object_id", "session_id"),
        posted_ids={"revision_id": Revision},
        check=may_work_on_object,
    ),
)
declare(
    "wagtailadmin_editing_sessions:release",
    own_rows("The view takes sessions of the person alone.", words=("session_id",)),
)

# choosers

declare(
    ("tenancy_choose_page", "tenancy_choose_page_child"),
    scoped_list(
        "Starts at one's own site; lists what one may browse.",
        words=("parent_page_id",),
        query_ids={"target_pages[]": Page},
        check=may_explore,
    ),
)
declare(
    "tenancy_choose_page_search",
    scoped_list("A hook restricts the pages to what one may browse."),
)
declare("wagtailadmin_choose_page_chosen_multiple", scoped_list(GATE, query_ids={"id": Page}))
declare(
    (
        "wagtailadmin_choose_page", "wagtailadmin_choose_page_child",
        "wagtailadmin_choose_page_search",
    ),
    operators_only(REPLACED),
)  # fmt: skip
for namespace, kind, model in (
    ("wagtaildocs", "document", Document),
    ("wagtailimages", "image", Image),
):
    declare(
        tuple(
            f"{namespace}_chooser:{name}"
            for name in ("choose_results", "chosen_multiple", "create")
        ),
        scoped_list(POLICY, query_ids={"id": model}),
    )
    declare(f"{namespace}_chooser:chosen", own_rows(GATE, pk=model))
    declare(
        tuple(f"{namespace}:{name}" for name in ("add", "add_multiple")),
        scoped_list("The form offers the collections to which one may add."),
    )
    declare(
        tuple(f"{namespace}:{name}" for name in ("index", "index_results")),
        operators_only(REPLACED),
    )
    declare(
        tuple(f"tenancy_{kind}s{suffix}" for suffix in ("", "_results")),
        scoped_list(f"{POLICY} Filters offer own collections and tags of own rows."),
    )
    declare(
        (
            f"{namespace}:create_multiple_from_uploaded_{kind}",
            f"{namespace}:delete_upload_multiple",
        ),
        own_rows(GATE, uploaded_file_id=UploadedFile),
    )
declare("wagtaildocs_chooser:choose", scoped_list(POLICY, query_ids={"id": Document}))
declare("wagtailimages_chooser:choose", operators_only(REPLACED))
declare("tenancy_choose_image", scoped_list(f"{POLICY} Tags are those of own rows."))
declare("wagtailimages_chooser:select_format", own_rows(GATE, image_id=Image))
declare(
    tuple(
        f"wagtailimages:{name}"
        for name in ("edit", "delete", "image_usage", "edit_multiple", "delete_multiple")
    ),
    own_rows(GATE, image_id=Image),
)
declare("wagtailimages:preview", own_rows(GATE, image_id=Image, words=("filter_spec",)))
declare(
    ("wagtailimages:url_generator", "wagtailimages:url_generator_output"),
    operators_only("No public address serves generated pictures."),
)
declare(
    tuple(f"wagtaildocs:{name}" for name in ("edit", "delete", "document_usage")),
    own_rows(GATE, document_id=Document),
)
declare(("wagtaildocs:edit_multiple", "tenancy_delete_document"), own_rows(GATE, doc_id=Document))
declare("wagtaildocs:delete_multiple", operators_only(REPLACED))
declare("tenancy_suggest_tags", scoped_list("Suggests tags of pictures and files within reach."))
declare("wagtailadmin_tag_autocomplete", operators_only(REPLACED))
declare("wagtailadmin_tag_model_autocomplete", operators_only("There is one kind of tags."))

# the API of the administration

for name, model in (("pages", Page), ("images", Image), ("documents", Document)):
    declare(
        (f"wagtailadmin_api:{name}:listing", f"wagtailadmin_api:{name}:find"),
        scoped_list(f"Own end point. {POLICY}", query_ids={"id": model}),
    )
    declare(f"wagtailadmin_api:{name}:detail", own_rows(GATE, pk=model))
declare(
    "wagtailadmin_api:pages:action",
    own_rows(
        f"{GATE} The end point asks after the page to copy or move below.",
        pk=Page,
        words=("action_name",),
    ),
)

# reports

declare(
    tuple(
        f"{name}{suffix}"
        for name in (
            "tenancy_locked_pages", "wagtailadmin_reports:aging_pages",
        )
        for suffix in ("", "_results")
    ),
    scoped_list("Lists rows within reach; its filters offer near colleagues."),
)  # fmt: skip
declare(
    tuple(
        f"wagtailadmin_reports:{name}{suffix}"
        for name in ("locked_pages", "site_history")
        for suffix in ("", "_results")
    ),
    operators_only(REPLACED),
)
declare(
    tuple(
        f"wagtailadmin_reports:{name}{suffix}"
        for name in ("page_types_usage", "workflow", "workflow_tasks")
        for suffix in ("", "_results")
    ),
    operators_only("Wagtail's report counts and names across all sites."),
)

# menus and redirects

MainMenu = apps.get_model("wagtailmenus", "MainMenu")
Redirect = apps.get_model("wagtailredirects", "Redirect")
MAIN_MENU = "wagtailsnippets_wagtailmenus_mainmenu"
declare(f"{MAIN_MENU}:*", operators_only("A site has one main menu, made by provisioning."))
declare((f"{MAIN_MENU}:list", f"{MAIN_MENU}:list_results"), scoped_list(POLICY))
declare(
    tuple(f"{MAIN_MENU}:{name}" for name in ("edit", "history", "history_results", "usage")),
    own_rows(f"{GATE} Entries lead to pages of the menu's own site.", pk=MainMenu),
)
declare(
    "wagtailsnippetchoosers_wagtailmenus_mainmenu:*",
    operators_only("No form of an editor chooses a menu."),
)
declare("wagtailsnippets:index", operators_only("Menus have an entry of their own."))
declare(
    ("tenancy_redirects", "tenancy_redirects_results"),
    scoped_list(f"{POLICY} The filter offers own sites."),
)
declare("tenancy_add_redirect", scoped_list("The form takes own sites and pages of that site."))
declare(
    "tenancy_edit_redirect",
    own_rows(f"{GATE} The form takes own sites and pages of that site.", redirect_id=Redirect),
)
declare("tenancy_delete_redirect", own_rows(GATE, redirect_id=Redirect))
declare(
    tuple(
        f"wagtailredirects:{name}" for name in ("index", "index_results", "add", "edit", "delete")
    ),
    operators_only(REPLACED),
)
declare(
    ("wagtailredirects:start_import", "wagtailredirects:process_import"),
    operators_only("The import takes any site; a commune writes its few redirects by hand."),
)

# what only operators see

for namespace, why in {
    "wagtailadmin_collections": "Collections are made by provisioning.",
    "wagtailadmin_workflows": "Workflows are shared by the whole installation.",
    "wagtailusers_users": "People have screens of their own.",
    "wagtailusers_groups": "Rights follow from memberships, not from groups.",
    "wagtailsites": "Sites are made by provisioning.",
    "wagtaillocales": "Languages are those of the whole installation.",
    "wagtail_localize": "Publishes past the approval; English pages have a screen of our own.",
    "networksettings": "They are those of the whole installation.",
}.items():
    declare(f"{namespace}:*", operators_only(why))
declare("wagtailadmin_error_test", operators_only("Provokes an error to test its page."))

# this room

for namespace, model in (("commune", Commune), ("province", Province)):
    declare((f"{namespace}:index", f"{namespace}:index_results"), scoped_list(POLICY))
    declare(
        tuple(f"{namespace}:{name}" for name in ("edit", "history", "history_results", "usage")),
        own_rows(GATE, pk=model),
    )
    declare(
        (f"{namespace}:add", f"{namespace}:delete"),
        operators_only("Authorities are made by provisioning and never deleted."),
    )
