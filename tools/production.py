"""Production settings with invented secrets, for checks that look at settings and touch nothing."""

import base64
import json

from tools.keys import random_key

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "stalking_unit.settings.base",
    "SECRET_KEY": base64.b64encode(b"only for a check of the settings, and never for a service").decode(),
    "FIELD_KEYS": json.dumps({"current": "k1", "keys": {"k1": random_key()}, "index": random_key()}),
    "DB_HOST": "/nonexistent",
    "BROKER_URL": "redis://broker.invalid:6379/0",
    "ALLOWED_HOSTS": "unit.example",
    "SITE_URL": "https://unit.example",
    "PRIVATE_ROOT": "/nonexistent",
}
COMPOSE = {
    "APP_VERSION": "check",
    "SITE_ADDRESS": "unit.example",
    "EMAIL_HOST": "mail.example",
    "DEFAULT_FROM_EMAIL": "unit@unit.example",
    "SECRETS": "/nonexistent",
}
