"""The tests run as the product does: in a database of their own, with the application's rights."""

import pytest
from django.conf import settings
from django.db import connection


@pytest.mark.django_db
def test_tests_run_as_the_application_in_the_test_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        assert cursor.fetchone() == ("su_app", settings.DATABASES["owner"]["TEST"]["NAME"])
