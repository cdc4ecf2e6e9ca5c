# The product in one image, run as web, worker, beat or migrate by its command. Nothing in it can be written to.
ARG PYTHON_IMAGE=python:3.13-slim-bookworm
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS pages
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY frontend/ frontend/
RUN npm run build

FROM ${PYTHON_IMAGE} AS packages
ENV UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_PYTHON_DOWNLOADS=never
WORKDIR /app
COPY requirements-boot.lock requirements-prod.lock ./
RUN python3 -m venv /opt/uv \
 && /opt/uv/bin/pip install --no-cache-dir --require-hashes -r requirements-boot.lock \
 && /opt/uv/bin/uv venv --python python3 /app/.venv \
 && /opt/uv/bin/uv pip install --no-cache --require-hashes --python /app/.venv/bin/python -r requirements-prod.lock

FROM packages AS product
ENV DJANGO_SETTINGS_MODULE=stalking_unit.settings.base
COPY manage.py ./
COPY stalking_unit/ stalking_unit/
COPY cases/ cases/
COPY risk/ risk/
COPY interventions/ interventions/
COPY templates/ templates/
COPY docker/gunicorn.conf.py docker/healthcheck.py docker/init-secrets docker/
COPY --from=pages /src/static/dist static/dist
# Collecting files needs settings that load; the secrets made for that open nothing and are thrown away.
RUN docker/init-secrets /tmp/secrets \
 && SECRET_KEY_FILE=/tmp/secrets/secret_key FIELD_KEYS_FILE=/tmp/secrets/field_keys BROKER_URL_FILE=/tmp/secrets/broker_url \
    ALLOWED_HOSTS=build SITE_URL=build PRIVATE_ROOT=/nonexistent .venv/bin/python manage.py collectstatic --no-input \
 && .venv/bin/python -m compileall -q stalking_unit cases risk interventions \
 && rm -r /tmp/secrets docker/init-secrets

FROM ${PYTHON_IMAGE} AS runtime
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --system --gid 10001 app \
 && useradd --system --uid 10001 --gid app --home-dir /nonexistent --no-create-home app \
 && install --directory --owner 10001 --group 10001 --mode 0700 /var/lib/stalking-unit
ENV PATH=/app/.venv/bin:$PATH \
    DJANGO_SETTINGS_MODULE=stalking_unit.settings.base \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    XDG_CACHE_HOME=/tmp/cache
WORKDIR /app
COPY --from=product --chown=root:root /app /app
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "docker/healthcheck.py", "web"]
CMD ["gunicorn", "stalking_unit.wsgi:application", "--config", "docker/gunicorn.conf.py"]
