"""What rooms tell each other about pages, beyond the signals of Django and Wagtail."""

from django.dispatch import Signal

# Sent with a page type and its new ``pages`` when a tree was inserted past their own ``save``.
pages_inserted = Signal()
