"""The pages that the edge shows by itself stand alone, under a policy that names their style."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

NGINX = Path(__file__).resolve().parents[2] / "deploy" / "nginx"
PAGES = sorted((NGINX / "pages").glob("*.html"))
STYLE = re.compile(r"<style>(.*?)</style>", re.S)


def policy() -> str:
    """Return the policy of the edge's own pages."""
    site = (NGINX / "site.conf.template").read_text("utf-8")
    own = site.partition("location ^~ /_edge/")[2].partition("\n}")[0]
    return re.search(r'Content-Security-Policy "([^"]+)"', own)[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_the_policy_names_the_style_of_the_page_by_its_digest(page):
    styles = STYLE.findall(page.read_text("utf-8"))
    digests = {b64encode(sha256(style.encode()).digest()).decode() for style in styles}
    assert len(digests) == 1
    assert f"style-src 'sha256-{digests.pop()}'" in policy()


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_the_page_asks_for_nothing_else(page):
    text = page.read_text("utf-8")
    assert not re.search(r'\b(?:src|style|on\w+)=|href="(?!tel:)', text)
    assert "default-src 'none'" in policy()
    assert "unsafe" not in policy()
