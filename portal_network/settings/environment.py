"""The one reader of the process environment: what an operator may change passes through here."""

from pathlib import Path

import environ

PROJECT_ROOT = Path(__file__).resolve().parent.parent.parent

env = environ.Env()

# Everything that the running portal writes on an embedded installation lives under one folder,
# so that backing it up or throwing it away is one step.
STATE_DIR = Path(env.str("PORTAL_STATE_DIR", default=str(PROJECT_ROOT / "var")))
