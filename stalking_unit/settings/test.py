"""Tests: migrations as the owner, everything else as the application's own role, as in production."""

import os
import tempfile

os.environ |= {
    "SECRET_KEY": "for tests only, and long enough to satisfy the checks that count its characters",
    "FIELD_KEYS": (
        '{"current": "k2", "keys": {"k1": "MTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTE=",'
        ' "k2": "MjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjI="},'
        ' "index": "aWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWk="}'
    ),
    "DB_OWNER": "su_owner",
    "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
    "SITE_URL": "https://unit.example",
}
os.environ.setdefault("BROKER_URL", "memory://")
# Tests that run side by side share no row and no file.
BESIDE = "".join(f"_{name}" for name in [os.environ.get("PYTEST_XDIST_WORKER")] if name)
os.environ.setdefault("PRIVATE_ROOT", os.path.join(tempfile.gettempdir(), f"stalking-unit-tests-{os.getuid()}{BESIDE}"))

from stalking_unit.settings.base import *

DATABASES["owner"]["TEST"] = {
    "NAME": f"test_stalking_unit{BESIDE}",
    "TEMPLATE": os.environ.get("DB_TEMPLATE"),
    "DEPENDENCIES": [],
}
DATABASES["default"]["TEST"] = {"MIRROR": "owner"}

SECURE_SSL_REDIRECT = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WHITENOISE_AUTOREFRESH = True  # look for each file when asked: nothing is collected for a test
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
