"""``start_portal``: everything between an empty folder and a running province (``make run``)."""

import hashlib
import os
import socket
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from commune_site.models import PortalPage
from commune_site.sections import get_registry
from documents.files.services import to_be_examined
from portal_network.provisioning import units
from portal_network.provisioning.embedded_server import EmbeddedServer
from portal_network.provisioning.errors import ProvisioningError
from portal_network.provisioning.sample_accounts import (
    STORE,
    SampleAccount,
    ensure_sample_accounts,
)
from portal_network.provisioning.sample_cases import send_sample_cases
from portal_network.provisioning.sample_english import publish_sample_english
from portal_network.provisioning.sample_loader import load_sample
from portal_network.provisioning.sample_procedures import load_sample_procedures
from portal_network.provisioning.sample_queue import submit_sample_texts
from portal_network.settings.environment import PROJECT_ROOT, STATE_DIR
from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Commune, Province
from portal_network.work.threads import finish_all
from search.models import SearchEntry
from search.vocabulary import make_vocabulary

DEFAULT_PROVINCE = "20"
DEFAULT_COMMUNE = "05986"
LAST_PORT = 65535
OWN_SOURCES = (PROJECT_ROOT / "commune_site", PROJECT_ROOT / "portal_network", settings.GUIDES_DIR)
PACKAGES_WITH_STATIC_FILES = (
    "Django", "django-allauth", "wagtail", "wagtail-localize", "wagtailmenus", "whitenoise",
)  # fmt: skip


class Command(BaseCommand):
    """Migrates, provisions, loads the sample content, prints the addresses and serves."""

    help = "Set up an embedded installation with sample content and serve it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--province", default=DEFAULT_PROVINCE, metavar="CODE")
        parser.add_argument(
            "--commune", default=DEFAULT_COMMUNE, metavar="CODE",
            help="the commune to which the sample accounts belong",
        )  # fmt: skip
        parser.add_argument("--no-serve", action="store_true", help="set everything up, then stop")

    def handle(self, *args, **options) -> None:
        """Do each step only when its input changed, so that later starts are quick."""
        port = settings.PORTAL_PUBLIC_PORT
        if not options["no_serve"]:
            self._refuse_taken_port(port)
        province_code, commune_code = options["province"], options["commune"]
        try:
            units.commune_in_province(commune_code, province_code)
        except ProvisioningError as error:
            raise CommandError(str(error)) from error
        self._migrate()
        self._fill_search()
        self._collect_static()
        self._provision(province_code)
        commune = Commune.objects.get(pk=commune_code)
        accounts = ensure_sample_accounts(Province.objects.get(pk=province_code), commune, STORE)
        submit_sample_texts(commune)
        send_sample_cases(commune)
        for authority in (Province.objects.get(pk=province_code), commune):
            publish_sample_english(authority)
        if to_be_examined().exists():
            self.stdout.write(_("Examining the files …"))
            call_command("examine_files", stdout=self.stdout)
        self._print_addresses(province_code, commune_code, accounts)
        if options["no_serve"]:
            return
        self._serve(port)

    def _serve(self, port: int) -> None:
        application = import_string(settings.WSGI_APPLICATION)
        # The server forks: nothing of this process may have the database open then.
        finish_all()
        connection.close()
        EmbeddedServer(application, [f"127.0.0.1:{port}", *_ipv6(port)]).run()

    def _refuse_taken_port(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise CommandError(
                    _("Port %(port)d is in use. Choose another one: make run PORT=%(other)d")
                    % {"port": port, "other": port + 1 if port < LAST_PORT else 8000}
                ) from error

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write(_("Preparing the database …"))
            call_command("migrate", verbosity=0, interactive=False)

    def _fill_search(self) -> None:
        """Let search find what an earlier version published, which had no table of it."""
        if PortalPage.everywhere.exists() and not SearchEntry.everywhere.exists():
            self.stdout.write(_("Filling the search …"))
            call_command("rebuild_search", stdout=self.stdout)

    def _collect_static(self) -> None:
        stamp, wanted = Path(settings.STATIC_ROOT) / ".collected", _static_fingerprint()
        if not stamp.exists() or stamp.read_text(encoding="ascii") != wanted:
            self.stdout.write(_("Collecting style sheets, scripts and fonts …"))
            call_command("collectstatic", verbosity=0, interactive=False)
            stamp.write_text(wanted, encoding="ascii")

    def _provision(self, province_code: str) -> None:
        stamp = STATE_DIR / f"provisioned-{province_code}"
        wanted = _content_fingerprint()
        known = f"province:{province_code}" in directory.snapshot().by_key
        if known and stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
            return
        self.stdout.write(_("Creating the sites of the province and its communes …"))
        call_command("create_network", province=province_code, stdout=self.stdout)
        self.stdout.write(_("Loading the sample content …"))
        load_sample(province_code)
        load_sample_procedures(province_code)
        make_vocabulary(province_code)
        stamp.write_text(wanted, encoding="ascii")

    def _print_addresses(
        self, province_code: str, commune_code: str, accounts: list[SampleAccount]
    ) -> None:
        directory.forget()
        province, commune = directory.province(province_code), directory.commune(commune_code)
        communes = directory.communes_of(province_code)
        write = self.stdout.write
        write("")
        write(self.style.SUCCESS(f"{province.name}: {province.root_url}/"))
        write(f"{commune.name}: {commune.root_url}/")
        others = [other for other in communes if other.code != commune_code]
        for other in others[:4]:
            write(f"{other.name}: {other.root_url}/")
        write(_("… and %(count)d more: manage.py list_communes") % {"count": len(others) - 4})
        admin = reverse("wagtailadmin_home")
        write(_("Administration: %(url)s") % {"url": f"{province.root_url}{admin}"})
        write("")
        write(_("Sample accounts (their passwords belong to this installation alone):"))
        for account in accounts:
            password = account.password or _("(changed)")
            write(f"  {account.username:<15} {password:<16}   {account.role}, {account.place}")
        write(_("Where a code is asked for besides: manage.py sample_code NAME"))
        write("", ending="\n")
        self.stdout.flush()


def _ipv6(port: int) -> list[str]:
    """Return the IPv6 loopback address where the machine has one (R14)."""
    if not socket.has_ipv6:
        return []
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return []
    return [f"[::1]:{port}"]


def _static_fingerprint() -> str:
    """Return a hash that changes with every static file of ours and every package version."""
    digest = hashlib.sha256()
    for package in PACKAGES_WITH_STATIC_FILES:
        digest.update(f"{package}={version(package)};".encode())
    for finder in get_finders():
        for path, storage in finder.list(None):
            location = getattr(storage, "location", "")
            if location and any(Path(location).is_relative_to(own) for own in OWN_SOURCES):
                file = Path(storage.path(path))
                digest.update(f"{path}:{file.stat().st_size}:{file.stat().st_mtime_ns};".encode())
    return digest.hexdigest()


def _content_fingerprint() -> str:
    """Return a hash of what provisioning and the sample loader read."""
    digest = hashlib.sha256()
    digest.update(repr(get_registry().sections).encode())
    folder = Path(__file__).resolve().parents[2]
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.suffix in {".py", ".toml", ".txt", ".json"}:
            digest.update(file.read_bytes())
    digest.update(os.fsencode(settings.PORTAL_DOMAIN_SUFFIX))
    return digest.hexdigest()
