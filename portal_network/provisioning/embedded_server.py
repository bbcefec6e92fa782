"""Serves the portal from the running process: no second start of the interpreter."""

from gunicorn.app.base import BaseApplication

THREADS = 8


class EmbeddedServer(BaseApplication):
    """One worker with threads: the in-process cache and SQLite want a single process."""

    def __init__(self, application, bind: list[str]) -> None:
        self.application = application
        self.bind = bind
        super().__init__()

    def load_config(self) -> None:
        """Set what gunicorn's own configuration file would."""
        self.cfg.set("bind", self.bind)
        self.cfg.set("workers", 1)
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("threads", THREADS)
        self.cfg.set("accesslog", None)
        self.cfg.set("loglevel", "warning")
        self.cfg.set("control_socket_disable", True)

    def load(self):
        """Return the application that this process has loaded already."""
        return self.application
