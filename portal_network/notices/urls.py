"""A screen of Wagtail that is replaced by ours at the same address: included before Wagtail's."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from portal_network.notices.views import OwnAccountView

urlpatterns = [
    path(
        "account/", never_cache(require_admin_access(OwnAccountView.as_view())),
        name="notices_account",
    ),
]  # fmt: skip
