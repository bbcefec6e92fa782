"""What other rooms may want to know of this one."""

from django.dispatch import Signal

# Sent with ``invitation`` once somebody has withdrawn it, in the same transaction if there is one.
invitation_withdrawn = Signal()
# Sent with ``session`` once an operator has ended it before its time.
staff_session_closed = Signal()
