"""``manage.py export_commune``: what a commune has published, in open formats, into a folder."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import override

from commune_site.open_data.api import licence
from portal_network.backup.export.data import write_data
from portal_network.backup.export.folder import MANIFEST, whole_folder
from portal_network.backup.export.site_copy import SiteCopy
from portal_network.tenancy.directory import directory
from portal_network.tenancy.isolation.reach import reach_of_site
from portal_network.tenancy.scoping import within_reach


class Command(BaseCommand):
    """Holds public content alone; for everything there is ``back_up --commune``."""

    help = "Export what a commune has published: JSON, files, and pages that open without a server."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the options."""
        parser.add_argument("code", help="code of the commune (five digits)")
        parser.add_argument("folder", type=Path, help="a new or empty folder")

    def handle(self, *, code: str, folder: Path, **_options: object) -> None:
        """Export.

        Raises:
            CommandError: there is no such site, it is closed, or the folder cannot be used.
        """
        tenant = directory.commune(code)
        if tenant is None or not tenant.root_page_id:
            raise CommandError(f"{code} has no site here.")
        if not tenant.is_active or directory.snapshot().maintenance:
            raise CommandError(f"The site of {code} is closed; there is nothing public to export.")
        if settings.PAGE_CACHE == "off":
            raise CommandError(
                "PAGE_CACHE is off: nothing says which pages are the same for every visitor."
            )
        try:
            with whole_folder(folder) as written, within_reach(reach_of_site(tenant)):
                with override("vi"):
                    counts = write_data(written, tenant)
                pages = SiteCopy(tenant, written).write()
                about = {
                    "commune": {"code": code, "name": tenant.authority_name},
                    "site": f"{tenant.root_url}/",
                    "made_at": timezone.now().isoformat(),
                    "holds": "published content only",
                    "licence": licence(),
                    "entries": counts,
                    "files": written.files,
                }
                written.write_json(MANIFEST, about)
        except OSError as error:
            raise CommandError(f"There is no export: {error}") from error
        entries = sum(counts.values())
        files = len(about["files"])
        self.stdout.write(f"{folder}: {pages} pages, {entries} entries of data, {files} files")
