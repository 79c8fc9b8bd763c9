"""Certificates are verified before a byte is sent."""

import asyncio
import datetime as dt
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.outcomes import FetchFailed
from crawler.transport import open_connection

NOW = dt.datetime.now(dt.UTC)
Made = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]


def _certificate(name: str, issuer: Made | None = None, days: int = 30) -> Made:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer[0].subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - dt.timedelta(days=90))
        .not_valid_after(NOW + dt.timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    )
    return builder.sign(issuer[1] if issuer else key, hashes.SHA256()), key


def _write(folder: Path, made: Made) -> Path:
    path = folder / "site.pem"
    key = made[1].private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(key + made[0].public_bytes(serialization.Encoding.PEM))
    return path


async def _connect(folder: Path, shown: Made, trusted: Made, old: bool) -> list[int]:
    """Connect to a server that shows one certificate while another is trusted; bytes it received."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if old:
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1
        context.set_ciphers("ALL:@SECLEVEL=0")
    context.load_cert_chain(_write(folder, shown))
    received: list[int] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        received.append(len(await reader.read()))
        writer.transport.abort()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    client = ssl.create_default_context(cadata=trusted[0].public_bytes(serialization.Encoding.PEM).decode())
    try:
        port = server.sockets[0].getsockname()[1]
        connection = await open_connection("127.0.0.1", port, client, "site.example.org")
        connection.close()
        await asyncio.sleep(0)
    finally:
        server.close()
        await asyncio.sleep(0.05)
    return received


ROOT = _certificate("root.example.org")
CASES: dict[str, Callable[[], Made]] = {
    "expired": lambda: _certificate("site.example.org", ROOT, days=-1),
    "self-signed": lambda: _certificate("site.example.org"),
    "wrong host": lambda: _certificate("other.example.org", ROOT),
    "untrusted root": lambda: _certificate("site.example.org", _certificate("root.example.org")),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_bad_certificates(case: str, tmp_path: Path) -> None:
    """An expired, self-signed, foreign or untrusted certificate ends the connection as tls_error."""
    with pytest.raises(FetchFailed) as failed:
        asyncio.run(_connect(tmp_path, CASES[case](), ROOT, old=False))
    assert failed.value.outcome == "tls_error"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_old_protocol(tmp_path: Path) -> None:
    """TLS 1.0 is not spoken."""
    with pytest.raises(FetchFailed) as failed:
        asyncio.run(_connect(tmp_path, _certificate("site.example.org", ROOT), ROOT, old=True))
    assert failed.value.outcome == "tls_error"


def test_good_certificate(tmp_path: Path) -> None:
    """The certificate of the host, from a trusted root and in date, is accepted."""
    asyncio.run(_connect(tmp_path, _certificate("site.example.org", ROOT), ROOT, old=False))
