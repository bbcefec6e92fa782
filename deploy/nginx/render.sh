#!/bin/sh
# Writes nginx's configuration of the edge: `sh deploy/nginx/render.sh DIRECTORY`.
#
# Fills portal.conf and site.conf into DIRECTORY from the templates beside this script, and copies
# the pages that nginx answers by itself. Values come from the environment:
#
#   EDGE_HOSTS            names of the sites, as in server_name (required): ".langson.gov.vn"
#   EDGE_CERTIFICATE      chain of certificates (required), EDGE_CERTIFICATE_KEY its key (required)
#   EDGE_UPSTREAM         where the application listens (127.0.0.1:8000, or unix:/path)
#   EDGE_STATIC           its STATIC_ROOT (/srv/portal/static)
#   EDGE_COPIES           its EDGE_COPIES_ROOT (/srv/portal/copies)
#   EDGE_CACHE            where pages and pictures are kept (/var/cache/nginx/portal)
#   EDGE_CACHE_SIZE       how much of each (4g)
#   EDGE_UPLOAD_SIZE      largest upload of staff, a little above FILE_MAX_MEGABYTES (210m)
#   EDGE_LOGS             folder of the logs (/var/log/nginx)
#   EDGE_ACME             root of the answers to ACME's challenges (/var/www/acme)
#   EDGE_HTTP_PORT, EDGE_HTTPS_PORT     80 and 443
#   EDGE_MODULES          nginx's modules (/usr/lib/nginx/modules); brotli is used where it is there
set -eu

target=$1
source=$(dirname "$0")
: "${EDGE_HOSTS:?names of the sites}" "${EDGE_CERTIFICATE:?}" "${EDGE_CERTIFICATE_KEY:?}"

mkdir -p "$target/pages"
EDGE_FOLDER=$(cd "$target" && pwd)
EDGE_BROTLI=""
if [ -e "${EDGE_MODULES:-/usr/lib/nginx/modules}/ngx_http_brotli_static_module.so" ]; then
    EDGE_BROTLI="include $EDGE_FOLDER/brotli.conf;"
fi

# A value is put in as it is, whatever stands in it.
quoted() {
    printf '%s' "$1" | sed 's/[\\&|]/\\&/g'
}

fill() {
    sed \
        -e "s|\${EDGE_HOSTS}|$(quoted "$EDGE_HOSTS")|g" \
        -e "s|\${EDGE_CERTIFICATE}|$(quoted "$EDGE_CERTIFICATE")|g" \
        -e "s|\${EDGE_CERTIFICATE_KEY}|$(quoted "$EDGE_CERTIFICATE_KEY")|g" \
        -e "s|\${EDGE_UPSTREAM}|$(quoted "${EDGE_UPSTREAM:-127.0.0.1:8000}")|g" \
        -e "s|\${EDGE_STATIC}|$(quoted "${EDGE_STATIC:-/srv/portal/static}")|g" \
        -e "s|\${EDGE_COPIES}|$(quoted "${EDGE_COPIES:-/srv/portal/copies}")|g" \
        -e "s|\${EDGE_CACHE}|$(quoted "${EDGE_CACHE:-/var/cache/nginx/portal}")|g" \
        -e "s|\${EDGE_CACHE_SIZE}|$(quoted "${EDGE_CACHE_SIZE:-4g}")|g" \
        -e "s|\${EDGE_UPLOAD_SIZE}|$(quoted "${EDGE_UPLOAD_SIZE:-210m}")|g" \
        -e "s|\${EDGE_LOGS}|$(quoted "${EDGE_LOGS:-/var/log/nginx}")|g" \
        -e "s|\${EDGE_ACME}|$(quoted "${EDGE_ACME:-/var/www/acme}")|g" \
        -e "s|\${EDGE_HTTP_PORT}|$(quoted "${EDGE_HTTP_PORT:-80}")|g" \
        -e "s|\${EDGE_HTTPS_PORT}|$(quoted "${EDGE_HTTPS_PORT:-443}")|g" \
        -e "s|\${EDGE_FOLDER}|$(quoted "$EDGE_FOLDER")|g" \
        -e "s|\${EDGE_BROTLI}|$(quoted "$EDGE_BROTLI")|g" \
        "$1"
}

mkdir -p "${EDGE_CACHE:-/var/cache/nginx/portal}"
fill "$source/portal.conf.template" >"$target/portal.conf"
fill "$source/site.conf.template" >"$target/site.conf"
cp "$source/brotli.conf" "$source/tls.conf" "$target/"
cp "$source"/pages/*.html "$target/pages/"
