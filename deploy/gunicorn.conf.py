"""Gunicorn's settings in production; each can be changed through the environment.

``PORT`` (8000), ``WEB_CONCURRENCY`` (processes: one per core and one more), ``WEB_THREADS``
(threads of a process: 4), ``WEB_TIMEOUT`` (seconds until a stuck process is replaced: 30),
``WEB_MAX_REQUESTS`` (after which a process is replaced: about 20,000; 0: never), and
``FORWARDED_ALLOW_IPS`` (addresses of the web servers in front whose word on the scheme is taken).
"""

import gc
import os
import tempfile
from pathlib import Path

bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", (os.cpu_count() or 1) + 1))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = int(os.environ.get("WEB_TIMEOUT", "30"))
graceful_timeout = timeout
# Longer than the web server in front keeps an idle connection, so that it never meets a closed one.
keepalive = 75
# The code is loaded once and its memory shared by all processes.
preload_app = True
# Memory that a library fails to return is returned with the process, one process at a time.
max_requests = int(os.environ.get("WEB_MAX_REQUESTS", "20000"))
max_requests_jitter = max_requests // 10
# A beat written to a slow disk would look like a stuck process.
if Path("/dev/shm").is_dir():
    worker_tmp_dir = "/dev/shm"
# Nobody steers a container's processes from within.
control_socket_disable = True
# The web server in front logs requests; errors go to standard error.
accesslog = None
errorlog = "-"

# Each process keeps its figures here, so that whoever asks one gets those of all.
if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(
        prefix="portal-figures-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None
    )


def child_exit(server, worker):
    """Let the figures of a process that ended count no longer as those of a living one."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)


def when_ready(server):
    """Keep the collector of unused objects away from what processes share, which it would copy."""
    gc.collect()
    gc.freeze()
