"""Production settings. Every secret comes from the environment; `demo` and `test` loosen what is here."""

from datetime import timedelta
from os import environ
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from stalking_unit.db.keys import Keyring
from stalking_unit.settings.environment import listed, optional_secret, required, secret, switched_on

BASE_DIR = Path(__file__).resolve().parents[2]

SECRET_KEY = secret("SECRET_KEY")
FIELD_KEYS = Keyring.read(secret("FIELD_KEYS"))
DEBUG = False
DEMO = False
ALLOWED_HOSTS = listed("ALLOWED_HOSTS")
SITE_URL = required("SITE_URL").rstrip("/")
PRIVATE_ROOT = Path(required("PRIVATE_ROOT"))
BEHIND_PROXY = switched_on("BEHIND_PROXY")

# What the product is made of

CASE_FILES = ["cases.case_file", "risk.case_file", "interventions.case_file"]
OVERLAY = "cases.services.overlay"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "guardian",
    "knox",
    "rest_framework",
    "drf_spectacular",
    "stalking_unit.audit",
    "stalking_unit.accounts",
    "stalking_unit.notifications",
    "stalking_unit.reminders",
    "stalking_unit.duty",
    "stalking_unit.documents",
    "stalking_unit.ui",
    "stalking_unit.rest",
    "cases",
    "risk",
    "interventions",
]

# Each line sees what the lines above it have put on the request. The refusals are kept outside the transaction
# that a refusal rolls back, and the actor is named before that transaction begins.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "stalking_unit.accounts.middleware.SessionLimits",
    "stalking_unit.accounts.middleware.SignInFirst",
    "stalking_unit.audit.middleware.KeepRefusals",
    "stalking_unit.accounts.middleware.ActorMiddleware",
    "stalking_unit.accounts.middleware.RequireSecondFactor",
    "stalking_unit.db.middleware.OneTransaction",
]

ROOT_URLCONF = "stalking_unit.urls"
WSGI_APPLICATION = "stalking_unit.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
CLOCK_FILE: Path | None = None  # a demonstration may move its clock, the product never
TIMETABLE_SECONDS = 60.0  # how often the timetable looks for what is due
TIMETABLE_ALSO: dict[str, str] = {}  # what a demonstration has done as often, by its name: the task
USE_I18N = False

# Pages

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "stalking_unit.ui.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "stalking_unit.ui.forms.Renderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
FRAME_PARTS = [
    "cases.views.frame.part",
    "interventions.views.frame.part",
    "stalking_unit.notifications.views.frame",
    "stalking_unit.accounts.frame.part",
]

STATIC_URL = "/static/"
STATIC_ROOT = Path(environ.get("STATIC_ROOT", BASE_DIR / "static" / "collected"))
STATICFILES_DIRS = [BASE_DIR / "static" / "dist"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]  # only what we built, no package's own
STORAGES = {
    # No file is ever written in the clear: documents are sealed by their own store.
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# The database


def _database(user: str, password: str, **extra: Any) -> dict[str, Any]:
    return {
        "ENGINE": "stalking_unit.db",
        "NAME": environ.get("DB_NAME", "stalking_unit"),
        "HOST": environ.get("DB_HOST", ""),
        "PORT": environ.get("DB_PORT", ""),
        "USER": user,
        "PASSWORD": password,
        **extra,
    }


# `default` is what the product runs as and owns nothing. `owner` is there for `migrate --database owner` alone.
DATABASES: dict[str, dict[str, Any]] = {
    "default": _database(environ.get("DB_USER", "su_app"), optional_secret("DB_PASSWORD")),
}
if switched_on("DB_POOL"):
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 2, "max_size": 6, "timeout": 10}}
if owner := environ.get("DB_OWNER"):
    DATABASES["owner"] = _database(owner, optional_secret("DB_OWNER_PASSWORD"))

# Signing in

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 14}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_RESET_TIMEOUT = 60 * 60

ACCOUNT_ADAPTER = "stalking_unit.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_FORMS = {
    "login": "stalking_unit.accounts.forms.SignInForm",
    "reauthenticate": "stalking_unit.accounts.forms.ReauthenticateForm",
    "change_password": "stalking_unit.accounts.forms.ChangePasswordForm",
    "set_password": "stalking_unit.accounts.forms.SetPasswordForm",
    "reset_password": "stalking_unit.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "stalking_unit.accounts.forms.ResetPasswordKeyForm",
}
# Nobody types an address of their own here. An account is opened for a mailbox, and the person shows that it is theirs
# by the link that sets the first password.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,10/15m/key",
    "reauthenticate": "5/m/user",
    "reset_password": "10/m/ip,3/h/key",
}
MFA_ADAPTER = "stalking_unit.accounts.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "stalking_unit.accounts.forms.AuthenticateForm",
    "reauthenticate": "stalking_unit.accounts.forms.ProveAgainForm",
    "activate_totp": "stalking_unit.accounts.forms.ActivateTotpForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TRUST_ENABLED = False
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Stalking Unit"

# Locks are rows, so they outlive the cache; the limit is below allauth's, which would hide it otherwise.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username", ["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "stalking_unit.accounts.entrance.typed_address"
AXES_CLIENT_IP_CALLABLE = "stalking_unit.accounts.entrance.client_ip"
AXES_LOCKOUT_TEMPLATE = "errors/429.html"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or one who keeps guessing keeps the owner out for ever
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Grants are plain rows that only the policy reads: guardian gets no anonymous user and no say in `has_perm`.
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]

# Sessions and the browser

SESSION_IDLE_SECONDS = 15 * 60
SESSION_WARN_SECONDS = 12 * 60
SESSION_ABSOLUTE_SECONDS = 10 * 60 * 60
SESSION_COOKIE_NAME = "__Host-sid"
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "stalking_unit.ui.views.form_expired"

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]
SECURE_PROXY_SSL_HEADER: tuple[str, str] | None = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# The API

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["knox.auth.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["stalking_unit.rest.permissions.Nobody"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "stalking_unit.rest.pagination.Pages",
    "DEFAULT_THROTTLE_CLASSES": ["stalking_unit.rest.throttles.PerPerson", "stalking_unit.rest.throttles.PerAddress"],
    "EXCEPTION_HANDLER": "stalking_unit.rest.errors.handle",
}
REST_KNOX = {"TOKEN_TTL": timedelta(hours=10), "TOKEN_LIMIT_PER_USER": 5, "AUTO_REFRESH": False}
SPECTACULAR_SETTINGS = {
    "TITLE": "Stalking Unit",
    "DESCRIPTION": "What the pages show, for the systems of the agencies that work a case.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
}

# Work in the background, and what is shared between processes

BROKER_URL = secret("BROKER_URL")
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": BROKER_URL.replace("redis+socket://", "unix://"),
        "KEY_PREFIX": "su",
    },
}

CELERY_BROKER_URL = BROKER_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A task is a wake-up; the row is the truth. So a killed worker's task may run again, and nothing waits for an answer.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    # A request that wakes the worker does not wait for a broker that is away or hangs: the next sweep does the work.
    "max_retries": 0,
    "socket_connect_timeout": 2,
    "socket_timeout": 2,
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 30 * 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SYNC_EVERY = 1  # so that the age of the timetable's file tells whether it ticks

# E-mail

EMAIL_HOST = environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = optional_secret("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = environ.get("DEFAULT_FROM_EMAIL", "no-reply@localhost")
# Mailboxes outside, best of another agency, that keep the trail's roots.
AUDIT_WITNESSES = [kept.strip() for kept in environ.get("AUDIT_WITNESSES", "").split(",") if kept.strip()]

# Logs: references and keys, never a name, an address or a sentence

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "bare": {
            "()": "stalking_unit.logs.BareFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "bare"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "django.request": {"level": "ERROR"},
        "axes": {"level": "ERROR"},
        # The printing press quotes the page that it prints.
        "weasyprint": {"level": "CRITICAL"},
        "weasyprint.progress": {"level": "CRITICAL"},
        "fontTools": {"level": "ERROR"},
    },
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
