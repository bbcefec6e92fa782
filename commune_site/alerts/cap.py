"""An alert in the Common Alerting Protocol 1.2 (ITU-T X.1303 bis), for other warning systems."""

from datetime import datetime
from xml.etree import ElementTree

from django.utils import timezone

from commune_site.alerts.models import Alert, Category, Level

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
SEVERITY = {
    Level.NOTICE: "Minor",
    Level.ADVISORY: "Moderate",
    Level.WARNING: "Severe",
    Level.EMERGENCY: "Extreme",
}
CATEGORY = {category: category.value.capitalize() for category in Category}


def cap_document(alert: Alert) -> bytes:
    """Return the alert as an XML document in UTF-8.

    Urgency follows from its time; how certain it is, an office does not state.
    """
    owner = alert.owner
    root = ElementTree.Element("alert", xmlns=NAMESPACE)
    sent = alert.withdrawn_at or alert.changed_at or alert.raised_at
    _add(root, "identifier", _identifier(alert, sent))
    _add(root, "sender", owner.host)
    _add(root, "sent", _moment(sent))
    _add(root, "status", "Test" if alert.is_sample else "Actual")
    _add(root, "msgType", _message_type(alert))
    _add(root, "scope", "Public")
    if alert.changed_at or alert.withdrawn_at:
        first = (owner.host, _identifier(alert, alert.raised_at), _moment(alert.raised_at))
        _add(root, "references", ",".join(first))
    info = ElementTree.SubElement(root, "info")
    _add(info, "language", "vi-VN")
    _add(info, "category", CATEGORY[Category(alert.category)])
    _add(info, "event", alert.get_category_display())
    _add(info, "urgency", _urgency(alert))
    _add(info, "severity", SEVERITY[Level(alert.level)])
    _add(info, "certainty", "Unknown")
    _add(info, "effective", _moment(alert.starts_at))
    _add(info, "expires", _moment(alert.over_at))
    _add(info, "senderName", owner.authority_name)
    _add(info, "headline", str(alert))
    _add(info, "description", alert.text or alert.title)
    _add(info, "web", alert.full_url)
    if owner.contact.hotline or owner.contact.phone:
        _add(info, "contact", owner.contact.hotline or owner.contact.phone)
    area = ElementTree.SubElement(info, "area")
    _add(area, "areaDesc", f"{alert.area}, {owner.name}" if alert.area else owner.name)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _identifier(alert: Alert, sent: datetime) -> str:
    """Return a name for what was sent at this moment: a correction is a message of its own."""
    return f"{alert.owner.host}-{alert.slug}-{timezone.localtime(sent):%Y%m%d%H%M%S}"


def _message_type(alert: Alert) -> str:
    if alert.withdrawn_at:
        return "Cancel"
    return "Update" if alert.changed_at else "Alert"


def _urgency(alert: Alert) -> str:
    return "Immediate" if alert.state is Alert.State.IN_FORCE else "Past"


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text
