"""The database knows who acts, for one transaction at a time."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_the_product_runs_as_a_role_that_owns_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("su_app", False, False)
