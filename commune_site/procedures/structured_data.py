"""Procedures for machines: schema.org's GovernmentService as JSON-LD (R106)."""

from commune_site.procedures.local import LocalGuidance
from commune_site.procedures.models import Procedure
from commune_site.procedures.vocabulary import Channel
from portal_network.tenancy.directory import Tenant


def government_service(
    tenant: Tenant, procedure: Procedure, guidance: LocalGuidance, url: str
) -> dict:
    """Return the procedure as the authority of this site provides it; what is unknown is absent."""
    record = procedure.parts
    provider = {"@type": "GovernmentOrganization", "name": record.agency}
    if guidance.takes_in:
        provider |= {
            "name": tenant.authority_name,
            "url": f"{tenant.root_url}/",
            "address": guidance.address,
            "telephone": guidance.phone,
        }
    channels = [
        _known(
            {
                "@type": "ServiceChannel",
                "name": str(Channel(way.channel).label),
                "processingTime": way.time_limit,
                "availableLanguage": "vi",
                "serviceUrl": record.filing_url if way.channel == Channel.ONLINE else "",
                "serviceLocation": {"@type": "Place", "address": guidance.address}
                if way.channel == Channel.DIRECT and guidance.takes_in and guidance.address
                else "",
            }
        )
        for way in record.ways
    ]
    return _known(
        {
            "@type": "GovernmentService",
            "@id": url,
            "url": url,
            "name": procedure.name,
            "identifier": procedure.code,
            "serviceType": procedure.field,
            "provider": _known(provider),
            "serviceOperator": {"@type": "GovernmentOrganization", "name": record.agency}
            if record.agency
            else "",
            "areaServed": {"@type": "AdministrativeArea", "name": tenant.name},
            "audience": [
                {"@type": "Audience", "audienceType": label} for label in procedure.subject_labels
            ],
            "serviceOutput": {"@type": "Thing", "name": record.result} if record.result else "",
            "availableChannel": channels,
        }
    )


def _known(stated: dict) -> dict:
    return {name: value for name, value in stated.items() if value}
