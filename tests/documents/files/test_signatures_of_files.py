"""Digital signatures are checked, and what cannot be known is called so; with real signatures."""

import io
from datetime import UTC, datetime, timedelta

import pytest

from documents.files import signatures
from documents.files.examination import examine
from documents.files.signatures import certificates_in
from documents.files.signatures_shown import INTEGRITY, TRUST, is_changed, shown
from documents.models import Examination
from tests.documents.files.hostile import text_pdf
from tests.documents.files.signed_files import (
    Authority,
    an_authority,
    changed_afterwards,
    sign,
    tampered,
)

LONG_AGO = datetime.now(UTC).replace(microsecond=0) - timedelta(days=900)


@pytest.fixture
def trust_store(tmp_path, settings):
    """A store that trusts the authority of the tests."""
    an_authority().write_to(tmp_path)
    settings.PORTAL_TRUST_STORE = str(tmp_path)
    return tmp_path


def signatures_of(content: bytes) -> tuple[dict, ...]:
    found = examine(io.BytesIO(content), "a.pdf")
    assert found.outcome == Examination.CLEAN, found.findings
    return found.signatures


def the_signature_of(content: bytes) -> dict:
    (found,) = signatures_of(content)
    return found


def test_a_file_without_signatures_has_none(trust_store):
    assert signatures_of(text_pdf()) == ()


def test_a_valid_signature_of_a_trusted_authority(trust_store):
    found = the_signature_of(sign(an_authority().signer()))
    assert found["signer"] == "Nguyễn Văn Thử"
    assert found["organisation"] == "Ủy ban nhân dân phường Thử"
    assert found["issuer"] == "Cơ quan chứng thực thử nghiệm"
    assert (found["integrity"], found["trust"]) == ("intact", "trusted")
    assert found["covers_file"] is True
    assert found["is_timestamped"] is False
    assert abs(datetime.fromisoformat(found["signed_at"]) - datetime.now(UTC)) < timedelta(hours=1)
    assert not is_changed([found])


def test_certificates_are_read_in_either_encoding_and_other_files_left_alone(tmp_path):
    an_authority().write_to(tmp_path, as_pem=True)
    an_authority().write_to(tmp_path, as_pem=False)
    (tmp_path / "hong.crt").write_bytes(b"\x30\x82garbage")
    (tmp_path / "ghi-chu.txt").write_text("x")
    assert len(certificates_in(tmp_path)) == 2
    assert certificates_in(tmp_path / "khong-co") == certificates_in(None) == []


def test_a_signature_of_an_authority_that_nobody_knows(trust_store):
    found = the_signature_of(sign(Authority("Cơ quan lạ").signer()))
    assert (found["integrity"], found["trust"]) == ("intact", "not_in_store")


def test_without_a_store_nobody_is_trusted(settings):
    settings.PORTAL_TRUST_STORE = ""
    found = the_signature_of(sign(an_authority().signer()))
    assert (found["integrity"], found["trust"]) == ("intact", "not_in_store")


def test_a_certificate_that_has_expired_since(trust_store):
    signer = an_authority().signer(begin=LONG_AGO, end=LONG_AGO + timedelta(days=30))
    found = the_signature_of(sign(signer))
    assert (found["integrity"], found["trust"]) == ("intact", "expired")
    assert found["is_timestamped"] is False


def test_a_trusted_time_stamp_proves_that_the_certificate_was_valid_then(trust_store):
    signer = an_authority().signer(begin=LONG_AGO, end=LONG_AGO + timedelta(days=30))
    moment = LONG_AGO + timedelta(days=3)
    found = the_signature_of(sign(signer, stamper=an_authority().stamper(moment)))
    assert (found["integrity"], found["trust"]) == ("intact", "trusted")
    assert found["is_timestamped"] is True
    assert datetime.fromisoformat(found["signed_at"]) == moment


def test_a_time_stamp_of_somebody_unknown_proves_nothing(trust_store):
    signer = an_authority().signer(begin=LONG_AGO, end=LONG_AGO + timedelta(days=30))
    stamper = Authority("Cơ quan lạ").stamper(LONG_AGO + timedelta(days=3))
    found = the_signature_of(sign(signer, stamper=stamper))
    assert (found["is_timestamped"], found["trust"]) == (False, "expired")


def test_a_certificate_that_is_not_valid_yet(trust_store):
    signer = an_authority().signer(begin=datetime.now(UTC) + timedelta(days=5))
    assert the_signature_of(sign(signer))["trust"] == "not_yet_valid"


def test_a_certificate_that_is_not_for_signatures(trust_store):
    signer = an_authority().signer(usage="encipher")
    assert the_signature_of(sign(signer))["trust"] == "unfit"


def test_a_letter_changed_in_the_signed_part(trust_store):
    found = the_signature_of(tampered(sign(an_authority().signer())))
    assert found["integrity"] == "broken"
    assert is_changed([found])


def test_something_appended_after_signing(trust_store):
    found = the_signature_of(changed_afterwards(sign(an_authority().signer())))
    assert (found["integrity"], found["covers_file"]) == ("changed", False)
    assert is_changed([found])


def test_a_second_signature_does_not_count_as_a_change_of_the_first(trust_store):
    once = sign(an_authority().signer("Người soạn"))
    first, second = signatures_of(sign(an_authority().signer("Văn thư"), once, field="Chữ ký 2"))
    assert (first["signer"], second["signer"]) == ("Người soạn", "Văn thư")
    assert (first["integrity"], second["integrity"]) == ("intact", "intact")
    assert (first["covers_file"], second["covers_file"]) == (False, True)


def test_a_signature_that_cannot_be_read_is_not_left_out(trust_store):
    content = sign(an_authority().signer())
    place = content.index(b"/Contents <") + len(b"/Contents <")
    broken = content[:place] + b"00" * 40 + content[place + 80 :]
    found = the_signature_of(broken)
    assert found["integrity"] in ("unreadable", "broken")
    assert shown([found])[0].tone in ("bad", "unsure")


def test_the_network_is_never_asked(trust_store, monkeypatch):
    """In this process, where a socket would be seen."""
    import socket

    def refuse(*_arguments, **_more):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    path = trust_store / "tep.pdf"
    path.write_bytes(sign(an_authority().signer()))
    (found,) = signatures.results_of(path, trust_store)
    assert found["trust"] == "trusted"


@pytest.mark.parametrize("integrity", INTEGRITY)
@pytest.mark.parametrize("trust", TRUST)
def test_every_result_has_its_words(integrity, trust):
    (one,) = shown([{"integrity": integrity, "trust": trust, "signer": "A", "signed_at": ""}])
    assert one.integrity
    assert (one.tone == "good") is (integrity == "intact" and trust == "trusted")
    assert (one.tone == "bad") is (integrity in ("changed", "broken"))
