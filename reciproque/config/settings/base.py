"""What is true everywhere: under test, on a laptop, in production."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

ROOT = Path(__file__).parents[3]

APPS = [
    "core",
    "office",
    "journal",
    "notices",
    "jobs",
    "search",
    "territories",
    "references",
    "organisations",
    "accounts",
    "contracts",
    "framework",
    "enquiries",
    "monitoring",
    "governance",
    "partners",
    "evaluation",
    "intake",
    "overview",
    "publication",
    "demo",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "csp",
    "axes",
    *(f"reciproque.{app}" for app in APPS if (ROOT / "reciproque" / app / "apps.py").exists()),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "reciproque.accounts.views.presence.PresenceMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "reciproque.core.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "reciproque.config.urls"
WSGI_APPLICATION = "reciproque.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["reciproque.core.typography.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "reciproque.core.frame.frame",
            ],
            "builtins": ["reciproque.core.templatetags.reciproque"],
        },
    }
]
SET_SPACES = True  # no-break ones, in the words of templates
FORM_RENDERER = "reciproque.core.inputs.Renderer"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "reciproque.accounts.rules.passwords.GuessableValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "/"

SESSION_ENGINE = "django.contrib.sessions.backends.db"  # a closed session is dead at once, for all processes
SESSION_COOKIE_AGE = 12 * 3600  # without a sign of life; each visit that is noted begins it anew
TRUSTED_PROXIES = 0  # how many proxies of ours stand before the house and add to X-Forwarded-For

AXES_HANDLER = "reciproque.accounts.rules.lockout.WeighingHandler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "username", "ip_address"]  # weighed by the handler
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # knocking on a shut door does not keep it shut
AXES_LOCKOUT_CALLABLE = "reciproque.accounts.views.signing_in.locked_out"
AXES_CLIENT_IP_CALLABLE = "reciproque.accounts.access.lockout_address"
AXES_USERNAME_FORM_FIELD = "username"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "email", "password", "current", "code", "next"]
AXES_DISABLE_ACCESS_LOG = True  # the journal and the list of visits say it
AXES_VERBOSE = False

LANGUAGE_CODE = "fr"  # without LocaleMiddleware: the house speaks French to every browser
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "reciproque.accounts.views.signing_in.stale_form"

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a review page or a grid has thousands of fields
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # what is larger goes to the disk while it arrives
FILE_UPLOAD_HANDLERS = [
    "reciproque.core.uploads.BoundedUploads",  # first: what is beyond the limit reaches no disk
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "reciproque.core.uploads.UploadsInStore",
]
UPLOAD_LIMIT = 50 * 1024 * 1024  # bytes of one uploaded document
READING_MEMORY = 500  # megabytes of the process in which one document is read
READING_SECONDS = 120  # of processor that it may take; three times as many by the clock

DEFAULT_FROM_EMAIL = "Réciproque <ne-pas-repondre@reciproque.example>"

INSTANCE_NAME = "Réciproque"
INSTANCE_ADDRESS = "http://localhost:8000"
INSTANCE_PUBLISHER = ""  # these three are said in the legal notice
INSTANCE_CONTACT = ""
INSTANCE_HOST = ""
DEMO = False  # offers the accounts of the demo city on the sign-in page
DEMO_PASSWORD = "demonstration"  # noqa: S105 -- of invented persons, shown on the sign-in page of the demo

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"hide_secrets": {"()": "reciproque.config.logs.HideSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["hide_secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

SMALL_COUNTS = 5  # people: what counts fewer of them is not told to everybody; 0 tells all
OPEN_DATA_FOLDER = ""  # where a web server of one's own finds the files of open data
