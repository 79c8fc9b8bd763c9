"""Tokens of a time-stamp authority that the test makes with openssl: what they prove, and what they find out."""

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import cli
from corpus import witness
from corpus.errors import UnreadableInput, UsageError, WorldError
from corpus.snapshots import GENESIS, Sighting, SnapshotStore

pytest.importorskip("rfc3161_client")

CONFIGURATION = """
[tsa]
default_tsa = made
[made]
dir = {folder}
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
certs = {folder}/ca.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


class Authority:
    """A time-stamp authority of openssl's in a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        (folder / "tsa.cnf").write_text(CONFIGURATION.format(folder=folder))
        (folder / "serial").write_text("01\n")
        (folder / "extensions").write_text(
            "extendedKeyUsage = critical,timeStamping\nkeyUsage = critical,digitalSignature\n"
        )
        new = ["req", "-newkey", "rsa:2048", "-nodes"]
        self.run(*new, "-x509", "-days", "30", "-subj", "/CN=Root of the test", "-keyout", "ca.key", "-out", "ca.pem",
                 "-addext", "keyUsage=critical,keyCertSign")  # fmt: skip
        self.run(*new, "-subj", "/CN=Authority of the test", "-keyout", "tsa.key", "-out", "tsa.csr")
        self.run("x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "9",
                 "-extfile", "extensions", "-out", "tsa.pem")  # fmt: skip

    def run(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

    def answer(self, query: bytes) -> bytes:
        (self.folder / "query").write_bytes(query)
        self.run("ts", "-reply", "-queryfile", "query", "-config", "tsa.cnf", "-section", "made", "-out", "answer")
        return (self.folder / "answer").read_bytes()

    @property
    def roots(self) -> bytes:
        return (self.folder / "ca.pem").read_bytes()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    return Authority(tmp_path_factory.mktemp("authority") / "one")


@pytest.fixture
def store(tmp_path: Path) -> SnapshotStore:
    """A ledger of three lines."""
    found = SnapshotStore(tmp_path / "data" / "snapshots")
    with found.writing():
        for n in range(3):
            found.add(Sighting(f"https://example.org/{n}", "ok"), f"body {n}".encode())
    return found


def test_a_token_proves_the_ledger_up_to_its_line(store: SnapshotStore, authority: Authority) -> None:
    """The head is what openssl signs and verifies by itself; later lines leave the token as good as it was."""
    kept = witness.keep(store, authority.answer(witness.request(store)), [authority.roots])
    assert (kept.number, kept.head, kept.problem) == (3, store.head(), "")
    assert kept.authority == "CN=Authority of the test"
    token = next((store.root / "witness").glob("*.tsr"))
    authority.run("ts", "-verify", "-digest", store.head(), "-in", str(token), "-CAfile", "ca.pem")
    with store.writing():
        store.add(Sighting("https://example.org/later", "ok"), b"later")
    (found,) = witness.witnesses(store)
    assert found.sentence().startswith("line 3 of the ledger existed on ")


def test_a_ledger_written_anew_is_found_out(store: SnapshotStore, authority: Authority) -> None:
    """One word changed and every digest after it made again: the chain is whole, the token says it is not the same."""
    witness.keep(store, authority.answer(witness.request(store)), [authority.roots])
    sightings = store.sightings()
    store.ledger.unlink()
    with store.writing():
        for n, sighting in enumerate(sightings):
            changed = replace(sighting, note="nothing of the kind" if n == 1 else sighting.note)
            store.add(replace(changed, number=0, previous=GENESIS))
    assert store.damage() == []
    (found,) = witness.witnesses(store)
    assert "this one was written anew: line 3 of the ledger is not what it was on 20" in found.problem


def test_shortened_and_another_ledger(store: SnapshotStore, authority: Authority, tmp_path: Path) -> None:
    """A ledger cut before its token, and a token of another ledger."""
    token = authority.answer(witness.request(store))
    witness.keep(store, token, [authority.roots])
    lines = store.ledger.read_bytes().splitlines(keepends=True)
    store.ledger.write_bytes(b"".join(lines[:2]))
    assert "line 3" in witness.witnesses(store)[0].problem
    other = SnapshotStore(tmp_path / "other")
    with other.writing():
        other.add(Sighting("https://example.org/", "ok"), b"other")
    with pytest.raises(UnreadableInput, match="of another ledger"):
        witness.keep(other, token, [authority.roots])
    assert not (other.root / "witness").exists()


def test_tokens_that_prove_nothing(store: SnapshotStore, authority: Authority, tmp_path: Path) -> None:
    """Another authority's certificates, none, a token that was changed or is none: each is refused and says why."""
    token = authority.answer(witness.request(store))
    stranger = Authority(tmp_path / "stranger")
    for answer, roots, why in (
        (token, [stranger.roots], "signature does not verify"),
        (token, [], "no certificate of an authority"),
        (token, [b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"], "cannot be read"),
        (token[:-40] + bytes(40), [authority.roots], "does not verify|no time-stamp token"),
        (b"<html>", [authority.roots], "no time-stamp token"),
        (token[: len(token) // 2], [authority.roots], "no time-stamp token"),
    ):
        with pytest.raises(UnreadableInput, match=why):
            witness.keep(store, answer, roots)
    assert not (store.root / "witness").exists()


@contextmanager
def served(authority: Authority | None) -> Iterator[str]:
    """The authority over HTTP; without one a page that says it is down."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            body = authority.answer(query) if authority else b"<html>down</html>"
            self.send_response(200)
            self.send_header("Content-Type", witness.REPLY if authority else "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_the_commands(store: SnapshotStore, authority: Authority) -> None:
    """`notarise` asks over HTTP, or by files; an authority that is down or none changes nothing."""
    data = str(store.root.parent)
    with served(authority) as address:
        asked = [
            "--data",
            data,
            "notarise",
            "--authority",
            address,
            "--roots",
            str(authority.folder / "ca.pem"),
            "--json",
        ]
        answer = CliRunner().invoke(cli, asked)
    assert json.loads(answer.stdout)["head"] == store.head()
    query = store.root.parent / "query.tsq"
    assert CliRunner().invoke(cli, ["--data", data, "notarise", "--request", str(query)]).exit_code == 0
    token = store.root.parent / "token.tsr"
    token.write_bytes(authority.answer(query.read_bytes()))
    assert CliRunner().invoke(cli, ["--data", data, "notarise", "--token", str(token)]).exit_code == 0
    with served(None) as address, pytest.raises(WorldError, match="gave no token"):
        witness.ask(address, b"query")
    with pytest.raises(WorldError):
        witness.ask("http://127.0.0.1:1/", b"query")
    with pytest.raises(UsageError):
        witness.ask("file:///etc/passwd", b"query")
    with pytest.raises(WorldError, match="no line yet"):
        witness.request(SnapshotStore(store.root.parent / "none"))


def test_a_stray_file_among_the_tokens_is_named(store: SnapshotStore) -> None:
    """A name that no token is given says so, whatever is in the file, and ends nothing."""
    folder = store.root / "witness"
    folder.mkdir(parents=True)
    (folder / "letter.tsr").write_bytes(b"no token")
    (stray,) = witness.witnesses(store)
    assert "its name is none" in stray.problem


def test_tokens_that_are_gone_are_told_by_their_certificates(store: SnapshotStore, authority: Authority) -> None:
    """A folder with the certificates of an authority and no token was said to be one that nobody was asked to sign."""
    assert witness.witnesses(store) == []
    folder = store.root / "witness"
    folder.mkdir(exist_ok=True)
    shutil.copy(authority.folder / "ca.pem", folder / "roots.pem")
    (found,) = witness.witnesses(store)
    assert "are gone" in found.sentence()
