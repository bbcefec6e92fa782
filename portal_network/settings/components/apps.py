"""Installed applications, middleware, templates and URL entry points."""

from portal_network.settings.environment import PROJECT_ROOT

INSTALLED_APPS = [
    # Ours come first, so that their templates and policies win over the packages'.
    "portal_network.accounts",
    "portal_network.provisioning",
    "portal_network.people",
    "portal_network.oversight",
    "portal_network.audit",
    "portal_network.delivery",
    "portal_network.work",
    "portal_network.backup",
    "commune_site",
    "commune_site.engagement",
    "home",
    "documents",
    "commune_site.editing",
    "commune_site.alerts",
    "commune_site.guidance",
    "commune_site.activities",
    "commune_site.links",
    "commune_site.procedures",
    "commune_site.disclosures",
    "commune_site.consultations",
    "commune_site.organisation",
    "commune_site.plans",
    "commune_site.languages",
    "commune_site.guides",
    # After the rooms whose work the home screen offers.
    "commune_site.workplace",
    "search",
    "search.insights",
    # After the page types, whose signals set the place of a moved page first.
    "portal_network.moderation",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtailmenus",
    "wagtail.contrib.table_block",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "taggit",
    "django_filters",
    "storages",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    # After Wagtail's apps: its mails take the place of theirs.
    "portal_network.notices",
    # After Wagtail's apps, so that its permission policies replace theirs.
    "portal_network.tenancy",
    # Last: it hears of changes after all rooms.
    "portal_network.delivery.page_cache",
]

MIDDLEWARE = [
    "portal_network.delivery.middleware.HealthMiddleware",
    # Measures everything that follows; health is no visitor.
    "portal_network.delivery.monitoring.middleware.WatchingMiddleware",
    "portal_network.delivery.compression.TextCompressionMiddleware",
    # In front of all work: a kept page carries the headers of what stands behind it.
    "portal_network.delivery.page_cache.middleware.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "portal_network.delivery.middleware.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before sessions and everything else: a host that belongs to nobody costs no further work.
    "portal_network.tenancy.middleware.TenantMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Outside of everything that is recorded, inside of what tells who asks.
    "portal_network.audit.context.AuditMiddleware",
    # Before everything that asks what the person may do.
    "portal_network.people.staff_sessions.StaffSessionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal_network.accounts.middleware.SessionLockMiddleware",
    "portal_network.tenancy.second_factor.SecondFactorMiddleware",
    "portal_network.delivery.refusals.RefusalMiddleware",
    # After whatever decides who the person is.
    "portal_network.tenancy.isolation.gate.IsolationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    # Innermost: the view is known, and whoever asks.
    "portal_network.delivery.replica.ReplicaMiddleware",
]

ROOT_URLCONF = "portal_network.urls"
WSGI_APPLICATION = "portal_network.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT_ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal_network.tenancy.context_processors.tenant",
                "commune_site.context_processors.site_frame",
            ],
        },
    },
]

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "portal_network.tenancy.policies.memberships.MembershipBackend",
    "portal_network.people.backends.OperatorBackend",
]
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
