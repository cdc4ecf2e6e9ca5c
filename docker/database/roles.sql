-- The three roles of the product, made once per cluster by a superuser: the launcher here, the database container there.
-- su_owner owns the tables and only migrates. su_app is the product: it owns nothing and bypasses nothing.
-- su_audit_reader may read the trail; su_app becomes it deliberately, for one transaction, and never by default.
CREATE ROLE su_owner LOGIN;
CREATE ROLE su_app LOGIN;
CREATE ROLE su_audit_reader NOLOGIN;
GRANT su_audit_reader TO su_app WITH INHERIT FALSE, SET TRUE;
