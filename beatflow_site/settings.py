"""Everything that may differ between a laptop and a cluster, read from the environment and checked.

Values come from the process environment, then from a file `.env` beside `manage.py`.
"""

import math
import os
from pathlib import Path
from typing import Any

import environ
from csp.constants import SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")


def within(name: str, default: int, low: int, high: int) -> int:
    """A whole number from the environment, or a sentence that says what is wrong with it."""
    text = env.str(name, str(default))
    if not text.isdecimal() or not low <= int(text) <= high:
        raise ImproperlyConfigured(f"{name} must be a whole number from {low} to {high}, not “{text}”.")
    return int(text)


def between(name: str, default: float, low: float, high: float) -> float:
    """A number from the environment, or a sentence that says what is wrong with it."""
    text = env.str(name, str(default))
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not low <= number <= high:
        raise ImproperlyConfigured(f"{name} must be a number from {low:g} to {high:g}, not “{text}”.")
    return number


def one_of(name: str, default: str, choices: tuple[str, ...]) -> str:
    """A word from the environment that is one of `choices`, or a sentence that lists them."""
    word = env.str(name, default)
    if word not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not “{word}”.")
    return word


DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is not set. `script/setup` writes one to the file .env, or set it yourself.")
SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
API_HOST = env.str("API_HOST", "127.0.0.1")
API_PORT = within("API_PORT", 8000, 0, 65535)
HTTPS = SITE_URL.startswith("https://")
SITE_HOST = SITE_URL.split("://", 1)[-1].split("/", 1)[0].rsplit(":", 1)[0]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=sorted({SITE_HOST, "localhost", "127.0.0.1", "[::1]"}))
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL])

# -- where things lie ---------------------------------------------------------
DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "data"))).resolve()
BLOBS_DIR = DATA_DIR / "blobs"
SCRATCH_DIR = DATA_DIR / "scratch"
SOUNDS_DIR = Path(env.str("SOUNDS_DIR", str(BASE_DIR / "node_modules"))).resolve()
NODE_MODULES_DIR = BASE_DIR / "node_modules"

MODELS_DIR = Path(env.str("MODELS_DIR", str(DATA_DIR / "models"))).resolve()

# -- apps ---------------------------------------------------------
INSTALLED_APPS = [
    "beatflow_site.apps.SiteConfig",
    "accounts",
    "audio",
    "repos",
    "generation",
    "allauth",
    "allauth.account",
    "channels",
    "csp",
    "django_htmx",
    "django_q",
    "template_partials",
    "whitenoise.runserver_nostatic",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "beatflow_site.apps.OurStaticFilesConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "repos.moves.OldAddresses",
    "repos.late.Latecomers",
    "repos.robots.NoIndex",
    "beatflow_site.limits.OverQuotaPages",
]
ROOT_URLCONF = "beatflow_site.urls"
ASGI_APPLICATION = "beatflow_site.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "beatflow_site.context.shell",
            ],
            "builtins": ["beatflow_site.templatetags.ui", "template_partials.templatetags.partials"],
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

# -- database, cache, channels ---------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL lets readers go on beside a writer; IMMEDIATE takes the write lock at once instead of failing half-way.
    # What is mapped into memory needs no system call for each page: searches look up thousands.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA mmap_size=1073741824;"
        ),
    }
elif "postgresql" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Its default is for disks that turn: it then reads whole tables where an index would answer in half the time.
    DATABASES["default"]["OPTIONS"] = {"options": "-c random_page_cost=1.1"} | DATABASES["default"].get("OPTIONS", {})
REDIS_URL = env.str("REDIS_URL", "")
CACHES = {
    "default": {
        "BACKEND": "beatflow_site.lib.cache.SteadyRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
CHANNEL_LAYERS = (
    {"default": {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [REDIS_URL]}}}
    if REDIS_URL
    else {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
)

# -- jobs ---------------------------------------------------------
DEVICE = one_of("DEVICE", "cpu", ("cpu", "cuda"))
INSTANCE = env.str("INSTANCE", os.uname().nodename)
CPU_WORKERS = within("CPU_WORKERS", max(1, min(5, os.cpu_count() or 1)), 1, 64)
HOSTED_WORKERS = within("HOSTED_WORKERS", 2, 1, 64)
"""How many jobs at a time wait for hosted engines: they keep no processor busy."""
_ENGINES = ("composer", "musicgen", "beatoven", "elevenlabs")
JOB_ATTEMPTS = within("JOB_ATTEMPTS", 3, 1, 20)
JOB_BACKOFF_S = within("JOB_BACKOFF_S", 30, 1, 3600)
ENGINE_ATTEMPTS = {name: within(f"JOB_ATTEMPTS_{name.upper()}", 0, 0, 20) for name in _ENGINES}
ENGINE_BACKOFF_S = {name: within(f"JOB_BACKOFF_S_{name.upper()}", 0, 0, 3600) for name in _ENGINES}
"""For single engines; 0 is as for the others."""
JOB_LEASE_S = within("JOB_LEASE_S", 20, 2, 600)
QUOTA_SECONDS_PER_DAY = within("QUOTA_SECONDS_PER_DAY", 0, 0, 10_000_000)
"""Seconds of music that a user may have made in a day; 0 is no limit. Admins decide otherwise for single users."""
QUOTA_JOBS_AT_ONCE = within("QUOTA_JOBS_AT_ONCE", 0, 0, 10_000)
PRUNE_EVERY_H = within("PRUNE_EVERY_H", 24, 0, 8760)
QUEUE_POLL_S = 0.1
Q_CLUSTER = {
    "name": "cpu",
    "orm": "default",
    "workers": CPU_WORKERS,
    "poll": QUEUE_POLL_S,
    # A job may take as long as it needs: leases, not timeouts, find dead workers.
    "timeout": 6 * 24 * 3600,
    "retry": 7 * 24 * 3600,
    "ack_failures": True,
    "max_attempts": 1,
    "save_limit": -1,
    "catch_up": False,
    "label": "Queue",
    "ALT_CLUSTERS": {"gpu": {"workers": 1}, "hosted": {"workers": HOSTED_WORKERS}},
}

# -- engines ---------------------------------------------------------
MODEL_THREADS = within("MODEL_THREADS", 0, 0, 256)
MUSICGEN_MODEL = one_of(
    "MUSICGEN_MODEL", "small", ("small", "medium", "melody", "stereo-small", "stereo-medium", "stereo-melody")
)
MUSICGEN_RUNTIME = one_of("MUSICGEN_RUNTIME", "transformers", ("transformers", "audiocraft"))
AUDIOCRAFT_DIR = Path(env.str("AUDIOCRAFT_DIR", str(DATA_DIR / "audiocraft"))).resolve()
AUDIOCRAFT_PYTHON = env.str("AUDIOCRAFT_PYTHON", "")
MUSICGEN_PRECISION = one_of("MUSICGEN_PRECISION", "auto", ("auto", "float32", "bfloat16", "float16", "int8"))
MUSICGEN_GUIDANCE = between("MUSICGEN_GUIDANCE", 3.0, 1.0, 20.0)
MUSICGEN_TOP_K = within("MUSICGEN_TOP_K", 250, 1, 2048)
MUSICGEN_TEMPERATURE = between("MUSICGEN_TEMPERATURE", 1.0, 0.1, 3.0)
BEATOVEN_API_KEY = env.str("BEATOVEN_API_KEY", "")
BEATOVEN_URL = env.str("BEATOVEN_URL", "https://public-api.beatoven.ai").rstrip("/")
BEATOVEN_POLL_S = within("BEATOVEN_POLL_S", 10, 1, 600)
BEATOVEN_LIMIT_S = within("BEATOVEN_LIMIT_S", 600, 10, 7200)
BEATOVEN_STEMS = env.bool("BEATOVEN_STEMS", True)
ELEVENLABS_API_KEY = env.str("ELEVENLABS_API_KEY", "")
ELEVENLABS_URL = env.str("ELEVENLABS_URL", "https://api.elevenlabs.io").rstrip("/")
ELEVENLABS_MODEL = one_of("ELEVENLABS_MODEL", "music_v1", ("music_v1", "music_v2", "music_v2_5"))
ELEVENLABS_LIMIT_S = within("ELEVENLABS_LIMIT_S", 600, 10, 7200)
ELEVENLABS_STEMS = env.bool("ELEVENLABS_STEMS", False)
"""Whether ElevenLabs separates its songs too, which it charges for."""

# -- accounts ---------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "library"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_SIGNUP_REDIRECT_URL = "create"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_USERNAME_VALIDATORS = "accounts.models.username_validators"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[BeatFlow] "
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_SESSION_REMEMBER = True
EMAIL_URL = env.str("EMAIL_URL", "consolemail://")
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"BeatFlow <beatflow@{SITE_HOST}>")
# On a laptop the confirmation link is only printed, so nobody is locked out for not finding it.
ACCOUNT_EMAIL_VERIFICATION = one_of(
    "EMAIL_VERIFICATION",
    "optional" if EMAIL_URL.startswith("consolemail") else "mandatory",
    ("none", "optional", "mandatory"),
)

# -- static files ---------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "beatflow_site.lib.finders.PackagesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "beatflow_site.lib.finders.HashedStorage"},
}

# -- safety ---------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, "blob:", "'wasm-unsafe-eval'"],
        "worker-src": [SELF, "blob:"],
        "media-src": [SELF, "blob:"],
        "connect-src": [SELF, "blob:"],
        "img-src": [SELF, "data:", "blob:"],
        "style-src": [SELF],
        "object-src": ["'none'"],
        "base-uri": [SELF],
        "frame-ancestors": ["'none'"],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", HTTPS)
SECURE_REDIRECT_EXEMPT = [r"^health(/ready)?$"]  # probes ask the process itself, without TLS
SECURE_HSTS_SECONDS = within("SECURE_HSTS_SECONDS", 31_536_000 if HTTPS else 0, 0, 63_072_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if env.bool("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # or every visitor's tries would count against the proxy's one address
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
UPLOAD_LIMIT_BYTES = within("UPLOAD_LIMIT_MB", 200, 1, 100_000) * 1_000_000
"""For one file."""
UPLOAD_LIMIT_S = within("UPLOAD_LIMIT_MIN", 15, 1, 600) * 60
REQUEST_LIMIT_BYTES = within("REQUEST_LIMIT_MB", 1_000, 1, 1_000_000) * 1_000_000
"""For everything that is sent at once: whoever sends more is told before it is all there."""

# -- logs ---------------------------------------------------------
UNDERSTANDING = one_of("UNDERSTANDING", "model", ("model", "rules"))

LOG_LEVEL = one_of("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname:<7} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {"django-q": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
