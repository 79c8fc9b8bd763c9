"""A witness outside: time-stamp tokens (RFC 3161) of the ledger's head, from an authority that the user names.

The ledger's chain of digests proves that no line was changed alone; who holds the disk can write all of
it anew. A token is signed by somebody else: it proves that the ledger up to a line existed, word for
word, at a time. It proves nothing of the lines after it, nor that what was seen was so.

    snapshots/witness/000123-0a1b2c3d.tsr     the answer of the authority, as received
    snapshots/witness/roots.pem               certificates of the authorities, as the user gave them

What is stamped is the line itself, so its SHA-256 is the head: `openssl ts -verify -digest HEAD -in TOKEN -CAfile
ROOTS` verifies one without keeling.
"""

import hashlib
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.errors import UnreadableInput, UsageError, WorldError
from corpus.files import whole_file
from corpus.snapshots import SnapshotStore

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse

SECONDS = 30.0
LARGEST = 1 << 20
CERTIFICATES = 0xA0
"""Tag of the certificates in SignedData (RFC 5652, 5.1)."""
QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
EXTRA = "time stamps need an extra package: pip install 'keeling[notarise]'"
LIMITS = (
    "proved: the ledger up to that line existed then, word for word; not proved: later lines, nor that pages said so"
)


@dataclass(frozen=True, slots=True)
class Witness:
    """One token: the line it is of, the head it names, when and by whom; `problem` where it proves nothing."""

    file: str
    number: int
    head: str
    time: str = ""
    authority: str = ""
    problem: str = ""

    def sentence(self) -> str:
        """The token for people."""
        if self.problem:
            return f"{self.file}: {self.problem}"
        return f"line {self.number} of the ledger existed on {self.time}, says {self.authority}"


def request(store: SnapshotStore) -> bytes:
    """A request for a token of the ledger's last line, to be handed to an authority; WorldError for an empty ledger."""
    client = _client()
    line = _last(store)
    return bytes(
        client.TimestampRequestBuilder().data(line).hash_algorithm(client.HashAlgorithm.SHA256).nonce(nonce=False)
        .build().as_bytes()
    )  # fmt: skip


def ask(authority: str, query: bytes, opened: Callable[..., Any] = urllib.request.urlopen) -> bytes:
    """The answer of an authority over HTTP; WorldError where there is none, UsageError for what is no address."""
    if not authority.startswith(("http://", "https://")):
        raise UsageError(f"{authority!r} is no address of a time-stamp authority; write https://…")
    asked = urllib.request.Request(authority, query, {"Content-Type": QUERY, "Accept": REPLY})  # noqa: S310
    try:
        with opened(asked, timeout=SECONDS) as answer:
            body: bytes = answer.read(LARGEST + 1)
            kind = answer.headers.get_content_type()
    except (urllib.error.URLError, OSError) as error:
        raise WorldError(f"{authority} gave no token ({error}); nothing was stored, try again") from None
    if kind != REPLY or len(body) > LARGEST:
        raise WorldError(f"{authority} gave no token but {kind}, {len(body)} bytes; nothing was stored")
    return body


def keep(store: SnapshotStore, token: bytes, roots: Sequence[bytes] = ()) -> Witness:
    """Store a token of this ledger, and the certificates given with it; UnreadableInput for one that proves nothing."""
    folder = store.root / "witness"
    known = folder / "roots.pem"
    pem = b"".join([known.read_bytes() if known.exists() else b"", *roots])
    found = _verified("the token", token, _lines(store), pem)
    if found.problem:
        raise UnreadableInput(f"{found.problem}; nothing was stored")
    folder.mkdir(parents=True, exist_ok=True)
    for path, body in ((known, pem), (folder / f"{found.number:06d}-{found.head[:16]}.tsr", token)):
        with whole_file(path) as temporary:
            temporary.write_bytes(body)
    return found


_TOKENS_GONE = "certificates are kept and no token is: tokens that were stored are gone; restore them from a backup"


def witnesses(store: SnapshotStore) -> list[Witness]:
    """Every token kept, verified against the ledger as it is now."""
    folder = store.root / "witness"
    files, roots = sorted(folder.glob("*.tsr")), folder / "roots.pem"
    if not files:
        return [Witness(roots.name, -1, "", problem=_TOKENS_GONE)] if roots.exists() else []
    pem = roots.read_bytes() if roots.exists() else b""
    lines = _lines(store)
    found = [_verified(path.name, path.read_bytes(), lines, pem) for path in files]
    return [_as_named(path.name, each) for path, each in zip(files, found, strict=True)]


def _as_named(name: str, found: Witness) -> Witness:
    """A token under the number and head it was stored with: where the ledger was written anew, it says which line."""
    number, _, head = name.removesuffix(".tsr").partition("-")
    if not number.isdecimal():
        return Witness(name, found.number, found.head, problem="its name is none that keeling gives a token")
    if not found.problem and (int(number), head) != (found.number, found.head[: len(head)]):
        return Witness(name, found.number, found.head, problem="it is stored under the name of another line")
    if found.problem and found.number < 0:
        problem = f"{found.problem}: line {int(number)} of the ledger is not what it was on {found.time}"
        return Witness(name, int(number), found.head, found.time, found.authority, problem)
    return found


def _verified(name: str, token: bytes, lines: Sequence[str], pem: bytes) -> Witness:
    """A token against the digests of the ledger's lines and the certificates trusted."""
    client = _client()
    try:
        answer = client.decode_timestamp_response(_in_order(token))
        head = answer.tst_info.message_imprint.message.hex()
        time = answer.tst_info.gen_time.isoformat()
        authority = _signer(answer)
    except (ValueError, AttributeError) as error:
        return Witness(name, 0, "", problem=f"it is no time-stamp token ({error})")
    if problem := _signature(answer, bytes.fromhex(head), pem):
        return Witness(name, 0, head, time, authority, problem)
    if head not in lines:
        return Witness(name, -1, head, time, authority, "it is of another ledger, or this one was written anew")
    return Witness(name, lines.index(head) + 1, head, time, authority)


def _signature(answer: "TimeStampResponse", digest: bytes, pem: bytes) -> str:
    """What is wrong with the signature of a token, as a phrase; empty where it verifies."""
    from cryptography.x509 import load_pem_x509_certificates

    client = _client()
    try:
        roots = load_pem_x509_certificates(pem) if pem else []
    except ValueError:
        return "the certificates of the authority cannot be read (PEM is expected)"
    if not roots:
        return "no certificate of an authority is known: name one with --roots FILE.pem"
    builder = client.VerifierBuilder()
    for root in roots:
        builder = builder.add_root_certificate(root)
    try:
        builder.build().verify(answer, digest)
    except (client.VerificationError, ValueError) as error:
        return f"its signature does not verify ({error})"
    return ""


def _signer(answer: "TimeStampResponse") -> str:
    """The name on the certificate that signed."""
    from cryptography.x509 import load_der_x509_certificate

    certificates = [load_der_x509_certificate(each) for each in answer.signed_data.certificates]
    serials = {each.serial_number for each in answer.signed_data.signer_infos}
    signers = [each.subject.rfc4514_string() for each in certificates if each.serial_number in serials]
    return signers[0] if signers else "an authority that does not name itself"


def _lines(store: SnapshotStore) -> list[str]:
    """The digest of every line of the ledger: what was the head when it was the last."""
    if not store.ledger.exists():
        return []
    lines = store.ledger.read_bytes().splitlines(keepends=True)
    return [hashlib.sha256(line).hexdigest() for line in lines if line.endswith(b"\n")]


def _last(store: SnapshotStore) -> bytes:
    lines = store.ledger.read_bytes().splitlines(keepends=True) if store.ledger.exists() else []
    if not lines:
        raise WorldError(f"{store.ledger} has no line yet; crawl or add something first")
    return lines[-1]


def _in_order(token: bytes) -> bytes:
    """A token with its certificates in the order that DER asks of a set (X.690, 11.6).

    openssl, and with it public authorities, leaves them as they came, which the client refuses. They are
    outside what is signed, and their order changes no length.
    """
    try:
        answer = _elements(token)[0][1]
        signed = _elements(_elements(_elements(answer)[1][1])[1][1])[0][1]
        certificates = next(body for tag, body, _ in _elements(signed) if tag == CERTIFICATES)
        ordered = b"".join(sorted(whole for _, _, whole in _elements(certificates)))
    except (IndexError, StopIteration):
        return token
    return token.replace(certificates, ordered, 1)


def _elements(data: bytes) -> list[tuple[int, bytes, bytes]]:
    """The elements of a DER value: tag, body, and the whole; raises IndexError for what is cut."""
    found, at = [], 0
    while at < len(data):
        size, start = data[at + 1], at + 2
        if size & 0x80:
            start += size & 0x7F
            size = int.from_bytes(data[at + 2 : start])
        if start + size > len(data):
            raise IndexError("cut")
        found.append((data[at], data[start : start + size], data[at : start + size]))
        at = start + size
    return found


def _client() -> Any:
    try:
        import rfc3161_client
    except ImportError:
        raise UsageError(EXTRA) from None
    return rfc3161_client
