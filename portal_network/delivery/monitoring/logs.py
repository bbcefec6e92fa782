"""Log lines as JSON, each with the request that it belongs to and without personal data."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

# The identity of the request that is being answered; empty outside of requests.
request_id: ContextVar[str] = ContextVar("request_id", default="")

MASK = "***"
# What names people: addresses of e-mail, numbers of identity cards and telephones, network
# addresses, and what stands in the query of an address.
PERSONAL = (
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    re.compile(r"(?<![\w.])\+?\d(?:[ .-]?\d){8,14}(?![\w])"),
    re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])"),
    re.compile(r"(?<=\?)[^\s\"'<>?]*=[^\s\"'<>]*"),
)


def without_personal_data(text: str) -> str:
    """Return a text in which whatever may name a person is masked."""
    for pattern in PERSONAL:
        text = pattern.sub(MASK, text)
    return text


class RequestFilter(logging.Filter):
    """Adds the identity of the request to each record, for any formatter."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, with ``request_id``."""
        record.request_id = request_id.get() or "-"
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object per line, as collectors of logs read it (RFC 8259, times RFC 3339)."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as an object; what is raised stands below ``exception``."""
        line = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname,
            "logger": record.name,
            "message": without_personal_data(record.getMessage()),
            "process": record.process,
        }
        if identity := request_id.get():
            line["request_id"] = identity
        if record.exc_info:
            line["exception"] = without_personal_data(self.formatException(record.exc_info))
        if record.stack_info:
            line["stack"] = without_personal_data(record.stack_info)
        return json.dumps(line, ensure_ascii=False)
