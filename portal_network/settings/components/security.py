"""Cookies, headers and password rules that hold everywhere."""

from portal_network.settings.environment import env

# Older keys: what they signed and encrypted (second factors) is still understood.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
# Beside session and token there is no cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Where weaknesses are reported (RFC 9116); without it the authority's own address.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        # TCVN 14423:2026, level 3, without a second factor (R89).
        "OPTIONS": {"min_length": env.int("PASSWORD_MIN_LENGTH", default=14)},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "portal_network.accounts.passwords.NotReusedValidator",
        "OPTIONS": {"count": env.int("PASSWORD_HISTORY", default=10)},
    },
]
