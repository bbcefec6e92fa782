"""The hand of an officer: does what a person does on a screen, and counts it."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.e2e.signed_papers import drop

# A paste as the browser tells an editor of it.
_PASTE = """(editor, html) => {
    const clipboard = new DataTransfer();
    clipboard.setData("text/html", html);
    clipboard.setData("text/plain", html.replace(/<[^>]*>/g, " "));
    editor.dispatchEvent(
        new ClipboardEvent("paste", {clipboardData: clipboard, bubbles: true, cancelable: true})
    );
}"""


@dataclass
class Hand:
    """Counts actions and key strokes on a page.

    An action is a click, or a file chosen or dropped. Key strokes are letters typed and keys that
    move within a form; a text takes as many of them on every system.
    """

    page: Page
    actions: int = 0
    keys: int = 0

    def click(self, place: Locator | str) -> None:
        """Press a button, follow a link, or go into a field."""
        self._find(place).click()
        self.actions += 1
        self.page.wait_for_load_state()

    def choose_file(self, place: Locator | str, file: Path | dict) -> None:
        """Choose a file."""
        self._find(place).set_input_files(file)
        self.actions += 1

    def drop_pdf(self, selector: str, name: str, content: bytes) -> None:
        """Let go of a PDF above an element."""
        drop(self.page, selector, name, content)
        self.actions += 1

    def paste(self, place: Locator | str, html: str) -> None:
        """Put what was copied elsewhere where the cursor is: one key with Ctrl."""
        self._find(place).evaluate(_PASTE, html)
        self.keys += 1

    def begin_again(self) -> None:
        """Count from here on."""
        self.actions = self.keys = 0

    def type(self, text: str) -> None:
        """Type where the cursor is, over what is marked there."""
        self.page.keyboard.insert_text(text)
        self.keys += len(text)

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
        self.keys += len(keys)

    def walk_to(self, place: Locator | str) -> None:
        """Move on with the tabulator until a field has the cursor."""
        target = self._find(place)
        for _stop in range(120):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"the tabulator never comes to {place}")

    def _find(self, place: Locator | str) -> Locator:
        return self.page.locator(place).first if isinstance(place, str) else place.first
