"""Alerts as search engines read them (schema.org)."""

from commune_site.alerts.models import Alert


def special_announcement(alert: Alert) -> dict:
    """Return the ``SpecialAnnouncement`` of an alert."""
    owner = alert.owner
    data = {
        "@type": "SpecialAnnouncement",
        "name": str(alert),
        "text": alert.text or alert.title,
        "url": alert.full_url,
        "datePosted": alert.starts_at.isoformat(timespec="seconds"),
        "expires": alert.over_at.isoformat(timespec="seconds"),
        "inLanguage": "vi",
        "announcementLocation": {
            "@type": "AdministrativeArea",
            "name": owner.name,
        },
        "publisher": {
            "@type": "GovernmentOrganization",
            "name": owner.authority_name,
            "url": owner.root_url,
        },
    }
    if alert.area:
        data["spatialCoverage"] = alert.area
    if alert.changed_at:
        data["dateModified"] = alert.changed_at.isoformat(timespec="seconds")
    return data
