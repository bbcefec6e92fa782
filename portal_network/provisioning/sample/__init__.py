"""Sample content, as pure data: real public plans, invented items, contacts and drawn pictures.

Nothing here knows pages or databases; ``portal_network.provisioning.sample_loader`` turns it into
pages.
"""

from .body_text import BodyBlock
from .contacts import SampleContacts, sample_contacts
from .images import draw_sample_image, sample_image_title
from .items import DocumentFacts, FilledItem, SampleImage, SampleItem, sample_items
from .placeholders import SampleNames
from .plan_text import PlanText, read_plan, to_html
from .plans import SamplePlan, sample_plans

__all__ = [
    "BodyBlock",
    "DocumentFacts",
    "FilledItem",
    "PlanText",
    "SampleContacts",
    "SampleImage",
    "SampleItem",
    "SampleNames",
    "SamplePlan",
    "draw_sample_image",
    "read_plan",
    "sample_contacts",
    "sample_image_title",
    "sample_items",
    "sample_plans",
    "to_html",
]
