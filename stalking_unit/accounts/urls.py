"""Routes about signing in and about oneself. Only pages that are ours to look at: allauth has more."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from django.urls import include, path, re_path

from stalking_unit.accounts import views

second_factor = [
    path("", mfa.index, name="mfa_index"),
    path("authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("reauthenticate/", views.ProveAgain.as_view(), name="mfa_reauthenticate"),
    path("totp/activate/", views.ActivateTotp.as_view(), name="mfa_activate_totp"),
    path("totp/deactivate/", views.DeactivateTotp.as_view(), name="mfa_deactivate_totp"),
    path("recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/generate/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]

password = [
    path("change/", account.password_change, name="account_change_password"),
    path("set/", account.password_set, name="account_set_password"),
    path("reset/", account.password_reset, name="account_reset_password"),
    path("reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("signup/", account.signup, name="account_signup"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", include(password)),
    path("2fa/", include(second_factor)),
    path("you/", views.You.as_view(), name="you"),
    path("acting-for/", views.ActingFor.as_view(), name="acting_for"),
    path("hide/", views.hide_screen, name="hide_screen"),
    path("covered/", views.CoveredScreen.as_view(), name="covered_screen"),
    path("keep-alive/", views.keep_alive, name="keep_alive"),
]
