"""The icon set: shapes on a grid of 24 by 24, drawn for this project.

Strokes and fills come from the stylesheet (``.icon``), so that an icon takes the colour of the
text beside it. Shapes marked with class ``f`` are filled.
"""

from django.utils.safestring import SafeString, mark_safe


def _path(d: str) -> SafeString:
    return mark_safe(f'<path d="{d}"/>')


def _both(lines: str, filled: str) -> SafeString:
    return mark_safe(f'<path d="{lines}"/><path class="f" d="{filled}"/>')


_SHEET = "M6 3h8l5 5v13H6zM14 3v5h5"

ICONS: dict[str, SafeString] = {
    # Moving about
    "search": _path("M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5 21 21"),
    "menu": _path("M4 6h16M4 12h16M4 18h16"),
    "close": _path("M5 5l14 14M19 5 5 19"),
    "down": _path("M6 9l6 6 6-6"),
    "next": _path("M9 5l7 7-7 7"),
    "previous": _path("M15 5l-7 7 7 7"),
    "home": _path("M3 11l9-8 9 8M5.5 9v11h13V9M10 20v-6h4v6"),
    "external": _path("M14 4h6v6M20 4 10 14M17 14v6H4V7h6"),
    # Tasks
    "procedures": _path("M8 4.5H5V21h14V4.5h-3M8 3h8v4H8zM8.5 13.5l2.5 2.5 4.5-5"),
    "documents": _path(f"{_SHEET}M9 12.5h7M9 16.5h7"),
    "ask": _both(
        "M4 4h16v12.5h-8L7.5 20.5v-4H4zM9.7 8.2c.3-1.2 1.2-1.8 2.4-1.8 1.3 0 2.3.8 2.3 2 0 1.8-2.4"
        " 1.8-2.4 3.6",
        "M12 14.8a.9.9 0 1 1 0-1.8.9.9 0 0 1 0 1.8z",
    ),
    "report": _path("M4 10v4h3l9 4.5v-13L7 10zM7 14l1.5 6h3L10 15.5M19 9.5c1.3 1.4 1.3 3.6 0 5"),
    "reception": _path(
        "M8 10.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 19.5v-2a4 4 0 0 1 4-4h3a4 4 0 0 1 4 4v2zM16 "
        "10.5a2.6 2.6 0 1 0 0-5.2M17 13.6a4 4 0 0 1 4.5 3.9v2H17"
    ),
    "contacts": _path(
        "M5 3h14v18H5zM3 8h3.5M3 12h3.5M3 16h3.5M12.5 11.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM9 16.5c0-2 "
        "1.5-3 3.5-3s3.5 1 3.5 3"
    ),
    # Reaching an authority
    "phone": _path(
        "M6.5 3.5 9.5 3l1.8 4.6-2.2 1.8c.9 2.2 2.4 3.9 4.7 5.2l2.2-2 4.2 2.5-.9 3.4c-.3 1-1.2 "
        "1.6-2.2 1.4C9.6 18.6 4.8 13 4.8 5.7c0-1 .7-2 1.7-2.2z"
    ),
    "mail": _path("M3 5.5h18v13H3zM3.5 6l8.5 7 8.5-7"),
    "place": _path(
        "M12 21.5c-4.3-4.6-6.5-8.2-6.5-11.2a6.5 6.5 0 0 1 13 0c0 3-2.2 6.6-6.5 11.2zM12 12.8a2.6 "
        "2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2z"
    ),
    "clock": _path("M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 7.5V12l3.5 2"),
    "person": _path("M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c0-4 3-6 7.5-6s7.5 2 7.5 6z"),
    "building": _path("M3 20.5h18M4.5 9h15L12 3.5zM6 9v8.5M10 9v8.5M14 9v8.5M18 9v8.5M4.5 17.5h15"),
    # What one can do with a text
    "print": _path("M7 9V3.5h10V9M7 17H3.5V9h17v8H17M7 14h10v6.5H7z"),
    "save": _path("M12 3.5V15M7 10.5l5 5 5-5M4 16v4.5h16V16"),
    "share": _path(
        "M17.5 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM6.5 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 "
        "5zM17.5 21a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8.7 10.7l6.6-3.9M8.7 13.3l6.6 3.9"
    ),
    "feed": _both(
        "M5 11.5a7.5 7.5 0 0 1 7.5 7.5M5 5a14 14 0 0 1 14 14",
        "M6.5 15.8a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z",
    ),
    "file": _path(_SHEET),
    "folder": _path("M3 5.5h6.5l2 2.5H21v11.5H3z"),
    "calendar": _path("M4 5.5h16v15H4zM4 10h16M8 3v5M16 3v5"),
    "contrast": _both("M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z", "M12 3a9 9 0 0 1 0 18z"),
    "image": _path("M3.5 4.5h17v15h-17zM3.5 16l5-5 4.5 4.5 2.5-2.5 5 4.5M15.5 8.2v.6"),
    "video": _both("M3.5 5h17v14h-17z", "M10 8.8v6.4l5-3.2z"),
    "map": _path("M9 4 3.5 6v14L9 18l6 2 5.5-2V4L15 6zM9 4v14M15 6v14"),
    # Levels of notices
    "info": _both(
        "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 11v5.5",
        "M12 8.7a1 1 0 1 1 0-2 1 1 0 0 1 0 2z",
    ),
    "warning": _both("M12 3.5 22 20.5H2zM12 10v5", "M12 18.4a1 1 0 1 1 0-2 1 1 0 0 1 0 2z"),
    "danger": _both(
        "M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM12 7.5V13",
        "M12 17a1 1 0 1 1 0-2 1 1 0 0 1 0 2z",
    ),
    "success": _path("M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM8 12.2l2.8 2.8 5-5.5"),
    # Ways to share
    "facebook": _path("M15.5 4H14c-1.8 0-3 1.2-3 3v13.5M8 11.5h6.5"),
    "zalo": _path("M4 4h16v12.5h-8L7.5 20.5v-4H4zM9 7.5h6l-6 6h6"),
    "x": _path("M5 4.5h3.5L19 19.5h-3.5zM18.5 4.5 13 10.7M10.8 13.3l-5.3 6.2"),
    "email": _path("M3 5.5h18v13H3zM3.5 6l8.5 7 8.5-7"),
}
