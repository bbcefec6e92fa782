"""Makes files as they come: good ones, and ones that nobody should take."""

import io
import zipfile

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

LINE = "The committee of the ward informs the people of the area that the road is closed"
# The test file of all scanners (eicar.org), put together here so that no scanner finds it in us.
EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!" + "$H+H*"


def text_pdf(pages: int = 1, line: str = LINE) -> bytes:
    """Return a PDF with ten lines of text on each page, which ends with its number."""
    out = io.BytesIO()
    drawing = canvas.Canvas(out)
    for number in range(1, pages + 1):
        for row in range(10):
            drawing.drawString(40, 780 - 20 * row, line)
        drawing.drawString(40, 60, f"trang {number}")
        drawing.showPage()
    drawing.save()
    return out.getvalue()


def scanned_pdf(stamp: str = "") -> bytes:
    """Return a PDF whose page is a picture, with the words of a stamp over it."""
    from PIL import Image

    out = io.BytesIO()
    drawing = canvas.Canvas(out)
    drawing.drawImage(ImageReader(Image.new("L", (300, 420), 200)), 0, 0, 595, 842)
    drawing.drawString(40, 60, stamp)
    drawing.showPage()
    drawing.save()
    return out.getvalue()


def _rewritten(change, content: bytes | None = None) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content or text_pdf())))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def encrypted_pdf(user_password: str = "kin") -> bytes:
    """Return a PDF that asks for a password; an empty one forbids printing and the like alone."""
    return _rewritten(lambda writer: writer.encrypt(user_password, "chu", algorithm="AES-256-R5"))


def pdf_with_script() -> bytes:
    """Return a PDF with a program in its tree of names."""

    def change(writer: PdfWriter) -> None:
        script = DictionaryObject(
            {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")}
        )
        names = ArrayObject([TextStringObject("a"), script])
        writer.root_object[NameObject("/Names")] = DictionaryObject(
            {NameObject("/JavaScript"): DictionaryObject({NameObject("/Names"): names})}
        )

    return _rewritten(change)


def pdf_that_launches() -> bytes:
    """Return a PDF that starts a program when it is opened."""

    def change(writer: PdfWriter) -> None:
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
            {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("a.exe")}
        )

    return _rewritten(change)


def pdf_with_file() -> bytes:
    """Return a PDF that carries another file."""
    return _rewritten(lambda writer: writer.add_attachment("thu.exe", b"MZ"))


def pdf_with_hidden_script() -> bytes:
    """Return a PDF whose program stands in a compressed stream of objects, its name in numbers."""
    import zlib

    objects = b"10 0 << /S /J#61vaScript /JS (app.alert(1)) >>"
    packed = zlib.compress(objects)
    hidden = (
        b"9 0 obj\n<< /Type /ObjStm /N 1 /First 5 /Filter /FlateDecode /Length "
        + str(len(packed)).encode() + b" >>\nstream\n" + packed + b"\nendstream\nendobj\n"
    )  # fmt: skip
    content = text_pdf()
    place = content.index(b"xref")
    return content[:place] + hidden + content[place:]


def pdf_bomb() -> bytes:
    """Return a small PDF with a stream of objects that unpacks to 300 MB."""
    import zlib

    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1024**2)) for _ in range(300)) + packer.flush()
    content = text_pdf()
    bomb = b"9 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream"
    place = content.index(b"xref")
    return content[:place] + bomb + b"\nendobj\n" + content[place:]


def pdf_of_many_pages(pages: int) -> bytes:
    """Return a small PDF that shows the same page very often."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    tree = writer.root_object["/Pages"]
    tree[NameObject("/Kids")] = ArrayObject([tree["/Kids"][0]] * pages)
    tree[NameObject("/Count")] = NumberObject(pages)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def archive(**parts: bytes | str) -> bytes:
    """Return a ZIP with these parts; ``__`` in a name stands for a slash."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def office(part: str, **more: bytes) -> bytes:
    """Return an office file whose main part is ``part``."""
    return archive(**{"[Content_Types].xml": b"<Types/>", part: b"<xml/>", **more})


def docx() -> bytes:
    """Return a text as Word writes it, as far as its outer form goes."""
    return office("word/document.xml")


def odt() -> bytes:
    """Return a text as LibreOffice writes it, as far as its outer form goes."""
    return archive(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<x/>"})


def old_word(*streams: str) -> bytes:
    """Return an old office file with streams of these names."""
    names = b"".join(name.encode("utf-16-le") + b"\0\0" for name in streams or ("WordDocument",))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + names + bytes(600)


def zip_bomb() -> bytes:
    """Return a ZIP of some 200 KB that unpacks to 210 MB."""
    return archive(**{"a.txt": bytes(210 * 1024**2)})
