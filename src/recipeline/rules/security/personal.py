"""What personal data looks like, each form with its check digits where it has any.

Sources: RFC 5322 (the usual subset), ITU E.164, ISO/IEC 7812 (cards), ISO 13616 (IBAN), the issuers' pages on SSN, NINO, CPF
and DNI, read on 2026-11-25.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

EMAIL = re.compile(r"(?<![\w.%+/@-])[A-Za-z0-9][\w.%+-]{0,63}@((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?\.){1,6}([A-Za-z]{2,24}))(?![\w@-])")
# Ends of file names and of hosts of one machine: `logo@2x.png`, `root@box.local`.
NO_DOMAIN = frozenset({
    "png", "jpg", "jpeg", "gif", "svg", "webp", "pdf", "py", "pyc", "ipynb", "csv", "txt", "json", "js", "css", "html", "md", "local", "lan", "internal",
    "localdomain", "localhost", "example", "test", "invalid", "git", "whl", "gz", "zip", "so", "dll", "conf", "yaml", "yml", "toml",
})  # fmt: skip
# Addresses that belong to no person (RFC 2606), and mailboxes of machines.
NO_PERSON = re.compile(r"^(?:git|no-?reply|do-?not-?reply|root|admin|info|support|contact|help|sales|webmaster|postmaster|user(?:name)?|you|your[._-]?\w*|name|email|someone|test|foo|bar)@|@(?:[\w-]+\.)*(?:example|test|domain|email|company|xyz|abc|foo|bar)\.\w+$", re.I)
# What may not stand before a match is asked behind its first sign: a pattern that starts with a sign is looked for ten times faster.
PHONE = re.compile(
    r"[+(2-9](?<![\w.+/()-].)(?:(?<=\+)[1-9]\d{0,2}[ -]?(?:\(\d{1,4}\)|\d{1,4})(?:[ -]\d{2,4}){2,4}|(?<=\()[2-9]\d{2}\) ?[2-9]\d{2}-\d{4}|(?<=\d)\d{2}-[2-9]\d{2}-\d{4})(?![\w/-]|\.\d)",
    re.S,
)
FICTIONAL = re.compile(r"555[ -.]?01\d\d$|^\W*555|(\d)\1{6}$")
CARD = re.compile(r"\d(?<![\w.-]\d)(?:\d{3}([ -])\d{4}\1\d{4}\1\d{4}|(?<=3)[47]\d{2}([ -])\d{6}\2\d{5}|\d{14,15})(?![\w.-])")
ISSUED = re.compile(r"^(?:4\d{15}|5[1-5]\d{14}|2(?:2[2-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|6(?:011|5\d\d)\d{12})$")
SSN = re.compile(r"[0-8](?<![\w.-]\d)\d\d(?<!000|666)-(?!00)\d{2}-(?!0000)\d{4}(?![\w.-])")
NINO = re.compile(r"[A-CEGHJ-PR-TW-Z](?<!\w.)[A-CEGHJ-NPR-TW-Z](?<!BG|GB|NK|KN|TN|NT|ZZ) \d{2} \d{2} \d{2} [A-D](?!\w)")
CPF = re.compile(r"\d(?<![\w.]\d)\d{2}\.\d{3}\.\d{3}-\d{2}(?![\w.])")
IBAN = re.compile(r"[A-Z](?<!\w.)[A-Z]\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")
DNI = re.compile(r"\d(?<![\w.]\d)\d{7}-?[A-HJ-NP-TV-Z](?!\w)")
DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"


def personal_in(text: str) -> Iterator[tuple[str, int]]:
    """Kinds of personal data in a text, in the plural, and how many different ones of each. Never the data itself."""
    for kind, needed, found in KINDS:
        if needed in text:
            count = len(set(found(text)))
            if count:
                yield kind, count


def _emails(text: str) -> Iterator[str]:
    for found in EMAIL.finditer(text):
        if found[2].lower() not in NO_DOMAIN and not NO_PERSON.search(found[0]):
            yield found[0].lower()


def _phones(text: str) -> Iterator[str]:
    for found in PHONE.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if 10 <= len(digits) <= 15 and not FICTIONAL.search(found[0]):
            yield digits


def _cards(text: str) -> Iterator[str]:
    """One number in ten has a right check digit by chance: a column of identifiers is told by those that have none."""
    numbers = {re.sub(r"\D", "", found[0]) for found in CARD.finditer(text)}
    right = {one for one in numbers if ISSUED.match(one) and luhn(one)}
    if len(right) * 5 >= len(numbers) * 4:
        yield from right


def luhn(digits: str) -> bool:
    """Whether a card number has the right check digit."""
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _ids(text: str) -> Iterator[str]:
    for pattern, right in ((SSN, _always), (NINO, _always), (CPF, _cpf), (DNI, _dni)):
        yield from (found[0] for found in pattern.finditer(text) if right(found[0]))


def _ibans(text: str) -> Iterator[str]:
    for found in IBAN.finditer(text):
        plain = found[0].replace(" ", "")
        if int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1:
            yield plain


def _always(value: str) -> bool:
    return bool(value)


def _cpf(value: str) -> bool:
    digits = [int(sign) for sign in value if sign.isdigit()]
    if len(set(digits)) == 1:
        return False
    return all(sum(d * w for d, w in zip(digits, range(n + 1, 1, -1), strict=False)) * 10 % 11 % 10 == digits[n] for n in (9, 10))


def _dni(value: str) -> bool:
    return DNI_LETTERS[int(value[:8]) % 23] == value[-1]


KINDS: tuple[tuple[str, str, Callable[[str], Iterator[str]]], ...] = (  # what, a sign that must be there, how to find it
    ("email address|email addresses", "@", _emails),
    ("phone number|phone numbers", "", _phones),
    ("card number|card numbers", "", _cards),
    ("national identity number|national identity numbers", "", _ids),
    ("bank account number|bank account numbers", "", _ibans),
)
