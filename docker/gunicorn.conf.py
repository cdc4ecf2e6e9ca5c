"""gunicorn's settings, for the container and for the demonstration alike."""

import os

bind = os.environ.get("BIND", "0.0.0.0:8000")
preload_app = True
control_socket_disable = True
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = 4
timeout = 60
graceful_timeout = 20
max_requests = 2000
max_requests_jitter = 200
memory = "/dev/shm"  # noqa: S108
worker_tmp_dir = memory if os.access(memory, os.W_OK) else None
# The proxy keeps no access log with query strings, and neither do we; the audit trail says who read what.
accesslog = None
# gunicorn's own lines go where the product's go, and like them never say what an exception said.
logconfig_dict = {"loggers": {"gunicorn.error": {"level": "WARNING", "handlers": [], "propagate": True}}}
