"""Makes PDF files with real digital signatures, by an authority that is made for the test."""

import io
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.documents.files.hostile import text_pdf

DAY = timedelta(days=1)


class Authority:
    """An authority that issues certificates, as those for officials are issued."""

    def __init__(self, name: str = "Cơ quan chứng thực thử nghiệm") -> None:
        self.key = _new_key()
        self.name = _name(name, "")
        self.certificate = _certificate(
            self.name, self.key, self.name, self.key, _now() - 3650 * DAY, _now() + 3650 * DAY,
            is_authority=True,
        )  # fmt: skip

    def write_to(self, folder: Path, *, as_pem: bool = True) -> Path:
        """Put the authority's certificate into a trust store."""
        encoding = serialization.Encoding.PEM if as_pem else serialization.Encoding.DER
        path = folder / ("co-quan.pem" if as_pem else "co-quan.cer")
        path.write_bytes(self.certificate.public_bytes(encoding))
        return path

    def signer(
        self,
        name: str = "Nguyễn Văn Thử",
        *,
        begin: datetime | None = None,
        end: datetime | None = None,
        usage: str = "sign",
    ) -> signers.SimpleSigner:
        """Return somebody who signs with a certificate of this authority."""
        key = _new_key()
        certificate = _certificate(
            _name(name, "Ủy ban nhân dân phường Thử"), key, self.name, self.key,
            begin or _now() - DAY, end or _now() + 365 * DAY, usage=usage,
        )  # fmt: skip
        return signers.SimpleSigner(
            signing_cert=_asn1(certificate),
            signing_key=_asn1_key(key),
            cert_registry=SimpleCertificateStore.from_certs([_asn1(self.certificate)]),
        )

    def stamper(self, moment: datetime | None = None) -> DummyTimeStamper:
        """Return a service of time stamps with a certificate of this authority."""
        key = _new_key()
        certificate = _certificate(
            _name("Dấu thời gian", ""), key, self.name, self.key,
            _now() - 3650 * DAY, _now() + 3650 * DAY, usage="stamp",
        )  # fmt: skip
        return DummyTimeStamper(
            tsa_cert=_asn1(certificate), tsa_key=_asn1_key(key), fixed_dt=moment,
            certs_to_embed=SimpleCertificateStore.from_certs([_asn1(self.certificate)]),
        )  # fmt: skip


@cache
def an_authority() -> Authority:
    """Return an authority that serves all tests, for keys take long to make."""
    return Authority()


def sign(
    signer: signers.SimpleSigner,
    content: bytes | None = None,
    *,
    field: str = "Chữ ký 1",
    stamper: DummyTimeStamper | None = None,
) -> bytes:
    """Return a PDF with one more signature."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content or text_pdf()))
    fields.append_signature_field(writer, fields.SigFieldSpec(field))
    out = signers.sign_pdf(
        writer, signers.PdfSignatureMetadata(field_name=field), signer=signer, timestamper=stamper
    )
    return out.getvalue()


def tampered(content: bytes) -> bytes:
    """Return a signed file in whose signed part one letter was changed."""
    place = content.index(b"/MediaBox")
    return content[:place] + content[place:].replace(b"595", b"596", 1)


def changed_afterwards(content: bytes) -> bytes:
    """Return a signed file to which another page content was appended, as an editor saves it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    from pyhanko.pdf_utils import generic

    drawn = generic.StreamObject(stream_data=b"BT /F1 40 Tf 40 400 Td (5.000.000.000) Tj ET")
    reference = writer.add_object(drawn)
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), reference])
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _name(common: str, organisation: str) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, common)]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return x509.Name(parts)


def _certificate(
    name, key, issuer, issuer_key, begin, end, *, is_authority=False, usage="sign"
) -> x509.Certificate:
    used = {
        "digital_signature": usage in ("sign", "stamp"), "content_commitment": usage == "sign",
        "key_encipherment": usage == "encipher", "data_encipherment": False,
        "key_agreement": False, "key_cert_sign": is_authority, "crl_sign": is_authority,
        "encipher_only": False, "decipher_only": False,
    }  # fmt: skip
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**used), critical=True)
    )
    if usage == "stamp":
        purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(purposes, critical=True)
    return builder.sign(issuer_key, hashes.SHA256())


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _asn1_key(key: rsa.RSAPrivateKey) -> asn1_keys.PrivateKeyInfo:
    return asn1_keys.PrivateKeyInfo.load(
        key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
