"""Signing in: second factor, lock, sessions, passwords and accounts that nobody uses."""

from datetime import timedelta

from portal_network.settings.environment import env

# Who must have a second factor, and who counts as an administrator, is a matter of roles.
ACCOUNT_POLICY = "portal_network.tenancy.policies.accounts.MembershipAccountPolicy"

# Failures after which an account, or an address, is locked, and for how long (R89).
SIGN_IN_FAILURES = env.int("SIGN_IN_FAILURES", default=5)
SIGN_IN_ADDRESS_FAILURES = env.int("SIGN_IN_ADDRESS_FAILURES", default=50)
SIGN_IN_LOCK = timedelta(minutes=env.int("SIGN_IN_LOCK_MINUTES", default=15))

# A session without activity is locked (R89); administrators' sooner.
SESSION_IDLE_LIMIT = timedelta(minutes=env.int("SESSION_IDLE_MINUTES", default=15))
SESSION_IDLE_LIMIT_OF_ADMINISTRATORS = timedelta(
    minutes=env.int("SESSION_IDLE_MINUTES_ADMINISTRATORS", default=5)
)
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# The link to a new password dies after its first use, or after this time (R92).
PASSWORD_RESET_TIMEOUT = env.int("PASSWORD_RESET_HOURS", default=8) * 3600

ACCOUNT_IDLE_LIMIT = timedelta(days=env.int("ACCOUNT_IDLE_DAYS", default=45))
ACCOUNT_IDLE_WARNING = timedelta(days=env.int("ACCOUNT_IDLE_WARNING_DAYS", default=7))
# Months count 31 days, so that nothing is thrown away too early (R90: twelve months).
PORTAL_LOG_RETENTION = timedelta(days=31 * env.int("PORTAL_LOG_RETENTION", default=12))

# Web servers in front whose word on a visitor's address is taken.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# An answer must not take longer because there was somebody to write to.
SEND_MAIL_IN_BACKGROUND = True

LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
ACCOUNT_ADAPTER = "portal_network.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {"login": "portal_network.accounts.forms.SignInForm"}
# Its limits live in the cache, which an embedded process loses and a flood pushes out: ours are in
# the database (accounts/throttle.py).
ACCOUNT_RATE_LIMITS = False
ACCOUNT_SESSION_REMEMBER = False

MFA_ADAPTER = "portal_network.accounts.adapters.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "activate_totp": "portal_network.accounts.forms.AddAppForm",
    "add_webauthn": "portal_network.accounts.forms.AddPasskeyForm",
    "authenticate": "portal_network.accounts.forms.CodeForm",
    "authenticate_webauthn": "portal_network.accounts.forms.PasskeyForm",
    "login_webauthn": "portal_network.accounts.forms.SignInByPasskeyForm",
    "reauthenticate": "portal_network.accounts.forms.ConfirmByCodeForm",
    "reauthenticate_webauthn": "portal_network.accounts.forms.ConfirmByPasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = False
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# Telephones are rarely off by more than half a minute; a code is taken once all the same.
MFA_TOTP_TOLERANCE = 1
# A passkey alone signs in, so the device must have asked for a finger, a face or a PIN.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
