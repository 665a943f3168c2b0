"""Mail to staff, by a real mail server on this machine."""

from __future__ import annotations

import email
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any, Literal

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from bot.channels.mail import SmtpMailer
from bot.service.ports import TryLater

USER, PASSWORD = "madoguchi", "correct horse"  # of the server below
SUBJECT, TEXT = (
    "窓口の状況（2026-04-01）",
    "・担当者が決まっていないお問い合わせ：3件\nhttps://madoguchi.example/desk\n",
)
OFFICE, BOT = "jimu@example.org", "bot@example.org"


class Inbox:
    """What the server took."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []

    async def handle_RCPT(  # the server's interface
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address == "nobody@example.org":
            return f"550 no such mailbox {address}"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.taken.append(envelope)
        return "250 OK"

    def mail(self) -> EmailMessage:
        (envelope,) = self.taken
        assert isinstance(envelope.content, bytes)
        mail = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        return mail


def _knows(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    known = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=known, handled=False)


@contextmanager
def serving(port: int, inbox: Inbox, certificate: Path | None = None) -> Iterator[None]:
    """A mail server; with a certificate it wants people to log in, and not in clear."""
    options: dict[str, Any] = {}
    if certificate is not None:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(certificate)
        options = {"tls_context": tls, "authenticator": _knows, "auth_required": True}
    server = Controller(inbox, hostname="127.0.0.1", port=port, **options)
    server.start()
    try:
        yield
    finally:
        server.stop()


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Of the server, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    here = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + signed.public_bytes(Encoding.PEM))
    return file


def mailer(
    port: int,
    *to: str,
    security: Literal["starttls", "tls", "none"] = "none",
    password: str | None = None,
    certificate: Path | None = None,
) -> SmtpMailer:
    user = USER if password else None
    trusted = ssl.create_default_context(cafile=str(certificate)) if certificate else None
    return SmtpMailer("127.0.0.1", port, security, BOT, to or (OFFICE,), user, password, 5, trusted)


async def test_a_mail_arrives_as_it_was_written(port: int, certificate: Path) -> None:
    inbox = Inbox()
    sender = mailer(
        port,
        OFFICE,
        "chair@example.org",
        security="starttls",
        password=PASSWORD,
        certificate=certificate,
    )
    with serving(port, inbox, certificate):
        await sender.send(SUBJECT, TEXT)
    mail = inbox.mail()
    assert mail["Subject"] == SUBJECT
    assert (mail["From"], mail["To"]) == (BOT, f"{OFFICE}, chair@example.org")
    assert mail.get_content().splitlines() == TEXT.splitlines()
    assert mail["Auto-Submitted"] == "auto-generated"
    assert inbox.taken[0].rcpt_tos == [OFFICE, "chair@example.org"]


async def test_a_refused_login_is_told_without_the_password(port: int, certificate: Path) -> None:
    inbox = Inbox()
    sender = mailer(port, security="starttls", password="wrong horse", certificate=certificate)
    with serving(port, inbox, certificate), pytest.raises(TryLater) as refused:
        await sender.send(SUBJECT, TEXT)
    assert str(refused.value) == "the mail server refused SMTP_USER and SMTP_PASSWORD (535)"
    assert "horse" not in repr(sender)
    assert inbox.taken == []


async def test_a_server_that_nobody_vouches_for_is_told_nothing(port: int, certificate: Path) -> None:
    inbox = Inbox()
    with (
        serving(port, inbox, certificate),
        pytest.raises(TryLater, match="certificate cannot be trusted"),
    ):
        await mailer(port, security="starttls", password=PASSWORD).send(SUBJECT, TEXT)
    assert inbox.taken == []


async def test_a_server_that_is_down_gets_the_mail_once_it_is_up(port: int) -> None:
    inbox, sender = Inbox(), mailer(port)
    with pytest.raises(TryLater, match="no way to the mail server: ConnectionRefusedError"):
        await sender.send(SUBJECT, TEXT)
    with serving(port, inbox):
        await sender.send(SUBJECT, TEXT)
    assert inbox.mail()["Subject"] == SUBJECT


async def test_nothing_is_sent_in_clear_to_a_server_that_should_encrypt_and_does_not(port: int) -> None:
    inbox = Inbox()
    with serving(port, inbox), pytest.raises(TryLater, match="does not offer what SMTP_SECURITY"):
        await mailer(port, security="starttls").send(SUBJECT, TEXT)
    assert inbox.taken == []


async def test_one_address_that_is_refused_keeps_the_mail_from_nobody_else(
    port: int, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = Inbox()
    with serving(port, inbox):
        await mailer(port, "nobody@example.org", OFFICE).send(SUBJECT, TEXT)
        with pytest.raises(TryLater, match="refused all of MAIL_TO"):
            await mailer(port, "nobody@example.org").send(SUBJECT, TEXT)
    assert inbox.taken[0].rcpt_tos == [OFFICE]
    assert "refused 1 of MAIL_TO" in caplog.text
    assert "nobody@" not in caplog.text


async def test_a_subject_is_one_line_whatever_is_in_it(port: int) -> None:
    inbox = Inbox()
    with serving(port, inbox):
        await mailer(port).send("二行の\nBcc: x@example.org", TEXT)
    assert inbox.mail()["Bcc"] is None
