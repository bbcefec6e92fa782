"""Signed papers as officers have them in a folder, and what dropping one into a browser does."""

import base64
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import Page

from tests.documents.files.signed_files import an_authority, sign
from tests.documents.intake.official_pdf import OfficialText, draw

SIGNATORY = "Lý Văn Páo"
# What a browser does when somebody lets go of a file above an element.
_DROP_FILE = """
([selector, name, content]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name, { type: 'application/pdf' }));
  document.querySelector(selector).dispatchEvent(
    new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
  );
}
"""


def plan(path: Path, summary: str, number: int = 33) -> bytes:
    """Draw a plan of phường Tam Thanh at ``path`` and return the PDF."""
    text = OfficialText(
        issuer=("ỦY BAN NHÂN DÂN", "PHƯỜNG TAM THANH"), number_line=f"Số: {number}  /KH-UBND",
        place_line="Tam Thanh, ngày 05 tháng 8 năm 2025", type_line="KẾ HOẠCH",
        summary=(summary,), body=("Giao các đơn vị thực hiện.",) * 6,
        recipients=("Như trên;", "Lưu: VT."), sign=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        signatory=SIGNATORY,
    )  # fmt: skip
    return draw(text, path).read_bytes()


def signed(content: bytes) -> bytes:
    """Return a PDF with the digital signature of its signatory."""
    with ThreadPoolExecutor() as pool:
        # Signing runs an event loop, and this thread has the browser's already.
        return pool.submit(sign, an_authority().signer(SIGNATORY), content).result()


def drop(page: Page, selector: str, name: str, content: bytes) -> None:
    """Let go of a PDF above an element."""
    page.evaluate(_DROP_FILE, [selector, name, base64.b64encode(content).decode()])
