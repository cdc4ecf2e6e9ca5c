"""The test settings with Django's own admin beside the product: for `./run bench`, to have something to compare."""

from stalking_unit.settings import test
from stalking_unit.settings.test import *  # noqa: F403

INSTALLED_APPS = [*test.INSTALLED_APPS, "django.contrib.admin.apps.SimpleAdminConfig"]
ROOT_URLCONF = "tools.rival"
