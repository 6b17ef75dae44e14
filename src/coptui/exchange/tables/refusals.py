"""Texts that list no one: letters, pages, transcripts, files of other programs."""

from __future__ import annotations

import re

from coptui.core.model.sentences import EXPORT_WHO_ATTENDED, READ_FROM_MBOX
from coptui.errors import UsageError
from coptui.exchange.tables.decoding import SAVE_AS_CSV
from coptui.language import tr

_HEADER = re.compile(
    r"^(?:From|To|Cc|Date|Subject|Message-ID|Return-Path|Received|Reply-To|MIME-Version|Content-Type|Delivered-To|In-Reply-To|DKIM-Signature|X-[\w-]+):[ \t]",
    re.IGNORECASE | re.MULTILINE,
)
_TOP = 6000
_STARTS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"\s*<(?:!doctype html|html)\b", re.I), tr("This is a web page (HTML)."), SAVE_AS_CSV),
    (re.compile(r"\s*<\?xml\b.{0,2000}?spreadsheet", re.I | re.S), tr("This is an Excel workbook written as XML."), SAVE_AS_CSV),
    (re.compile(r"\s*<\?xml\b", re.I), tr("This is an XML file from another program."), SAVE_AS_CSV),
    (re.compile(r"WEBVTT\b"), tr("This is a transcript; coptui doesn't import what people say."), EXPORT_WHO_ATTENDED),
    (re.compile(r"\d+\s*\n\d\d:\d\d:\d\d[,.]\d+ -->"), tr("These are subtitles; coptui doesn't import what people say."), EXPORT_WHO_ATTENDED),
    (re.compile(r"(?:version: \d+\s+)?dn: \S", re.I), tr("This is an address book as LDIF."), tr("Export it as vCard (.vcf) or CSV.")),
    (re.compile(r"(?:#.*\n|\s)*\[format\]\s*\nprogram=", re.I), tr("This is an address book from abook."), tr("Convert it: abook --convert --outformat vcard.")),
)  # fmt: skip


def refuse_what_is_no_list(text: str) -> None:
    """Raise UsageError for a text in which no reader looks for people, and say what it is."""
    top = text[:_TOP].lstrip("\ufeff")
    for start, message, hint in _STARTS:
        if start.match(top):
            raise UsageError(message, hint)
    head = top.replace("\r\n", "\n").partition("\n\n")[0]
    headers = {match[0].rstrip(": \t").casefold() for match in _HEADER.finditer(head)}
    if "from" in headers and len(headers & {"date", "subject", "message-id", "received", "to"}) > 1:
        raise UsageError(
            tr("This is a message; coptui doesn't import what people write to each other."),
            READ_FROM_MBOX,
        )
