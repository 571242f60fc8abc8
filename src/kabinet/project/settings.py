"""Settings: every one comes from an environment variable KABINET_*, or from the file that KABINET_*_FILE names."""

from datetime import datetime
from pathlib import Path

import csp.constants
import django_stubs_ext
from environs import FileAwareEnv

from kabinet.project import environment

# Columns and query sets take their types as parameters; Django itself does not know that at run time.
django_stubs_ext.monkeypatch()

env = FileAwareEnv(prefix="KABINET_", strip_whitespace=True)

SOURCE = Path(__file__).resolve().parents[1]
ROOT = SOURCE.parents[1]
STATE: Path = env.path("STATE", default=ROOT / "var")
BUILD: Path = env.path("BUILD", default=ROOT / "build")

# --- Where and for whom ----------------------------------------------------------------------------------------------

DEBUG = False
SECRET_KEY: str = env.str("SECRET_KEY", validate=environment.filled)
ADDRESS: str = env.str("ADDRESS", default="127.0.0.1:8000")
PUBLIC_URL: str = env.str(
    "PUBLIC_URL", default=f"http://{ADDRESS}", validate=environment.one_of_schemes("http", "https")
).rstrip("/")
ALLOWED_HOSTS: list[str] = env.list("HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = [PUBLIC_URL]
BEHIND_TLS: bool = PUBLIC_URL.startswith("https://")
#: Whose word about the client's address is believed.
PROXIES: list[str] = env.list("PROXIES", default=["127.0.0.1", "::1"] if BEHIND_TLS else [])

ROOT_URLCONF = "kabinet.project.urls"
WSGI_APPLICATION = "kabinet.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "kabinet.foundation",
    "kabinet.journal",
    "kabinet.files",
    "kabinet.jobs",
    "kabinet.notifications",
    "kabinet.organizations",
    "kabinet.access",
    "kabinet.metering",
    "kabinet.settlements",
    "kabinet.documents",
    "kabinet.requests",
    "kabinet.portal",
    "kabinet.desk",
    "kabinet.api",
    "kabinet.demo",
    "kabinet.console",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kabinet.project.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kabinet.project.middleware.ViewerMiddleware",
    "kabinet.project.guards.GuardMiddleware",
    "kabinet.project.middleware.SignedInMiddleware",
    "kabinet.project.duties.DutyMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "kabinet.project.middleware.RefusalMiddleware",
    "kabinet.project.looking.LookingMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "kabinet.project.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "kabinet.foundation.templatetags.ui",
            ],
        },
    }
]
FORM_RENDERER = "kabinet.foundation.forms.Renderer"

# --- Data ------------------------------------------------------------------------------------------------------------

_DATABASE_URL: str = env.str(
    "DATABASE_URL",
    default=f"sqlite:///{STATE / 'kabinet.sqlite3'}",
    validate=environment.one_of_schemes("sqlite", "postgres", "postgresql"),
)
DATABASES = {"default": env.dj_db_url("DATABASE_URL", default=_DATABASE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-65536;PRAGMA mmap_size=268435456;PRAGMA temp_store=MEMORY;"
        ),
    }
else:
    DATABASES["default"]["OPTIONS"] = {"pool": False}
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = False

STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env.path("FILES", default=STATE / "files")},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = BUILD / "static"
STATICFILES_DIRS = [("build", BUILD / "frontend")] if (BUILD / "frontend").is_dir() else []
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
FONTS: Path = BUILD / "fonts"

UPLOAD_BYTES: int = env.int("UPLOAD_BYTES", default=10 * 1024 * 1024, validate=environment.positive)
UPLOAD_COUNT: int = env.int("UPLOAD_COUNT", default=10, validate=environment.positive)
#: How much is taken from one address a day at the pages that are open to everybody.
PUBLIC_UPLOAD_BYTES: int = env.int(
    "PUBLIC_UPLOAD_BYTES", default=200 * 1024 * 1024, validate=environment.positive
)
FILE_UPLOAD_HANDLERS = ["kabinet.files.uploads.LimitedUploadHandler"]
CLAMD: str = env.str("CLAMD", default="")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- Sign-in and safety ----------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["kabinet.access.hashers.Argon2idHasher"]
PASSWORD_LENGTH: int = env.int("PASSWORD_LENGTH", default=10, validate=environment.positive)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSWORD_LENGTH},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email", "phone")},
    },
]
LOGIN_URL = "portal:login"
LOGIN_REDIRECT_URL = "portal:home"
CSRF_FAILURE_VIEW = "kabinet.project.errors.csrf_failure"

#: How many wrong tries are free of a pause, see kabinet.access.throttling.
SIGN_IN_TRIES: int = env.int("SIGN_IN_TRIES", default=5, validate=environment.positive)

# Over TLS the browser takes a cookie named like this from this very host only, and from no neighbour of its domain.
_HOST = "__Host-" if BEHIND_TLS else ""
SESSION_ENGINE = "kabinet.access.sessions"
SESSION_COOKIE_NAME = f"{_HOST}sessionid"
#: Of whoever is not signed in; who is has a session as long as the policy of access says.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_NAME = f"{_HOST}csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [csp.constants.NONE],
        "script-src": [csp.constants.SELF],
        "style-src": [csp.constants.SELF],
        "img-src": [csp.constants.SELF],
        "font-src": [csp.constants.SELF],
        "connect-src": [csp.constants.SELF],
        "form-action": [csp.constants.SELF],
        "frame-ancestors": [csp.constants.NONE],
        "base-uri": [csp.constants.NONE],
        **({"upgrade-insecure-requests": True} if BEHIND_TLS else {}),
    }
}

# --- Language and time -----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский"), ("en", "English")]
USE_I18N = True
LOCALE_PATHS = [SOURCE / "project" / "locale"]
USE_TZ = True
TIME_ZONE: str = env.str("TIME_ZONE", default="Europe/Moscow", validate=environment.time_zone)
USE_THOUSAND_SEPARATOR = False
FROZEN_NOW: datetime | None = env.datetime("FROZEN_NOW", default=None, validate=environment.moment_with_zone)

# --- Mail, log -------------------------------------------------------------------------------------------------------

env.str("EMAIL_URL", default="console:", validate=environment.one_of_schemes(*environment.MAIL_SCHEMES))
EMAIL: dict[str, object] = env.dj_email_url("EMAIL_URL", default="console://")
vars().update(EMAIL)
DEFAULT_FROM_EMAIL: str = env.str("EMAIL_FROM", default="kabinet@localhost")

_LOG_LEVEL: str = env.str("LOG_LEVEL", default="INFO", validate=environment.log_level)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"pikepdf": {"level": "WARNING"}},
    "root": {"handlers": ["stderr"], "level": _LOG_LEVEL},
}

# --- The supplier's requisites on the documents we draw up -----------------------------------------------------------

SUPPLIER = {
    "name": env.str("SUPPLIER_FULL", default="ПАО «НОВАТЭК»"),
    "inn": env.str("SUPPLIER_INN", default="1234567894"),
    "kpp": env.str("SUPPLIER_KPP", default="123401001"),
    "address": env.str("SUPPLIER_ADDRESS", default="119000, Москва, ул. Газовая, д. 1"),
    "account": env.str("SUPPLIER_ACCOUNT", default="40702810600000000001"),
    "bank": env.str("SUPPLIER_BANK", default="АО «Пример Банк», г. Москва"),
    "bik": env.str("SUPPLIER_BIK", default="049999999"),
    "correspondent_account": env.str("SUPPLIER_CORRESPONDENT_ACCOUNT", default="30101810300000000999"),
    "signer": env.str("SUPPLIER_SIGNER", default="Н. П. Орлов"),
    "signer_position": env.str("SUPPLIER_SIGNER_POSITION", default="Начальник управления по реализации газа"),
    "signer_in_genitive": env.str(
        "SUPPLIER_SIGNER_IN_GENITIVE",
        default="начальника управления по реализации газа Орлова Николая Петровича",
    ),
    "signer_basis": env.str("SUPPLIER_SIGNER_BASIS", default="доверенности № 1 от 12.01.2026"),
    "accountant": env.str("SUPPLIER_ACCOUNTANT", default="Е. В. Лебедева"),
}

# --- The supplier's face: defaults of the source document, all of them replaceable ----------------------------------

BRAND = {
    "supplier": env.str("SUPPLIER", default="НОВАТЭК"),
    "supplier_full": env.str("SUPPLIER_FULL", default="ПАО «НОВАТЭК»"),
    "site": env.str("SITE", default="novatek.ru"),
    "cabinet": env.str("CABINET", default="lk.novatek.ru"),
    "hotline": env.str("HOTLINE", default="+7 495 730-60-00"),
    "hotline_hours": env.str("HOTLINE_HOURS", default="пн–чт 8:00–17:00, пт 8:00–15:45"),
    "issue_address": env.str("ISSUE_ADDRESS", default="119313, Москва, ул. Удальцова, д. 2, окно 3"),
    "issue_hours": env.str("ISSUE_HOURS", default="пн–пт 9:00–16:00"),
}
