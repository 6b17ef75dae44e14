"""E-mail addresses in cells and letters, and those that belong to no person."""

from __future__ import annotations

import re

_NOT_IN_ADDRESS = r"\s<>()\[\],;:\"“”‘’„=|"
# An address begins only after a character that none contains: this keeps long words quick.
_ADDRESS = re.compile(rf"(?<![^{_NOT_IN_ADDRESS}@])[^{_NOT_IN_ADDRESS}@]+@[^{_NOT_IN_ADDRESS}@]+")
_IN_PART = re.compile(r"…|\.\.|\*|\.$|^\.")
_FOR_OTHERS = re.compile(
    r"(?:no[._-]?reply|do[._-]?not[._-]?reply|donotreply|notifications?|notify|mailer[._-]?daemon|postmaster|bounces?|automated|auto[._-]?reply"
    r"|alerts?|reply|replies|unsubscribe|invitations?|invite|calendar-notification)(?:[+._=-].*)?|.+[+=-](?:bounces?|noreply)|(?:reply|replies|bounces?)[+=-].+",
    re.IGNORECASE,
)
_OF_A_PROGRAM = re.compile(
    r"(?:group|resource|import)\.calendar\.google\.com|.*\.calendar\.google\.com|users\.noreply\..+",
    re.IGNORECASE,
)


def addresses_in(text: str) -> tuple[str, ...]:
    """Return the e-mail addresses in a cell, without `mailto:` and brackets."""
    if "@" not in text:
        return ()
    found = (address.strip(".'") for address in _ADDRESS.findall(text))
    return tuple(dict.fromkeys(found))


def address(text: str) -> str:
    """Return the one address that a cell is; "" for anything else, even one cut short (`ann@…`)."""
    text = text.strip().removeprefix("mailto:")
    return text if _ADDRESS.fullmatch(text) and not _IN_PART.search(text) else ""


def sends_for_others(text: str) -> bool:
    """Return whether programs write from this address on behalf of others: then it's no one's own."""
    local, _, domain = text.rpartition("@")
    return bool(_FOR_OTHERS.fullmatch(local[:100]) or _OF_A_PROGRAM.fullmatch(domain[:100]))


def own_addresses(*texts: str) -> tuple[str, ...]:
    """Return the addresses in these texts that may be someone's own."""
    found = (each for text in texts for each in addresses_in(text))
    return tuple(
        dict.fromkeys(
            each for each in found if not (_IN_PART.search(each) or sends_for_others(each))
        )
    )


def name_beside(text: str) -> str:
    """Return the name in `Grace Hopper <grace@example.org>`; "" for an address alone."""
    if len(text) > 1000:
        return ""
    text = re.sub(r"<[^<>]*@[^<>]*>|\[mailto:[^\]]*\]|\([^()]*@[^()]*\)", " ", text)
    text = _ADDRESS.sub(" ", text.replace("mailto:", ""))
    name = " ".join(text.split()).strip(" ,;:|-–—\"'“”‘’„<>()[]\t")
    return f"{name})" if name.count("(") > name.count(")") else name
