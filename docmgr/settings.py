"""All settings in one file, in sections. Every value that an administrator may change comes through core.env."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from docmgr.accounts import directory
from docmgr.core import env, fingerprint, secret

# --- places ---------------------------------------------------------------------------------------------------------
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.path("DOCMGR_DATA", BASE_DIR / "var", "Folder for everything that docmgr writes.")
DATA_DIR.mkdir(parents=True, exist_ok=True)
FILES_DIR = DATA_DIR / "files"

# --- what kind of installation --------------------------------------------------------------------------------------
DEBUG = env.flag("DOCMGR_DEBUG", False, "Show technical error pages. Never in production.")
SECRET_KEY = env.key("DOCMGR_SECRET_KEY", "Signs sessions. Kept in DOCMGR_DATA/secret_key when not given.") or (
    secret.kept_in(DATA_DIR / "secret_key"))
AUDIT_KEY = env.key("DOCMGR_AUDIT_KEY", "Seals the audit chain. Kept in DOCMGR_DATA/audit_key if not given.") or (
    secret.kept_in(DATA_DIR / "audit_key"))
ALLOWED_HOSTS = env.words("DOCMGR_HOSTS", ["*"], "Host names under which the pages are reached.")
ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]  # health checks on the machine itself
CSRF_TRUSTED_ORIGINS = env.words("DOCMGR_ORIGINS", [], "https:// origins in front of a proxy.")
HTTPS = env.flag("DOCMGR_HTTPS", False, "The site is reached over HTTPS: secure cookies, HSTS, redirect.")
PROXIES = env.integer("DOCMGR_PROXIES", 0, "How many own proxies stand in front and add to X-Forwarded-For.")
DEMO = env.flag("DOCMGR_DEMO", False, "Demo people may be made, and are shown on the login page. Set by make run.")
DEMO_PASSWORD = env.text("DOCMGR_DEMO_PASSWORD", "", "Their password; made up and kept in DOCMGR_DATA when not given.")

INSTALLED_APPS = [
    "docmgr.core",
    "docmgr.accounts",
    "docmgr.audit",
    "docmgr.doctypes",
    "docmgr.documents",
    "docmgr.extraction",
    "docmgr.review",
    "docmgr.training",
    "docmgr.evaluation",
    "docmgr.automation",
    "docmgr.pipeline",
    "docmgr.monitoring",
    "docmgr.web",
    "docmgr.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "docmgr.core.middleware.RequestIdMiddleware",
    "docmgr.core.middleware.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "docmgr.core.middleware.PersonLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "docmgr.audit.refusals.RefusalMiddleware",
    "docmgr.core.middleware.PersonRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "docmgr.core.middleware.ErrorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "docmgr.urls"
WSGI_APPLICATION = "docmgr.wsgi.application"
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "DIRS": [BASE_DIR / "templates"],
    "APP_DIRS": True,
    "OPTIONS": {"context_processors": [
        "django.template.context_processors.request",
        "django.template.context_processors.i18n",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
        "csp.context_processors.nonce",
        "docmgr.web.context.shell",
    ]},
}]

# --- database -------------------------------------------------------------------------------------------------------
DATABASE_URL = env.text(
    "DATABASE_URL", f"sqlite:///{DATA_DIR / 'docmgr.sqlite3'}", "SQLite or postgres://user:password@host/name.")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a read lock is never upgraded, so "database is locked" waits its turn
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)  # a request waits no longer
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SERIALIZATION_MODULES = {name: f"docmgr.core.dumps.exact_{name}" for name in ("json", "jsonl")}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "docmgr_cache"}}

# --- people and sessions --------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "web:login"
LOGIN_REDIRECT_URL = "web:home"
LOGOUT_REDIRECT_URL = "web:login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = env.integer("DOCMGR_SESSION_SECONDS", 8 * 3600, "Seconds until somebody has to log in again.")
TOKEN_DAYS = env.integer("DOCMGR_TOKEN_DAYS", 365, "Days that an API token lives at most; 0: until it is withdrawn.")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Whether HSTS covers sibling host names too is for whoever owns the domain to decide (in the proxy).
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": {
    "default-src": [SELF],
    "script-src": [SELF, NONCE],
    "style-src": [SELF, NONCE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    "form-action": [SELF],
}}

# --- directory (LDAP): see accounts/directory.py and docs/operations.md --------------------------------------------
DIRECTORY = directory.from_environment()
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "docmgr.accounts.backends.LocalBackend",  # before the directory: the break-glass login needs none
]
if DIRECTORY:
    AUTHENTICATION_BACKENDS.append(directory.BACKEND)
    globals().update(directory.as_settings(DIRECTORY))
DIRECTORY_SYNC_SECONDS = env.integer("DOCMGR_LDAP_SYNC_SECONDS", 300, "How often people are compared with it.")
AXES_FAILURE_LIMIT = env.integer("DOCMGR_LOGIN_FAILURES", 5, "Wrong passwords before a pause.")
AXES_COOLOFF_TIME = env.number("DOCMGR_LOGIN_PAUSE_HOURS", 0.25, "How long that pause is, in hours.")
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True  # the audit log has it
AXES_USERNAME_CALLABLE = "docmgr.accounts.names.for_throttle"
AXES_CLIENT_IP_CALLABLE = "docmgr.core.client.address_of"
AXES_VERBOSE = False

# --- languages ------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = env.text("DOCMGR_LANGUAGE", "zh-hans", "Language of the pages before anybody chose one: zh-hans or en.")
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "docmgr" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("DOCMGR_TIME_ZONE", "Asia/Shanghai", "Time zone of the pages.")

# --- files and limits -----------------------------------------------------------------------------------------------
STATICFILES_DIRS = [BASE_DIR / "static"]
# The address of every script and style sheet changes with any of them, so a browser keeps them for good and never mixes
# two releases. A folder and not each name, because scripts import one another by relative paths.
STATIC_URL = "static/" if DEBUG else "static/{}/".format(
    fingerprint.of_files(BASE_DIR / "static", also=[version("drf-spectacular-sidecar")]))
WHITENOISE_IMMUTABLE_FILE_TEST = rf"/static/[0-9a-f]{{{fingerprint.LENGTH}}}/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True  # served from where they lie: a start needs no collectstatic
STORAGES = {
    "default": {"BACKEND": "docmgr.documents.filestore.DurableFileStorage", "OPTIONS": {"location": FILES_DIR}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
UPLOAD_MAX_BYTES = env.integer("DOCMGR_UPLOAD_MAX_MB", 100, "Largest file, in megabytes.") * 1024 * 1024
UPLOAD_MAX_FILES = env.integer("DOCMGR_UPLOAD_MAX_FILES", 200, "Most files in one request.")
MAX_PAGES = env.integer("DOCMGR_MAX_PAGES", 500, "Most pages of one document.")
MAX_PAGE_PIXELS = env.integer("DOCMGR_MAX_MEGAPIXELS", 100, "Most megapixels of one page.") * 1_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = UPLOAD_MAX_FILES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a type of 200 fields sends 17 inputs for each; too many are told in words
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "incoming"
FILE_UPLOAD_TEMP_DIR.mkdir(exist_ok=True)

# --- the web server (manage.py serve) --------------------------------------------------------------------------------
WEB_PORT = env.integer("PORT", 8000, "Port of the web server.")
WEB_ADDRESS = env.text("DOCMGR_ADDRESS", "127.0.0.1", "Address it listens on; 0.0.0.0 for all.")
WEB_PROCESSES = env.integer("DOCMGR_WEB_PROCESSES", 2, "Processes of the web server.")
WEB_THREADS = env.integer("DOCMGR_WEB_THREADS", 8, "Threads of each; one request holds one thread.")

# --- the queue ------------------------------------------------------------------------------------------------------
BROKER_URL = env.text("DOCMGR_BROKER", "", "Redis or RabbitMQ address. Empty: the worker finds the rows by itself.")
JOB_LEASE_SECONDS = env.number("DOCMGR_LEASE_SECONDS", 60, "A worker silent for so long has lost its job.")
JOB_MAX_ATTEMPTS = env.integer("DOCMGR_MAX_ATTEMPTS", 3, "Tries before a document is set aside.")
JOB_RETRY_SECONDS = env.number("DOCMGR_RETRY_SECONDS", 10, "Wait before the second try; doubles with each.")
SWEEP_SECONDS = env.number(
    "DOCMGR_SWEEP_SECONDS", 15 if BROKER_URL else 0.5, "How often each worker looks for jobs nobody rang for.")
JOB_TIME_LIMIT = env.integer(
    "DOCMGR_JOB_SECONDS", 900, "Limit of one try at a document, without its pages, and of each page, in seconds.")
PAGE_SECONDS = env.integer("DOCMGR_PAGE_SECONDS", 60, "What each page of a document adds to that limit, in seconds.")
BACKGROUND_JOB_SECONDS = env.integer(
    "DOCMGR_BACKGROUND_JOB_SECONDS", 6 * 3600, "Hard limit of a background job (training, evaluation), in seconds.")
QUESTION_SECONDS = env.integer(
    "DOCMGR_QUESTION_SECONDS", 1800,
    "Hard limit of a question to the model, and of reading the gold set with a draft, in seconds.")
EXPORT_HOURS = env.number(
    "DOCMGR_EXPORT_HOURS", 24, "For so long an export of error samples lies ready for its download, in hours.")
EXPORT_DIRECT_DOCUMENTS = env.integer(
    "DOCMGR_EXPORT_DIRECT_DOCUMENTS", 100,
    "Error samples of more documents are exported in the background only, not in the answer to a request of the API.")
WORKER_PROCESSES = env.integer("DOCMGR_WORKERS", 1, "Worker processes of one machine; each holds its own reader.")
WORKER_MEMORY_MB = env.integer(
    "DOCMGR_WORKER_MEMORY_MB", 1000, "A worker process that grew beyond is replaced; local models come on top.")

# --- watching -------------------------------------------------------------------------------------------------------
HEALTH_TOKEN = env.text("DOCMGR_HEALTH_TOKEN", "", "Whoever sends it as a bearer token sees the figures of /health.")

# --- the engine -----------------------------------------------------------------------------------------------------
BUILTIN_TYPES_DIR = BASE_DIR / "ocr_engine" / "doctypes"

TROCR_BASE = env.text("DOCMGR_TROCR_BASE", "", "Folder of the TrOCR to fine-tune; else DOCMGR_OCR_TROCR_PATH.")
HUNYUAN_BASE = env.text("DOCMGR_HUNYUAN_BASE", "", "Folder of the HunyuanOCR to make a LoRA for; else the one in use.")
FINETUNE_STEPS = env.integer("DOCMGR_FINETUNE_STEPS", 400, "Most steps of fine-tuning a reader.")
FINETUNE_SECONDS = env.number("DOCMGR_FINETUNE_SECONDS", 3600, "Most seconds of fine-tuning a reader.")

# --- review ---------------------------------------------------------------------------------------------------------
CLAIM_SECONDS = env.integer("DOCMGR_CLAIM_SECONDS", 600, "How long a reviewer holds a document without touching it.")
REOPEN_HOURS = env.number(
    "DOCMGR_REOPEN_HOURS", 24, "For so long whoever decided on a document may open it again; an administrator always.")

# --- API ------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "docmgr.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": [
        "docmgr.api.parsers.JSONParser",
        "rest_framework.parsers.FormParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_SCHEMA_CLASS": "docmgr.api.schema.Schema",
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "PAGE_SIZE": 50,
    "EXCEPTION_HANDLER": "docmgr.api.errors.answer",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "docmgr",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "displayRequestDuration": True, "validatorUrl": None},
    "DESCRIPTION": "Hand in documents, read their fields, correct and decide. See docs/api.md.",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {"DocumentStatus": "docmgr.documents.models.Status"},
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums", "docmgr.api.schema.with_errors",
    ],
}

# --- logs: never content, names or paths of uploads ------------------------------------------------------------------
LOG_LEVEL = env.text("DOCMGR_LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "docmgr.core.logging.LineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # Two lines at each login, which the audit log has already.
    "loggers": {"axes": {"level": "ERROR" if LOG_LEVEL == "ERROR" else "WARNING"}},
}
