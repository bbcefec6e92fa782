"""``manage.py move_files_to_s3``: copies local files into the bucket that the settings name."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages
from django.core.management.base import BaseCommand, CommandError

from portal_network.delivery.moving import DiffersAfterwards, Journal, compare, move_folder
from portal_network.delivery.remote import is_remote
from portal_network.delivery.stores import StoreUnavailable
from portal_network.settings.environment import STATE_DIR, env


class Command(BaseCommand):
    """Copies and reads back each file; run again it goes on where it was, and takes what is new."""

    help = "Copy media and private files from this machine into the S3 bucket of the settings."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options."""
        parser.add_argument("--media", type=Path, default=Path(settings.MEDIA_ROOT))
        private = env.str("PRIVATE_ROOT", default=str(STATE_DIR / "private"))
        parser.add_argument("--private", type=Path, default=Path(private))
        parser.add_argument("--journal", type=Path, default=STATE_DIR / "files-in-s3.jsonl")
        parser.add_argument(
            "--compare", action="store_true", help="copy nothing; read everything on both sides"
        )

    def handle(self, *, media: Path, private: Path, journal: Path, **options: object) -> None:
        """Copy, or compare.

        Raises:
            CommandError: no bucket is set, the store does not answer, or something differs.
        """
        if not is_remote(storages["default"]):
            raise CommandError("Set MEDIA_S3_BUCKET and the keys to it first.")
        folders = (("default", media), ("private", private))
        try:
            if options["compare"]:
                self._compare(folders)
            else:
                self._copy(folders, Journal(journal))
        except StoreUnavailable as error:
            raise CommandError(f"The store does not answer ({error}); run it again.") from error
        except DiffersAfterwards as error:
            raise CommandError(f"Not the same in the store: {error}") from error

    def _copy(self, folders: tuple[tuple[str, Path], ...], journal: Journal) -> None:
        for name, folder in folders:
            moved = move_folder(folder, storages[name], journal, prefix=f"{name}/")
            self.stdout.write(
                f"{name}: {moved.copied} copied ({moved.size} bytes), {moved.known} there already"
            )

    def _compare(self, folders: tuple[tuple[str, Path], ...]) -> None:
        wrong = [f"{name}/{file}" for name, folder in folders
                 for file in compare(folder, storages[name])]  # fmt: skip
        if wrong:
            raise CommandError("\n".join(["Missing or different in the store:", *wrong]))
        self.stdout.write("Everything is the same on both sides.")
