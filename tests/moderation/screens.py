"""Addresses of the screens of approval, and what they show."""

QUEUE = "/quan-tri/hang-doi-duyet/"
TRACKING = f"{QUEUE}theo-doi/"
REASON = "Cảnh báo lũ ống trong đêm nay, phải báo ngay cho dân."


def address(item, step=""):
    """Return the address of a text, or of a step of its work."""
    return f"{QUEUE}{item.pk}/{step}"


def shown(client, path=QUEUE, **query):
    """Return the text of a screen."""
    answer = client.get(path, query)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def said(answer):
    """Return the messages after a redirect."""
    return [str(message) for message in answer.context["messages"]]


def page_address(page, step):
    """Return the address of what is done to a page past the queue."""
    return f"{QUEUE}trang/{page.pk}/{step}/"
