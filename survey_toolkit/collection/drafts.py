"""Drafts of mails, which open in a mail program with everything filled in. Nothing is sent."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from typing import NamedTuple

WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


class Attachment(NamedTuple):
    """A workbook that goes with a mail."""

    name: str
    content: bytes


def draft(to: str, subject: str, body: str, attachments: tuple[Attachment, ...] = ()) -> bytes:
    """A mail as an .eml file. `X-Unsent` makes Outlook open it as one that is not sent yet.

    The same content gives the same bytes. Line breaks in `to` and `subject` become spaces, so
    that no text can add a heading.

    >>> b"Subject: =?utf-8?q?P=C3=A5mindelse?=" in draft("a@example.org", "Påmindelse", "Kære A")
    True
    """
    mail = EmailMessage(policy=SMTP)
    mail["X-Unsent"] = "1"
    if to.strip():
        mail["To"] = " ".join(to.split())
    mail["Subject"] = " ".join(subject.split())
    mail.set_content(body)
    for attachment in attachments:
        mail.add_attachment(
            attachment.content, maintype=WORKBOOK[0], subtype=WORKBOOK[1], filename=attachment.name
        )
    if mail.is_multipart():
        mail.set_boundary("=_draft_")
    return mail.as_bytes()
