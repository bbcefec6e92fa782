# The portal as one image: built with pip, run without it, by a user without rights.
#
# Debian's own Python, which Debian mends for as long as the rest, and the one of the tests. Behind a
# mirror of packages: --secret id=pip,src=/etc/pip.conf and, for its certificate,
# --secret id=certificates,src=/etc/ssl/certs/ca-certificates.crt. Neither stays in the image.

ARG BASE=debian:bookworm-slim

# hadolint ignore=DL3006
FROM ${BASE} AS builder

# hadolint ignore=DL3008
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3 python3-pip \
    && rm -rf /var/lib/apt/lists/*
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1 \
    PYTHONDONTWRITEBYTECODE=1
WORKDIR /app

# Alone first, so that a change of the sources does not install everything again. pillow-heif goes
# again: Wagtail runs without it, and its wheel carries a library under the GPL.
COPY requirements.txt ./
RUN --mount=type=secret,id=pip,target=/etc/pip.conf \
    --mount=type=secret,id=certificates,target=/etc/ssl/certs/ca-certificates.crt \
    python3 -m venv --without-pip /opt/portal \
    && pip --python /opt/portal/bin/python install --no-compile --only-binary :all: --require-hashes \
        --requirement requirements.txt \
    && pip --python /opt/portal/bin/python uninstall --yes pillow-heif

COPY . ./
# With the settings of an embedded installation, which needs none; their key does not stay here.
# The compiled files hold whatever clock the files are given later.
RUN DJANGO_SETTINGS_MODULE=portal_network.settings.dev \
    PORTAL_STATE_DIR=/tmp/state \
    STATIC_ROOT=/app/static-root \
    /bin/sh -c '/opt/portal/bin/python manage.py compile_translations \
        && /opt/portal/bin/python manage.py collectstatic --noinput --verbosity 0' \
    && /opt/portal/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash /app /opt/portal/lib


# hadolint ignore=DL3006
FROM ${BASE}

# Certificates for stores and mail servers; Tesseract reads scans. Debian's packages carry no pinned
# version: what Debian mends must reach the next image by itself.
# hadolint ignore=DL3008
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        ca-certificates python3 tesseract-ocr tesseract-ocr-vie \
    && apt-get clean && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 portal \
    && useradd --uid 10001 --gid portal --home-dir /var/lib/portal --create-home portal \
    && install --directory --owner portal --group portal --mode 0700 /backups

COPY --from=builder /opt/portal /opt/portal
COPY --from=builder /app /app

ENV PATH=/opt/portal/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=portal_network.settings.production \
    PORTAL_STATE_DIR=/var/lib/portal \
    STATIC_ROOT=/app/static-root \
    PORT=8000
WORKDIR /app
USER 10001:10001
EXPOSE 8000

HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "/app/deploy/healthcheck.py"]

ENTRYPOINT ["/bin/sh", "/app/deploy/entrypoint.sh"]
CMD ["serve"]
