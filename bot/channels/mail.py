"""Mail to staff by an SMTP server."""

from __future__ import annotations

import asyncio
import logging
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Literal

from bot.service.ports import TryLater

log = logging.getLogger(__name__)

TIMEOUT = 30.0
"""Seconds for each step of the talk with the server."""


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """Sends from one address to some others; logs in where a user is given."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    sender: str
    recipients: tuple[str, ...]
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = TIMEOUT
    context: ssl.SSLContext | None = None
    """By which the server is known; by default the system's authorities."""

    async def send(self, subject: str, text: str) -> None:
        """Send a mail. TryLater, with a reason that may be logged, when it could not be sent."""
        mail = self._mail(subject, text)
        try:
            await asyncio.to_thread(self._send, mail)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise TryLater(_reason(error)) from None

    def _mail(self, subject: str, text: str) -> EmailMessage:
        mail = EmailMessage()
        mail["Subject"] = " ".join(subject.split())
        mail["From"] = self.sender
        mail["To"] = ", ".join(self.recipients)
        mail["Date"] = formatdate()
        mail["Message-ID"] = make_msgid(domain=self.sender.rpartition("@")[2])
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(text)
        return mail

    def _send(self, mail: EmailMessage) -> None:
        with self._connect() as server:
            if self.security == "starttls":
                server.starttls(context=self._context())
            if self.user is not None:
                server.login(self.user, self.password or "")
            refused = server.send_message(mail)
        if refused:  # the others have it: to try again would bring it to them again
            log.warning("the mail server refused %s of MAIL_TO", len(refused))

    def _connect(self) -> smtplib.SMTP:
        if self.security == "tls":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout, context=self._context())
        return smtplib.SMTP(self.host, self.port, timeout=self.timeout)

    def _context(self) -> ssl.SSLContext:
        return self.context or ssl.create_default_context()


def _reason(error: Exception) -> str:
    """In words for the log: a server's own may repeat what it was told, addresses and all."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return f"the mail server refused SMTP_USER and SMTP_PASSWORD ({error.smtp_code})"
        case smtplib.SMTPRecipientsRefused():
            return "the mail server refused all of MAIL_TO"
        case smtplib.SMTPSenderRefused():
            return f"the mail server refused MAIL_FROM ({error.smtp_code})"
        case smtplib.SMTPNotSupportedError():
            return "the mail server does not offer what SMTP_SECURITY or SMTP_USER asks for"
        case smtplib.SMTPResponseException():
            return f"the mail server refused ({error.smtp_code})"
        case ssl.SSLCertVerificationError():
            return "the mail server's certificate cannot be trusted"
        case _:
            return f"no way to the mail server: {type(error).__name__}"
