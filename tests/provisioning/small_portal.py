"""Runs ``manage.py`` with a province of two communes and plain pictures, to start in seconds.

Started by tests as a process of its own, with the settings that ``make run`` uses.
"""

import os
import sys
from io import BytesIO

import django
from django.core.management import execute_from_command_line
from django_scopes import scopes_disabled
from PIL import Image


def plain_picture(key: str) -> bytes:
    """Return a small JPEG: the drawn ones take most of the time of a first start."""
    stream = BytesIO()
    Image.new("RGB", (320, 180), "#7a8f6a").save(stream, "JPEG")
    return stream.getvalue()


def main() -> None:
    """Shorten the list of units, then do as ``manage.py`` does."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal_network.settings.dev"
    django.setup()
    from portal_network.provisioning import sample_media, units

    two = (units.commune("05986"), units.commune("06004"))
    units.communes_of = lambda province_code: two
    sample_media.draw_once = plain_picture
    with scopes_disabled():
        execute_from_command_line(["manage.py", *sys.argv[1:]])


if __name__ == "__main__":
    main()
