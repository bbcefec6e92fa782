"""Rows of the engagement room."""

from commune_site.engagement.models.answers import AnswerPage
from commune_site.engagement.models.cases import (
    Case,
    CaseAttachment,
    CaseEvent,
    CaseLink,
    CaseNumber,
    Contact,
    Deed,
    Scan,
    State,
)
from commune_site.engagement.models.corrections import Correction
from commune_site.engagement.models.mails import CaseMail
from commune_site.engagement.models.policies import CasePolicy
from commune_site.engagement.models.proposals import ProposedAnswer
from commune_site.engagement.models.senders import BlockedSender, Tally
from commune_site.engagement.models.surveys import Rating
from commune_site.engagement.models.traces import ErasureRecord

__all__ = [
    "AnswerPage",
    "BlockedSender",
    "Case",
    "CaseAttachment",
    "CaseEvent",
    "CaseLink",
    "CaseMail",
    "CaseNumber",
    "CasePolicy",
    "Contact",
    "Correction",
    "Deed",
    "ErasureRecord",
    "ProposedAnswer",
    "Rating",
    "Scan",
    "State",
    "Tally",
]
