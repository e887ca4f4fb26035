"""Level 1, before any parsing: is it a UTF-8 XML file without BOM and DOCTYPE, and which kind of message is it.

Only the first `HEAD` bytes are looked at. Every refusal says in Dutch what the file is instead.
"""

import re

from keukentafel.backoffice.berichten.codec.parsing import PullParser, SyntaxFault, codes_by_name, error_code
from keukentafel.backoffice.berichten.codec.registry import RELEASES, BerichtSoort, soort_of_namespace
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.verdict import Fault

HEAD = 65536
# What is longer is no name of the standard; a fault is shown and kept, so what it repeats of a file is cut.
LONGEST_NAME = 60

_MARKS = (
    (b"\xef\xbb\xbf", "Het bestand begint met een BOM. Sla het op als UTF-8 zonder BOM."),
    (b"\xff\xfe", "Het bestand is in UTF-16 opgeslagen. Sla het op als UTF-8."),
    (b"\xfe\xff", "Het bestand is in UTF-16 opgeslagen. Sla het op als UTF-8."),
    (b"<\x00", "Het bestand is in UTF-16 opgeslagen. Sla het op als UTF-8."),
    (b"\x00", "Het bestand is in UTF-16 of UTF-32 opgeslagen. Sla het op als UTF-8."),
    (b"\x4c\x6f\xa7\x94", "Het bestand is in EBCDIC opgeslagen. Sla het op als UTF-8."),
)
_ENCODING = re.compile(rb"""<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([^"'>]{0,60})["']""")
_NAMESPACE = re.compile(
    r"http://www\.istandaarden\.nl/(i[a-z]+)/([0-9]{1,3})_([0-9]{1,3})/([a-z]+)([0-9]{3})/schema"
)


def fault_of_level1(rule: str, reason: str, *, path: str = "", line: int | None = None) -> Fault:
    """A fault of level 1: there is no return code, because no message answers it."""
    return Fault(1, rule, None, path, line, reason)


def identify(head: bytes) -> BerichtSoort | Fault:
    """The kind of message in a file, by its first bytes, or the fault that tells what the file is instead."""
    fault = check_bytes(head)
    if fault is not None:
        return fault
    tag = find_root(head)
    return tag if isinstance(tag, Fault) else find_kind(tag)


def check_bytes(head: bytes) -> Fault | None:
    """Refuse what cannot be a message, by its first bytes; `head` holds at most `HEAD` of them."""
    if not head.strip():
        return fault_of_level1("XML", "Het bestand is leeg.")
    for mark, reason in _MARKS:
        if head.startswith(mark):
            return fault_of_level1("OP192", reason, line=1)
    if head.startswith(b"PK\x03\x04"):
        return fault_of_level1("XML", "Dit is een ZIP-bestand. Pak het uit en lever het XML-bestand aan.")
    if not head.lstrip().startswith(b"<"):
        return fault_of_level1("XML", "Dit is geen XML-bestand.", line=1)
    encoding = _ENCODING.match(head)
    if encoding and encoding[1].lower() != b"utf-8":
        return fault_of_level1(
            "OP192", "Het bestand noemt een andere tekencodering dan UTF-8. Sla het op als UTF-8.", line=1
        )
    return _check_prolog(head)


def _check_prolog(head: bytes) -> Fault | None:
    at = len(head) - len(head.lstrip())
    while True:
        if head.startswith(b"<?", at):
            end = head.find(b"?>", at)
        elif head.startswith(b"<!--", at):
            end = head.find(b"-->", at + len(b"<!--"))
        elif head.startswith(b"<!", at):
            line = head.count(b"\n", 0, at) + 1
            return fault_of_level1(
                "DOCTYPE", "Het bestand bevat een DOCTYPE. Dat is om veiligheid niet toegestaan.", line=line
            )
        else:
            return None
        if end < 0:
            return fault_of_level1(
                "XML", "Het begin van het bestand is niet af: er volgt geen bericht.", line=1
            )
        rest = head[head.index(b">", end) + 1 :].lstrip()
        at = len(head) - len(rest)


def find_root(head: bytes) -> str | Fault:
    """The name of the root element, as {namespace}name, or the fault that keeps us from seeing it."""
    parser = PullParser(("start",))
    fault = fault_of_level1("XML", "Er staat geen bericht in het bestand.", line=1)
    try:
        parser.feed(head)
        parser.close()
    except SyntaxFault as error:
        fault = syntax_fault(error_code(error), error.lineno)
    return next((str(element.tag) for _, element in parser.events()), None) or fault


def find_kind(tag: str) -> BerichtSoort | Fault:
    """The kind of message that a root element announces, or the fault that tells what it is instead."""
    namespace, _, name = tag.rpartition("}")
    namespace = namespace.removeprefix("{")
    soort = soort_of_namespace(namespace)
    if soort is not None and name == "Bericht":
        return soort
    return fault_of_level1("soort", _why_unknown(namespace, soort), path=f"/{name[:LONGEST_NAME]}", line=None)


def _why_unknown(namespace: str, soort: BerichtSoort | None) -> str:
    if soort is not None:
        return "Het bestand begint niet met het element Bericht."
    found = _NAMESPACE.fullmatch(namespace)
    if found is None:
        return "Dit is geen bericht van de standaard iWmo of iJw."
    standard, major, minor, prefix, number = found.groups()
    if standard not in ("iwmo", "ijw") or prefix != standard[1:]:
        return "Dit is een bericht van een andere standaard dan iWmo en iJw."
    label = f"{prefix.upper()}{number}"
    ours = [release.name for release in RELEASES[Law(prefix)] if release.implemented]
    if f"{major}.{minor}" not in ours and ours:
        known = " en ".join(ours)
        return f"Dit is een {label} van release {major}.{minor}. We verwerken release {known}. Vraag de afzender om een nieuw bestand."
    return f"Dit is een {label}. Dat soort bericht kunnen we niet verwerken."


_SYNTAX_TEXTS = {
    "ERR_DOCUMENT_END": "Na het einde van het bericht staat nog iets in het bestand.",
    "ERR_RESERVED_XML_NAME": "Na het einde van het bericht begint nog een bericht.",
    "ERR_DOCUMENT_EMPTY": "Er staat geen bericht in het bestand.",
    "ERR_TAG_NOT_FINISHED": "Het bestand is afgekapt: het houdt midden in het bericht op.",
    "ERR_TAG_NAME_MISMATCH": "Een onderdeel wordt niet goed afgesloten.",
    "ERR_INVALID_CHAR": "Het bestand bevat een teken dat niet in XML mag staan.",
    "ERR_INVALID_ENCODING": "Het bestand bevat tekens die geen UTF-8 zijn. Sla het op als UTF-8.",
    "ERR_UNDECLARED_ENTITY": "Het bestand gebruikt een verwijzing (&…;) die niet bestaat.",
    "ERR_LT_REQUIRED": "Er staat tekst waar een onderdeel moet beginnen.",
    "ERR_GT_REQUIRED": "Een onderdeel is niet goed geschreven of het bestand is afgekapt.",
    "ERR_RESOURCE_LIMIT": "Het bestand is te diep genest of een tekst is te lang.",
}
_SYNTAX = codes_by_name(_SYNTAX_TEXTS)


def syntax_fault(code: int, line: int | None) -> Fault:
    """The fault for XML that is not well formed, by libxml2's error code."""
    return fault_of_level1("XML", _SYNTAX.get(code, "Het bestand is geen geldige XML."), line=line)
