#!/bin/sh
# What the container does: `serve` (the default), `work`, `manage COMMAND …`, or any other program.
set -eu

case "${1:-serve}" in
    serve)
        # Visitors wait; what takes longer is cut off. Workers and commands have no limit.
        export DATABASE_STATEMENT_SECONDS="${DATABASE_STATEMENT_SECONDS:-30}"
        exec gunicorn --config deploy/gunicorn.conf.py portal_network.wsgi:application
        ;;
    work)
        shift
        exec python manage.py work "$@"
        ;;
    manage)
        shift
        exec python manage.py "$@"
        ;;
    *)
        exec "$@"
        ;;
esac
