"""What belongs together: a project, its tenders, and the land that it needs."""

from dataclasses import dataclass

from django.apps import apps

from commune_site.cards import Card, make_cards

# A project has few of them; more are found in their own sections.
MAX_RECORDS = 20


@dataclass(frozen=True, slots=True)
class ProjectLink:
    """The way to the page of a project."""

    title: str
    url: str


def shown_project(page) -> ProjectLink | None:
    """Return the way to the project of a tender or a paper on land, while it is public."""
    if page.project_id is None:
        return None
    projects = apps.get_model("plans.ProjectPage").objects.public_items()
    project = projects.filter(pk=page.project_id, province_id=page.province_id).first()
    if project is None:
        return None
    url = project.get_url_parts()[2] if project.tenant == page.tenant else project.full_url
    return ProjectLink(project.title, url)


def related_records(project) -> list[Card]:
    """Return tenders and papers on land of a project, newest first; nothing of other provinces."""
    if project.pk is None:
        return []
    found = []
    for label in ("plans.TenderPage", "plans.LandRecoveryPage"):
        records = apps.get_model(label).objects.public_items()
        found += records.filter(project_id=project.pk, province_id=project.province_id)[
            :MAX_RECORDS
        ]
    found.sort(key=lambda record: record.disclosed_on, reverse=True)
    return make_cards(found, project.tenant)
