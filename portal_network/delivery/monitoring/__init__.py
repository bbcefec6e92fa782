"""What the running portal tells about itself: readiness, figures, log lines. See
docs/monitoring.md."""
