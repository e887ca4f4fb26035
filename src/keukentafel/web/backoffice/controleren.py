"""Checking a message that somebody pastes or uploads, record by record; and the rules themselves. Nothing of it is stored."""

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from keukentafel.backoffice.berichten import queries
from keukentafel.backoffice.berichten.codec.checking import Checked, check
from keukentafel.backoffice.berichten.codec.gemeenten import gemeentecodes
from keukentafel.backoffice.berichten.codec.rules.register import RULE_REGISTER, RegisteredRule
from keukentafel.backoffice.berichten.codec.verdict import Fault
from keukentafel.core import dutch
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.clock import queries as clock
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.backoffice import words

PASTED = "Geplakt bericht"
MEGABYTE = 1024 * 1024
_RECORD = re.compile(r"(/Bericht/(?:.*\[[0-9]+\]|[^/]+))(.*)")
_NIVEAU = {
    1: "Het bestand past niet bij het schema. Op zo'n bestand komt geen antwoord.",
    2: "In het bericht klopt iets niet. De ontvanger weigert het hele bericht.",
    3: "Het bericht past niet bij eerdere berichten.",
    4: "Het bericht past niet bij wat de ontvanger weet.",
}


class ControleForm(forms.Form):
    """A message as text or as a file."""

    tekst = forms.CharField(
        label="Plak hier het bericht",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "wrap": "off"}),
    )
    bestand = forms.FileField(
        label="Of kies een bestand",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xml,text/xml,application/xml"}),
    )

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two, no larger than may be exchanged."""
        given = super().clean() or {}
        text, file = given.get("tekst") or "", given.get("bestand")
        if bool(text) == bool(file):
            raise ValidationError("Plak een bericht, of kies een bestand. Een van de twee.")
        largest = queries.largest_file(clock.today())
        size = file.size if file else len(text.encode())
        if size > largest:
            raise ValidationError(
                f"Dit is {words.size(size)}. Een bericht mag ten hoogste {words.size(largest)} zijn."
            )
        return given


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the message with what is wrong in it: the place inside it, and the fault."""

    plek: str
    fouten: tuple[tuple[str, Fault], ...]


@page(Act.BERICHT_CONTROLEREN, methods=("GET", "POST"))
def controleren(request: ActorRequest) -> HttpResponse:
    """A message to check, and what is wrong in it."""
    form = ControleForm(request.POST, request.FILES) if request.method == "POST" else ControleForm()
    largest = queries.largest_file(clock.today())
    context: dict[str, object] = {"form": form, "grootste": f"Ten hoogste {largest // MEGABYTE} MB."}
    if form.is_valid():
        file = form.cleaned_data["bestand"]
        content = file.read() if file else form.cleaned_data["tekst"].encode()
        today = clock.today()
        checked = check(
            content, file=file.name if file else PASTED, today=today, gemeentecodes=gemeentecodes(today)
        )
        # An empty form again: what was pasted holds personal data, and goes no further than its check.
        context |= {"form": ControleForm(), **_outcome(checked)}
    return render(request, "backoffice/controleren.html", context, status=422 if form.errors else 200)


@page(Act.BERICHT_CONTROLEREN)
def regels(request: ActorRequest) -> HttpResponse:
    """Every rule of the messages, each with a place of its own to point at."""
    context = {
        "regels": [
            (rule, ", ".join(map(str, sorted(rule.messages))), _laws(rule)) for rule in RULE_REGISTER.values()
        ],
        "kruimels": [("Bericht controleren", reverse("bericht-controleren")), ("Regels", "")],
    }
    return render(request, "backoffice/berichtregels.html", context)


def _outcome(checked: Checked) -> dict[str, object]:
    label = checked.soort.label if checked.soort else ""
    subject = f"{label} {words.kind(label).lower()}" if label else "bestand"
    faults = checked.errors
    if not faults:
        return {
            "uitslag": f"In dit bericht ({subject}) is geen fout gevonden",
            "naam": checked.file,
            "goed": True,
        }
    return {
        "uitslag": f"{dutch.plural(len(faults), 'fout', 'fouten')} in dit {f'bericht ({subject})' if label else subject}",
        "naam": checked.file,
        "goed": False,
        "gevolg": _NIVEAU[faults[0].level],
        "records": _records(faults),
        "bekend": frozenset(RULE_REGISTER),
    }


def _records(faults: tuple[Fault, ...]) -> list[Record]:
    """The faults by record: the innermost item of a list, else the class below the root."""
    found: dict[str, list[tuple[str, Fault]]] = {}
    for fault in faults:
        place = _RECORD.fullmatch(fault.path)
        record, inside = (
            (place[1].removeprefix("/Bericht/"), place[2].strip("/")) if place else ("Het hele bestand", "")
        )
        found.setdefault(record, []).append((inside, fault))
    return [Record(place, tuple(rows)) for place, rows in found.items()]


def _laws(rule: RegisteredRule) -> str:
    return " en ".join(sorted((f"i{law.value.capitalize()}" for law in rule.laws), reverse=True))
