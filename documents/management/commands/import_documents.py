"""``import_documents FOLDER|ZIP --host tamthanh.langson.vn``: checks a package, or imports it."""

from pathlib import Path

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from commune_site.models import PortalPage
from documents.bulk import services
from documents.bulk.reports import report_of
from documents.models import DocumentImport
from portal_network.accounts.models import User


class Command(BaseCommand):
    """Checks a folder or a ZIP of documents; makes drafts only when told to."""

    help = "Check a folder or ZIP of documents and, with --apply, make drafts of them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("package", nargs="?", type=Path, help="folder or ZIP")
        parser.add_argument("--table", type=Path, help="CSV or XLSX, unless the package holds it")
        parser.add_argument(
            "--page", type=int, help="key of the section or of the site's home page"
        )
        parser.add_argument("--user", help="who imports: the drafts are this person's")
        parser.add_argument("--apply", action="store_true", help="make the drafts")
        parser.add_argument("--report", type=Path, help="write the report (CSV) there")

    def handle(self, *args, **options) -> None:
        """Print the figures; the report names each row."""
        with scopes_disabled():
            batch = self._sent(options)
            services.go_on(batch.pk)
            batch.refresh_from_db()
            if options["apply"] and services.run(batch):
                services.go_on(batch.pk)
                batch.refresh_from_db()
            self._tell(batch, options["report"])

    def _sent(self, options: dict) -> DocumentImport:
        path, key = options["package"], options["page"]
        parent = PortalPage.everywhere.filter(pk=key).first() if key else None
        if path is None or parent is None:
            raise CommandError(_("Name the folder or ZIP, and with --page an existing page."))
        user = User.objects.filter(username=options["user"] or "").first()
        if options["user"] and user is None:
            raise CommandError(_("There is no account %(name)s.") % {"name": options["user"]})
        files = {}
        try:
            if path.is_dir():
                files["folder"] = str(path.resolve())
            else:
                files["package"] = File(path.open("rb"))
            if options["table"]:
                files["table"] = File(options["table"].open("rb"))
            return services.send(parent, user, name=path.name, **files)
        except OSError as error:
            raise CommandError(str(error)) from error
        finally:
            for file in files.values():
                if isinstance(file, File):
                    file.close()

    def _tell(self, batch: DocumentImport, report: Path | None) -> None:
        if batch.state == DocumentImport.State.REFUSED:
            raise CommandError(batch.problem)
        figures = services.counts(batch)
        self.stdout.write(" · ".join(f"{name}: {count}" for name, count in figures.items()))
        if report is not None:
            with report.open("wb") as file:
                file.writelines(report_of(batch))
        if figures["ready"]:
            self.stdout.write(_("Nothing has been made. Add --apply to make the drafts."))
