#!/bin/sh
# What the container does: `serve` (the default), `manage COMMAND …`, or any other program.
set -eu

case "${1:-serve}" in
    serve)
        exec gunicorn --config deploy/gunicorn.conf.py portal_network.wsgi:application
        ;;
    manage)
        shift
        exec python manage.py "$@"
        ;;
    *)
        exec "$@"
        ;;
esac
