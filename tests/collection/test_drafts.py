from __future__ import annotations

import email
from email import policy

from survey_toolkit.collection.drafts import Attachment, draft


def read(content: bytes) -> email.message.EmailMessage:
    return email.message_from_bytes(content, policy=policy.default)  # type: ignore[return-value]


def test_a_draft_opens_with_everything_filled_in() -> None:
    book = Attachment("Ærø rettet.xlsx", b"PK\x03\x04 book")
    mail = read(draft("kontakt@example.org", "Påmindelse: Ærø", "Kære kontakt\n\næøå", (book,)))
    assert mail["X-Unsent"] == "1"
    assert (mail["To"], mail["Subject"]) == ("kontakt@example.org", "Påmindelse: Ærø")
    assert mail.get_body().get_content().replace("\r\n", "\n") == "Kære kontakt\n\næøå\n"
    (part,) = mail.iter_attachments()
    assert (part.get_filename(), part.get_content()) == (book.name, book.content)


def test_a_text_cannot_add_a_heading() -> None:
    mail = read(draft("a@example.org\nBcc: b@example.org", "A\r\nBcc: b@example.org", "x"))
    assert mail["Bcc"] is None
    assert mail["Subject"] == "A Bcc: b@example.org"


def test_without_an_address() -> None:
    assert read(draft("  ", "A", "x"))["To"] is None


def test_the_same_content_gives_the_same_bytes() -> None:
    book = (Attachment("a.xlsx", b"x"),)
    assert draft("a@b.dk", "A", "x", book) == draft("a@b.dk", "A", "x", book)
