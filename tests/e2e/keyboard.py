"""The hand of somebody without a mouse: reaches all with the tabulator, and sees where it is."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, TimeoutError

from tests.e2e.hand import Hand

# Stops of the tabulator on one screen: more than a form with all its blocks has.
MOST_STOPS = 400
# Milliseconds until whoever pressed the key in vain presses it again.
PATIENCE = 5_000
# A list in an editor of rich texts keeps the tabulator until Escape gives it back.
_LIST = "[data-draftail-editor-wrapper] [role=textbox]:focus li"
_HAS_FOCUS = "element => element.contains(document.activeElement)"
# A frame or a shadow around what has the focus, or around what holds it. The page scrolls to it and
# fades the frame in while it is drawn a few times more.
_SHOWS_FOCUS = """async () => {
    const marked = element => {
        const style = getComputedStyle(element);
        const framed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
        return framed || style.boxShadow !== "none";
    };
    const shown = () => {
        let focused = document.activeElement;
        // It may stand in a frame, as the text that is approved does.
        while (focused.contentDocument) focused = focused.contentDocument.activeElement;
        const box = focused.getBoundingClientRect();
        const height = focused.ownerDocument.defaultView.innerHeight;
        if (box.bottom <= 0 || box.top >= height || box.right <= 0) return false;
        for (let level = 0; focused && level < 6; level += 1, focused = focused.parentElement) {
            if (marked(focused)) return true;
        }
        return false;
    };
    for (let drawn = 0; drawn < 30; drawn += 1) {
        if (shown()) return true;
        await new Promise(resolve => requestAnimationFrame(resolve));
    }
    return false;
}"""
_WHERE = "() => document.activeElement.outerHTML.slice(0, 160)"


@dataclass
class Keyboard(Hand):
    """Does by keys what :class:`Hand` does by clicks.

    ``unseen`` are the stops at which nothing shows the focus.
    """

    unseen: list[str] = field(default_factory=list)

    def click(self, place: Locator | str) -> None:
        """Go into a field, or go to a button or a link and press Enter."""
        target = self._find(place)
        self.walk_to(target)
        if not self._is_field():
            # Unlike a key of the page, a key of an element waits for where it leads.
            self.page.locator(":focus").press("Enter")
            self.keys += 1
            self.page.wait_for_load_state()

    def choose_file(self, place: Locator | str, file: Path | dict) -> None:
        """Open the dialogue of the system from the field, and choose there."""
        # On a busy machine scripts of the page may take the focus away once more before the key.
        self.page.wait_for_load_state("networkidle")
        for patience in (PATIENCE, PATIENCE, None):
            self.walk_to(place)
            try:
                with self.page.expect_file_chooser(timeout=patience) as chooser:
                    self.press("Space")
            except TimeoutError:
                if patience is None:
                    raise
                continue
            chooser.value.set_files(file)
            return

    def drop_pdf(self, selector: str, name: str, content: bytes) -> None:
        """Choose the file instead of dropping it."""
        file = {"name": name, "mimeType": "application/pdf", "buffer": content}
        self.choose_file(f"{selector} input[type=file]", file)
        self.click(f"{selector} button[type=submit]")

    def walk_to(self, place: Locator | str) -> None:
        """Move on with the tabulator until the focus is there; note each stop that is not seen."""
        target = self._find(place)
        target.wait_for(state="attached")
        for _stop in range(MOST_STOPS):
            if target.evaluate(_HAS_FOCUS):
                return
            if self.page.locator(_LIST).count():
                self.press("Escape")
            self.press("Tab")
            if not self.page.evaluate(_SHOWS_FOCUS):
                self.unseen.append(self.page.evaluate(_WHERE))
        raise AssertionError(f"the tabulator never comes to {place}")

    def _is_field(self) -> bool:
        return self.page.evaluate(
            "() => document.activeElement.matches('input:not([type=checkbox], [type=radio]),"
            " textarea, select, [contenteditable=true]')"
        )
