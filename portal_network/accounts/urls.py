"""Addresses of signing in, below the prefix of the administration and before Wagtail's own.

Wagtail's addresses for the same lead here, so that there is one way in. Of django-allauth's
addresses only these exist: no sign-up, no e-mail addresses, no codes by e-mail.
"""

from allauth.account import views as account_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.webauthn import views as passkey_views
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView
from wagtail.utils.urlpatterns import decorate_urlpatterns

from portal_network.accounts import factor_views, lock_views, views


def _leads_to(name: str) -> object:
    return RedirectView.as_view(pattern_name=name, query_string=True)


urlpatterns = [
    path("dang-nhap/", views.SignInView.as_view(), name="account_login"),
    path("dang-nhap/ma-xac-thuc/", mfa_views.authenticate, name="mfa_authenticate"),
    path("dang-nhap/khoa-truy-cap/", passkey_views.login_webauthn, name="mfa_login_webauthn"),
    path("dang-xuat/", views.sign_out, name="account_logout"),
    path("quen-mat-khau/", views.NewPasswordView.as_view(), name="accounts_new_password"),
    path(
        "quen-mat-khau/da-gui/",
        views.NewPasswordSentView.as_view(),
        name="accounts_new_password_sent",
    ),
    path(
        "quen-mat-khau/<uidb64>/<token>/",
        views.ChooseNewPasswordView.as_view(),
        name="accounts_choose_new_password",
    ),
    path("man-hinh-khoa/", lock_views.lock_screen, name="accounts_lock"),
    path("phien-lam-viec/", lock_views.session_state, name="accounts_session"),
    path("bao-mat/", factor_views.FactorsView.as_view(), name="mfa_index"),
    path("bao-mat/ung-dung/", factor_views.AddAppView.as_view(), name="mfa_activate_totp"),
    path("bao-mat/ung-dung/go/", factor_views.RemoveAppView.as_view(), name="mfa_deactivate_totp"),
    path("bao-mat/khoa/", _leads_to("mfa_index"), name="mfa_list_webauthn"),
    path("bao-mat/khoa/them/", factor_views.AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path("bao-mat/khoa/<int:pk>/ten/", passkey_views.edit_webauthn, name="mfa_edit_webauthn"),
    path(
        "bao-mat/khoa/<int:pk>/go/",
        factor_views.RemovePasskeyView.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(
        "bao-mat/ma-du-phong/", recovery_views.view_recovery_codes, name="mfa_view_recovery_codes"
    ),
    path(
        "bao-mat/ma-du-phong/tao/",
        recovery_views.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("bao-mat/xac-nhan/", account_views.reauthenticate, name="account_reauthenticate"),
    path("bao-mat/xac-nhan/ma/", mfa_views.reauthenticate, name="mfa_reauthenticate"),
    path(
        "bao-mat/xac-nhan/khoa/",
        passkey_views.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    # Wagtail's own doors, under its names.
    path("login/", _leads_to("account_login"), name="wagtailadmin_login"),
    path("password_reset/", _leads_to("accounts_new_password"), name="wagtailadmin_password_reset"),
    path(
        "password_reset/done/",
        _leads_to("accounts_new_password_sent"),
        name="wagtailadmin_password_reset_done",
    ),
    path(
        "password_reset/confirm/<uidb64>/<token>/",
        _leads_to("accounts_choose_new_password"),
        name="wagtailadmin_password_reset_confirm",
    ),
    path(
        "password_reset/complete/",
        _leads_to("account_login"),
        name="wagtailadmin_password_reset_complete",
    ),
]
# Secrets and states of sessions stay out of every cache.
urlpatterns = decorate_urlpatterns(urlpatterns, never_cache)

# What somebody who still has to set up a second factor may open.
NAMES_FOR_SETTING_UP = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_view_recovery_codes",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)
