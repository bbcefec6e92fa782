"""Asks the served portal, a bare Django view and a stock Wagtail site, as many visitors at once do.

Usage: ``python -m tests.benchmarks.served_run SITES ROUNDS SECONDS``, with the portal's database,
which ``tests.benchmarks.public_run`` has filled, in ``DATABASE_URL``, one for the stock site in
``STOCK_DATABASE_URL`` and a Redis in ``CACHE_URL``. Every one of them is served by two processes of
gunicorn with the configuration of production; rounds alternate, and the best of each counts. The
result is one line of JSON.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack

from tests.benchmarks.servers import Round, Server, load, serving
from tests.benchmarks.stock.filling import HOST as STOCK_HOST

PORTAL = "portal_network.wsgi:application"
MADE_ANEW = "tests.benchmarks.made_anew:application"
STOCK = "tests.benchmarks.stock.wsgi:application"
HELLO = "tests.benchmarks.hello:application"
SETTINGS = "tests.postgresql.served"
CONNECTIONS = 16
# Both processes must show a change, and go on to.
ANSWERS_IN_A_ROW = 20
PATIENCE = 60


def command(name: str, *arguments: str) -> dict:
    """Return how to start a module in a process of its own."""
    return {
        "args": [sys.executable, "-W", "ignore", "-m", name, *arguments],
        "env": os.environ | {"DJANGO_SETTINGS_MODULE": SETTINGS},
        "stdout": subprocess.PIPE, "encoding": "utf-8",
    }  # fmt: skip


def run_module(name: str, *arguments: str, given: str = "") -> str:
    """Run a module in a process of its own; return what it printed."""
    return subprocess.run(input=given, check=True, **command(name, *arguments)).stdout


def publish_to_visible(server: Server, words: dict) -> float:
    """Publish a change in another process; return after how many seconds all processes show it."""
    title = f"Bài đã sửa lúc {time.time_ns()}"
    began, shown, first = time.time(), 0, 0.0
    with subprocess.Popen(**command("tests.benchmarks.publish_one", title)) as publisher:
        while shown < ANSWERS_IN_A_ROW:
            _status, body = server.get(words["host"], words["address"])
            moment = time.time()
            is_shown = title.encode() in body
            first = moment if is_shown and not shown else first
            shown = shown + 1 if is_shown else 0
            assert moment - began < PATIENCE, "it is not shown"
        published_at = float(publisher.communicate()[0])
    return first - published_at


def measure(sites: int, rounds: int, seconds: int) -> dict:
    """Start all servers and ask them in turn."""
    text = run_module("tests.benchmarks.portal_words")
    words = json.loads(text)
    stock = json.loads(run_module("tests.benchmarks.stock.filling", str(sites), given=text))
    host = words["host"]
    with ExitStack() as stack:
        state = stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-benchmark-"))
        common = {"PORTAL_STATE_DIR": state, "LOG_LEVEL": "ERROR"}
        own = common | {"DJANGO_SETTINGS_MODULE": SETTINGS}
        serve = stack.enter_context
        keeping = serve(serving(PORTAL, host, **own, PAGE_CACHE="shared"))
        making = serve(serving(MADE_ANEW, host, **own, PAGE_CACHE="process"))
        plain = serve(serving(STOCK, STOCK_HOST, **common))
        hello = serve(serving(HELLO, "localhost", **common))
        asked = {
            "hello": (hello, "localhost", "/"),
            "kept": (keeping, host, words["address"]),
            "stock article": (plain, STOCK_HOST, stock["article"]),
            "article": (making, host, words["address"]),
            "stock home": (plain, STOCK_HOST, "/"),
            "home": (making, host, "/"),
        }
        sizes = {}
        for name, (server, of, path) in asked.items():
            status, body = server.get(of, path)
            assert status == 200, name
            sizes[name] = len(body)
        taken: dict[str, list[Round]] = {name: [] for name in asked}
        for _round in range(rounds):
            for name, (server, of, path) in asked.items():
                taken[name].append(
                    load(f"{server.url}{path}", of, server.process.pid,
                         seconds=seconds, connections=CONNECTIONS)
                )  # fmt: skip
        return {
            "sites": stock["sites"],
            "start": round(making.seconds, 2),
            "memory": round(max(keeping.memory(), making.memory()), 1),
            "stock memory": round(plain.memory(), 1),
            "publish to visible": round(publish_to_visible(keeping, words), 2),
            "served": {
                name: {
                    "rate": round(max(one.rate for one in found), 1),
                    "p99": round(min(one.p99 for one in found), 2),
                    "work": round(min(one.work for one in found)),
                    "bytes": sizes[name],
                }
                for name, found in taken.items()
            },
        }


if __name__ == "__main__":
    print(json.dumps(measure(*map(int, sys.argv[1:]))))
