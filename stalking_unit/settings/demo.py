"""The demonstration on one's own machine: plain HTTP on the loopback, people to be, mail in a folder."""

import os
from pathlib import Path

os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost")

from stalking_unit.settings.base import *

DEMO = True
ACCOUNT_LOGOUT_REDIRECT_URL = "demo_people"

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SECURE_PROXY_SSL_HEADER = None
SESSION_COOKIE_NAME = "sid"
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_SECURE = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = Path(os.environ.get("MAIL_ROOT", PRIVATE_ROOT / "mail"))

# A story that ends days after it began moves the clock, and does not wait a minute for the timetable.
CLOCK_FILE = Path(os.environ["CLOCK_FILE"]) if "CLOCK_FILE" in os.environ else None
TIMETABLE_SECONDS = float(os.environ.get("TIMETABLE_SECONDS", "60"))

# The worker tells the lighter cases after the stories, and what was left when the demonstration was stopped.
CELERY_IMPORTS = ("interventions.management.demo.tasks",)
TIMETABLE_ALSO = {"tell the rest": "interventions.management.demo.tasks.tell_the_rest"}
