"""A local file has its name when it is whole, and never that of another."""

import pytest
from django.core.files.base import ContentFile

from portal_network.delivery.whole_files import WholeFileSystemStorage


class Breaking(ContentFile):
    """A file that can be read to its middle."""

    def chunks(self, chunk_size=None):
        """Yield a part of it.

        Raises:
            OSError: always.
        """
        yield b"half"
        raise OSError("the line is broken")


@pytest.fixture
def storage(tmp_path) -> WholeFileSystemStorage:
    """A storage of its own."""
    return WholeFileSystemStorage(location=tmp_path)


def test_a_file_is_kept_under_its_name_alone(storage):
    assert storage.save("thư mục/thư.txt", ContentFile(b"whole")) == "thư mục/thư.txt"
    assert storage.listdir("thư mục") == ([], ["thư.txt"])
    assert storage.open("thư mục/thư.txt").read() == b"whole"


def test_of_a_file_that_breaks_off_nothing_is_left(storage):
    with pytest.raises(OSError, match="broken"):
        storage.save("a.txt", Breaking(b"whole"))
    assert storage.listdir("") == ([], [])


def test_somebody_who_was_quicker_keeps_the_name(storage):
    storage.save("a.txt", ContentFile(b"first"))
    # As when both have looked before either wrote.
    second = storage._save("a.txt", ContentFile(b"second"))
    assert second != "a.txt"
    assert storage.open("a.txt").read() == b"first"
    assert storage.open(second).read() == b"second"
    assert len(storage.listdir("")[1]) == 2
