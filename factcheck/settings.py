"""Every setting, read from the environment; `.env.example` documents each one.

A secret may also come from a file: SECRET_KEY_FILE, DATABASE_URL_FILE and so on name it.
Three modes: `demo` (a laptop: loopback only, embedded servers, demo people), `production` (refuses
to start when something is missing or unsafe) and `test`.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from factcheck import embedded
from factcheck.logging import configure_logging

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()

MODE = env.str("FACTCHECK_MODE", default="demo")
if MODE not in {"demo", "production", "test"}:
    raise ImproperlyConfigured(f"FACTCHECK_MODE is {MODE!r}; it must be demo, production or test.")
PRODUCTION = MODE == "production"
DATA_DIR = Path(env.str("FACTCHECK_DATA_DIR", default=str(BASE_DIR / ".data"))).expanduser().resolve()


def _required(name: str) -> str:
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Production needs it; .env.example says what it is.")
    return value


# --- Safety ------------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = (
    _required("SECRET_KEY")
    if PRODUCTION
    else env.str("SECRET_KEY", default="") or embedded.secret_key(DATA_DIR)
)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]", "testserver"]
)
PUBLIC_URL = env.str("PUBLIC_URL", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}").rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[PUBLIC_URL] if PRODUCTION else [])

if PRODUCTION:
    if DEBUG:
        raise ImproperlyConfigured(
            "DEBUG is on. Production does not start with it: it shows source and settings."
        )
    if len(SECRET_KEY) < 32 or "change" in SECRET_KEY.lower() or "insecure" in SECRET_KEY.lower():
        raise ImproperlyConfigured("SECRET_KEY is a default or too short. Give 50 random characters.")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts that this server answers for.")

HTTPS = env.bool("HTTPS", default=PRODUCTION)
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 24 * 7
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- The application ---------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_structlog",
    "pgtrigger",
    "pghistory",
    "factcheck",
    "accounts",
    "claims",
]
if MODE == "test":
    INSTALLED_APPS.append("django_linear_migrations")  # a developer's tool, not in the production lock

MIDDLEWARE = [
    "factcheck.health.answer_probes",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "claims.middleware.PublicSite",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "claims.middleware.TidyMiddleware",  # below what counts the answer's length
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.OwnLanguageAndTime",
    "claims.middleware.WhoEdits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "claims.middleware.SentencesMiddleware",
]
ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
ASGI_APPLICATION = "factcheck.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "factcheck" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "claims.context.newsroom",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.insert(0, "django.forms")

# --- Database, broker, cache -------------------------------------------------------------------

DATABASE_URL = (
    _required("DATABASE_URL")
    if PRODUCTION
    else env.str("DATABASE_URL", default="") or embedded.database_url(DATA_DIR)
)
REDIS_URL = (
    _required("REDIS_URL") if PRODUCTION else env.str("REDIS_URL", default="") or embedded.redis_url(DATA_DIR)
)

# Set where `migrate` signs in as the tables' owner: the role that it gives the server's rights to.
DATABASE_APP_ROLE = env.str("DATABASE_APP_ROLE", default="")
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # a restarted PostgreSQL is noticed, not suffered
DATABASES["default"].setdefault("OPTIONS", {})["connect_timeout"] = 5

# In PostgreSQL, so that sign-in limits hold in every process and Redis may vanish.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "factcheck_cache"}
}

# Celery's name for a Unix socket, which is where the embedded Redis answers.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=")
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True  # the Job row is the result
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 900
CELERY_TASK_SOFT_TIME_LIMIT = 840
CELERY_TASK_DEFAULT_QUEUE = "control"
CELERY_TASK_PUBLISH_RETRY = False  # a missing Redis costs a request nothing: the sweep sends again
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False  # the lease decides, not the socket
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# The visibility timeout exceeds the longest task, or Redis would hand a running task out again.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_connect_timeout": 2,
    "socket_timeout": 10,
    "retry_on_timeout": True,
    # One try to connect when a request sends a job: kombu's own default sleeps six seconds over it
    # while the person waits. A worker's connection is retried for ever all the same.
    "max_retries": 0,
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")

JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", default=60)
JOB_SWEEP_SECONDS = env.int("JOB_SWEEP_SECONDS", default=10)

# --- People ------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "accounts.adapter.InvitationOnlyAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation reached the address already
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = MODE != "production"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="factcheck@localhost")
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)  # seconds; without it a silent server holds a worker
DIGEST_HOUR = env.int("DIGEST_HOUR", default=7)  # in TIME_ZONE, the same for everybody
if not 0 <= DIGEST_HOUR <= 23:
    raise ImproperlyConfigured(f"DIGEST_HOUR is {DIGEST_HOUR}; it must be an hour from 0 to 23.")

PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")  # what only reads, changes nothing

# --- Intake ------------------------------------------------------------------------------------

PUBLIC_LICENSE = env.str("PUBLIC_LICENSE", default="")  # address of the licence that checks are under
PUBLIC_COPIES = env.bool("PUBLIC_COPIES", default=False)  # show the text of our copies to everybody
PUBLIC_KEEP_BYTES = env.int("PUBLIC_KEEP_BYTES", default=32_000_000)  # of public answers, in each worker
NEWSROOM_NAME = env.str("NEWSROOM_NAME", default="Factcheck")
FETCH_ALLOWED_HOSTS = env.list("FETCH_ALLOWED_HOSTS", default=[])
FETCH_CONTACT = env.str("FETCH_CONTACT", default=PUBLIC_URL)
INTAKE_MAX_BYTES = env.int("INTAKE_MAX_BYTES", default=10_000_000)
DATA_UPLOAD_MAX_MEMORY_SIZE = INTAKE_MAX_BYTES + 1_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

LOOK_AGAIN_HOURS = env.int("LOOK_AGAIN_HOURS", default=24)  # 0: never
SAVE_PAGE_NOW_URL = env.str("SAVE_PAGE_NOW_URL", default="https://web.archive.org").rstrip("/")
SAVE_PAGE_NOW_KEY = env.str("SAVE_PAGE_NOW_KEY", default="")

# --- API ---------------------------------------------------------------------------------------

API_REQUESTS_A_MINUTE = env.int("API_REQUESTS_A_MINUTE", default=600)  # of one token
if API_REQUESTS_A_MINUTE < 1:
    raise ImproperlyConfigured(f"API_REQUESTS_A_MINUTE is {API_REQUESTS_A_MINUTE}; it must be at least 1.")

# --- Search ------------------------------------------------------------------------------------

VECTORS_FOLDERS = env.list("VECTORS_FOLDERS", default=[])  # sentence encoders, the newest last; empty: ours

# Search providers beyond the newsroom, each off while its key or address is empty.
GOOGLE_FACTCHECK_API_KEY = env.str("GOOGLE_FACTCHECK_API_KEY", default="")
GOOGLE_FACTCHECK_URL = env.str(
    "GOOGLE_FACTCHECK_URL", default="https://factchecktools.googleapis.com"
).rstrip("/")
WIKIPEDIA_URL = env.str("WIKIPEDIA_URL", default="").rstrip("/")
SEARXNG_URL = env.str("SEARXNG_URL", default="").rstrip("/")
BRAVE_SEARCH_TOKEN = env.str("BRAVE_SEARCH_TOKEN", default="")
BRAVE_SEARCH_URL = env.str("BRAVE_SEARCH_URL", default="https://api.search.brave.com").rstrip("/")
BRAVE_DAILY = env.int("BRAVE_DAILY", default=60)

# --- Language model, optional --------------------------------------------------------------------

LLM_BASE_URL = env.str("LLM_BASE_URL", default="").rstrip("/")
LLM_MODEL = env.str("LLM_MODEL", default="")
LLM_FALLBACK_MODEL = env.str("LLM_FALLBACK_MODEL", default="")
LLM_API_KEY = env.str("LLM_API_KEY", default="")
LLM_TIMEOUT_SECONDS = env.int("LLM_TIMEOUT_SECONDS", default=60)
LLM_DAILY_TOKENS = env.int("LLM_DAILY_TOKENS", default=200_000)
LLM_PRICE_IN = env.float("LLM_PRICE_IN", default=0.0)  # for a million tokens
LLM_PRICE_OUT = env.float("LLM_PRICE_OUT", default=0.0)
if bool(LLM_BASE_URL) != bool(LLM_MODEL):
    raise ImproperlyConfigured("LLM_BASE_URL and LLM_MODEL go together: set both, or neither.")

# --- Language, time, files ---------------------------------------------------------------------

LANGUAGES = [("en", "English"), ("es", "Español"), ("fr", "Français"), ("ar", "العربية")]
LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en")  # of the public site, of mails and of the record
if LANGUAGE_CODE not in dict(LANGUAGES):
    raise ImproperlyConfigured(f"LANGUAGE_CODE is {LANGUAGE_CODE}; it must be en, es, fr or ar.")
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_FINDERS = ["factcheck.assets.ShortFinder"]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

LOGGING_CONFIG = None
configure_logging(json=PRODUCTION, level=env.str("LOG_LEVEL", default="INFO"))
