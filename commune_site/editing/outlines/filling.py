"""Fills the form of a page with an outline; what an officer wrote stays."""

from django.http import HttpRequest

from commune_site.editing.outlines.reading import Outline, outlines_for

# Names the outline in the address of a form; EMPTY asks for a form without any.
PARAMETER = "mau"
EMPTY = "trong"
# Set on the page below which a new one is made, for Wagtail's signal brings no request.
ASKED_FOR = "_asked_for_outline"
# Set on a page whose form shows an outline that is not saved.
BEGUN_WITH = "_begun_with"


def asked_for(request: HttpRequest) -> str:
    """Return the key in the address of a form; forms that are sent hold their own text."""
    return request.GET.get(PARAMETER, "") if request.method == "GET" else ""


def remember_choice(request: HttpRequest, parent, page_class: type) -> None:
    """Keep the choice of the address until Wagtail has made the page (``before_create_page``)."""
    setattr(parent, ASKED_FOR, asked_for(request))


def begin_new_page(sender, page, parent, **kwargs) -> None:
    """Fill the form of a new page: with the outline asked for, or with the one that opens there."""
    if not hasattr(page, "inherit_place"):
        return
    if not page.province_id:
        page.inherit_place(parent)
    key = getattr(parent, ASKED_FOR, "")
    offered = outlines_for(page)
    chosen = next((one for one in offered if (one.key == key if key else one.opens)), None)
    if chosen:
        fill(page, chosen)


def begin_empty_page(request: HttpRequest, page) -> None:
    """Fill the form of a page without text with the outline asked for (``before_edit_page``)."""
    key = asked_for(request)
    chosen = next((one for one in outlines_for(page) if one.key == key), None)
    if chosen and is_unwritten(page):
        fill(page, chosen)


def is_unwritten(page) -> bool:
    """Tell whether nothing stands yet where an outline would stand."""
    if hasattr(page, "take_rows"):
        return not page.pk
    return not any(getattr(page, name, None) for name in ("body", "steps", "papers"))


def fill(page, outline: Outline) -> None:
    """Write an outline into the empty fields of a page, which is not saved."""
    tenant = page.tenant
    place = tenant.name[:1].lower() + tenant.name[1:]

    def said(value):
        if isinstance(value, str):
            return value.replace("{authority}", tenant.authority_name).replace("{place}", place)
        if isinstance(value, dict):
            return {key: said(one) for key, one in value.items()}
        return [said(one) for one in value] if isinstance(value, list) else value

    for name, blocks in outline.streams.items():
        if not getattr(page, name):
            block = page._meta.get_field(name).stream_block
            raw = [_raw(kind, said(value)) for one in blocks for kind, value in one.items()]
            setattr(page, name, block.to_python(raw))
    if outline.rows:
        page.take_rows(said(list(outline.rows)))
    setattr(page, BEGUN_WITH, outline.key)


def _raw(kind: str, value) -> dict:
    if kind == "table":
        value = {"data": value, "first_row_is_table_header": True, "first_col_is_header": False}
    return {"type": kind, "value": value}
