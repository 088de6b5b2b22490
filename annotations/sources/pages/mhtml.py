"""A page that a browser saved with all that belongs to it, as MHTML (RFC 2557): its root part."""

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

from annotations.errors import PostilError
from annotations.sources.found import Found
from annotations.sources.letters.decoding import decode
from annotations.sources.pages import html

_PAGES = ("text/html", "application/xhtml+xml")


def read(data: bytes, name: str) -> Found:
    """The article of the page. Raises `PostilError` where there is none."""
    message = message_from_bytes(data.lstrip(), policy=policy.default)
    page = next((part for part in _roots_first(message) if part.get_content_type() in _PAGES), None)
    payload = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(payload, bytes):
        raise PostilError(f"{name} has no page in it.", "Save the page as HTML.")
    declared = page.get_content_charset() or html.declared_charset(payload)
    decoded = decode(payload, name, declared)
    found = html.read(decoded.text.encode("utf-8-sig"), name)
    place = message["Snapshot-Content-Location"] or page["Content-Location"] or ""
    url = {"url": str(place)} if str(place).startswith(("http://", "https://")) else {}
    notes = tuple(filter(None, (decoded.note, *found.notes)))
    return replace(found, fields={**url, **found.fields}, notes=notes)


def _roots_first(message: EmailMessage) -> list[EmailMessage]:
    """The parts of a message, that which it names as its root before the others."""
    start = str(message.get_param("start") or "")
    parts = [part for part in message.walk() if isinstance(part, EmailMessage)]
    return sorted(parts, key=lambda part: not start or str(part["Content-ID"]) != start)
