"""Questions and answers for machines: schema.org's ``FAQPage`` as JSON-LD (R106)."""

from collections.abc import Iterable

from commune_site.metadata import publisher, stated

# Of an answer in a list; the page of the question states it whole.
LONGEST_IN_LISTS = 500
MOST_IN_LISTS = 20


def question_data(page, *, longest: int | None = None) -> dict:
    """Return a page's ``Question`` with its accepted answer; nothing while it has no answer.

    ``longest``: the number of characters after which the answer is cut at a word.
    """
    answer = page.answer_text
    if not answer:
        return {}
    text = answer
    if longest is not None and len(answer) > longest:
        text = answer[:longest].rpartition(" ")[0] + " …"
    return stated(
        {
            "@type": "Question",
            "@id": f"{page.full_url}#cau-hoi",
            "url": page.full_url,
            "name": page.title,
            "text": page.question,
            "answerCount": 1,
            "acceptedAnswer": {
                "@type": "Answer",
                "text": text,
                "url": page.full_url,
                "author": publisher(page.tenant),
            },
        }
    )


def listed_questions(pages: Iterable, url: str, name: str) -> list[dict]:
    """Return the ``FAQPage`` of a list of answers at ``url``; nothing where none is listed."""
    listed = [question_data(page, longest=LONGEST_IN_LISTS) for page in pages]
    questions = [question for question in listed if question]
    if not questions:
        return []
    return [
        {
            "@type": "FAQPage",
            "@id": f"{url}#hoi-dap",
            "url": url,
            "name": name,
            "inLanguage": "vi",
            "mainEntity": questions,
        }
    ]
