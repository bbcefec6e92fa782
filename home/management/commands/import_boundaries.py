"""``import_boundaries FILE``: outlines of communes from GeoJSON, for the province's map."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from commune_site.mapping.geojson import GeoJSONError, read_boundaries
from home.boundaries import import_boundaries


class Command(BaseCommand):
    """Replaces the outlines of the communes that the file names; all of the file or nothing."""

    help = "Import boundaries of communes from a GeoJSON file (WGS 84, property 'code')."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the argument."""
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args, **options) -> None:
        """Read, check and store."""
        path: Path = options["file"]
        try:
            with path.open("rb") as stream:
                found = read_boundaries(stream)
        except OSError as error:
            raise CommandError(
                _("The file %(path)s cannot be read: %(reason)s")
                % {"path": path, "reason": error.strerror}
            ) from error
        except GeoJSONError as error:
            raise CommandError(str(error)) from error
        stored, unknown = import_boundaries(found)
        self.stdout.write(
            self.style.SUCCESS(_("%(count)d boundaries imported.") % {"count": stored})
        )
        if unknown:
            self.stdout.write(
                self.style.WARNING(
                    _("Left out, because these communes do not exist here: %(codes)s")
                    % {"codes": ", ".join(unknown)}
                )
            )
