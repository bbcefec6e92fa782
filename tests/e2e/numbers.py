"""Finds keys and years that a template has cut into thousands, as it does with amounts."""

from playwright.sync_api import Page

# Keys stand in attributes; of their texts only those are looked at in which a year is expected.
_CUT = r"""() => {
    const cut = /(?:^|[^\d.,])\d{1,3}(?:\.\d{3})+(?:$|[^\d.,])/;
    const kept = ["value", "id", "for", "name", "width", "height", "viewBox", "aria-labelledby",
        "aria-describedby", "aria-controls", "href", "action", "src", "srcset"];
    const written = ["text", "search", "tel", "number"];
    const found = [];
    // The drawings of icons have measures with three decimals.
    for (const element of document.querySelectorAll("*:not([data-sprite] *)")) {
        for (const {name, value} of element.attributes) {
            const isKey = kept.includes(name) || name.startsWith("data-");
            const isText = name === "value" && written.includes(element.type);
            const leads = name === "href" && !value.startsWith("?") && !value.startsWith("/");
            const isContent = value.trimStart().startsWith("{");
            const isLookedAt = isKey && !isText && !isContent && !leads;
            if (isLookedAt && cut.test(value)) found.push(`${name}="${value}"`);
        }
    }
    const year = /(?:năm|\d\/|quý [IV]+[,/ ]) ?(?:1\.9|2\.0)\d\d(?![\d.])/gi;
    return [...found, ...(document.body.innerText.match(year) || [])];
}"""


def cut_into_thousands(page: Page) -> list[str]:
    """Return keys in attributes, and years in texts, that have a separator of thousands."""
    return page.evaluate(_CUT)
