"""What the application may do with every table that the owner makes from here on. Runs before any table is made."""

from django.db import migrations

FORWARDS = """
GRANT USAGE ON SCHEMA public TO su_app, su_audit_reader;
GRANT SELECT ON django_migrations TO su_app;

ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO su_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO su_app;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO su_app;

CREATE FUNCTION app_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.user', true), '')::uuid $$;
COMMENT ON FUNCTION app_user() IS 'Who this transaction says is acting; null when nobody is named.';
"""

BACKWARDS = """
DROP FUNCTION app_user();

ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE EXECUTE ON FUNCTIONS FROM su_app;
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE USAGE, SELECT ON SEQUENCES FROM su_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLES FROM su_app;

REVOKE SELECT ON django_migrations FROM su_app;
REVOKE USAGE ON SCHEMA public FROM su_app, su_audit_reader;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    run_before = [("contenttypes", "0001_initial"), ("sessions", "0001_initial"), ("axes", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
