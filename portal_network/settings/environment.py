"""The one reader of the process environment: what an operator may change passes through here."""

from pathlib import Path

import environ

PROJECT_ROOT = Path(__file__).resolve().parent.parent.parent


class Environment(environ.Env):
    """Notes which values cannot be read and goes on, so that all of them are told at once."""

    def __init__(self) -> None:
        super().__init__()
        self.problems: dict[str, str] = {}

    def get_value(self, var, cast=None, default=environ.Env.NOTSET, parse_default=False):
        """Return the value of a variable; its default where it cannot be read as ``cast``."""
        self.problems.pop(var, None)
        try:
            return super().get_value(var, cast, default, parse_default)
        except (TypeError, ValueError):
            if default is self.NOTSET:
                raise
            # Without the value, which may be a secret.
            self.problems[var] = f"{var} cannot be read as {getattr(cast, '__name__', 'text')}."
            return default


env = Environment()

# Everything that the running portal writes on an embedded installation lives under one folder,
# so that backing it up or throwing it away is one step.
STATE_DIR = Path(env.str("PORTAL_STATE_DIR", default=str(PROJECT_ROOT / "var")))
