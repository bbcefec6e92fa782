"""QR codes as inline SVG, drawn here: no page asks another host for a picture (R84)."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_code(address: str, title: str) -> SafeString:
    """Return the code of an address as SVG without a size of its own; black on white in any theme.

    Correction level M survives a fold or a stain on the paper.
    """
    drawn = segno.make(address, error="m", micro=False)
    return mark_safe(
        drawn.svg_inline(
            omitsize=True, border=4, light="#fff", dark="#000", svgclass="qr", lineclass=None,
            title=title,
        )
    )  # fmt: skip
