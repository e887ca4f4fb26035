"""Reading files of providers in: by upload, several at once, or from the inbox folder. The work is done by jobs."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from keukentafel.backoffice.berichten import queries
from keukentafel.backoffice.berichten.domain.berichten import Aankomst, Verdict
from keukentafel.backoffice.berichten.operations import upload
from keukentafel.core import dutch
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.jobs import operations as jobs
from keukentafel.platform.jobs import queries as progress
from keukentafel.platform.jobs.domain import VoortgangRow, VoortgangStatus
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.backoffice import words
from keukentafel.web.platform.taak import OPEN, shown

UPLOAD_TASK, INBOX_TASK = "berichten.take_in_upload", "berichten.scan_inbox"
AT_MOST = 50
_OORDEEL = {
    Verdict.AANGENOMEN: ("goed", "Aangenomen"),
    Verdict.GEWEIGERD: ("fout", "Geweigerd"),
    Verdict.NIET_GEACCEPTEERD: ("fout", "Niet geaccepteerd"),
}


class SeveralFiles(forms.ClearableFileInput):
    """A choice of several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files, each no larger than may be exchanged."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=SeveralFiles(attrs={"accept": ".xml,text/xml,application/xml"}), **options)

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        """The files; every one that is empty or too large is named."""
        given = data if isinstance(data, list) else [data] if data else []
        if not given:
            raise ValidationError("Kies een of meer bestanden. Je kunt er ook meer tegelijk kiezen.")
        if len(given) > AT_MOST:
            raise ValidationError(f"Dit zijn {len(given)} bestanden. Kies er ten hoogste {AT_MOST} tegelijk.")
        largest = queries.largest_file(clock.today())
        faults = [_fault(file, largest) for file in given]
        found = [fault for fault in faults if fault]
        if found:
            raise ValidationError(found)
        return given


class InleesForm(forms.Form):
    """Which files are read in."""

    bestanden = FilesField(label="Bestanden van aanbieders")


@page(Act.BERICHTEN_INLEZEN, methods=("GET", "POST"))
def inlezen(request: ActorRequest) -> HttpResponse:
    """Choose files; each becomes a job, and its verdict stands on the same page."""
    form = InleesForm(request.POST, request.FILES) if request.method == "POST" else InleesForm()
    if form.is_valid():
        files = form.cleaned_data["bestanden"]
        for file in files:
            upload(actor=request.actor, naam=file.name, inhoud=file.read())
        told = dutch.plural(len(files), "bestand staat", "bestanden staan")
        messages.success(
            request, f"{told} klaar om in te lezen. Hieronder zie je per bestand wat ermee gebeurt."
        )
        return redirect("bericht-inlezen")
    context = {
        "form": form,
        "kruimels": [("Berichten", reverse("berichten")), ("Inlezen", "")],
        **_state(request.actor),
    }
    return render(request, "backoffice/inlezen.html", context, status=422 if form.errors else 200)


@page(Act.BERICHTEN_INLEZEN)
def stand(request: ActorRequest) -> HttpResponse:
    """How far the uploads are: a piece of the page; opened by itself, the page."""
    if not request.htmx:
        return redirect("bericht-inlezen")
    return render(request, "backoffice/_inleesstand.html", _state(request.actor))


@page(Act.BERICHTEN_INLEZEN, methods=("POST",))
def inbox(request: ActorRequest) -> HttpResponse:
    """Read the files that stand in the inbox folder; twice at the same time has no effect."""
    running = progress.latest_of_task(actor=request.actor, task=INBOX_TASK)
    if running is not None and running.status in OPEN:
        messages.info(request, "De map wordt al ingelezen. Kijk zo nog eens.")
        return redirect("berichten")
    job = jobs.defer(
        actor=request.actor,
        task=INBOX_TASK,
        label="Bestanden uit de map inlezen",
        payload={},
        lock=f"{INBOX_TASK}:{request.actor.gemeente}",
    )
    return redirect(f"{reverse('voortgang', args=[job])}?verder=berichten")


def _state(actor: Actor) -> dict[str, object]:
    own = progress.started_by(actor=actor, task=UPLOAD_TASK)
    busy = [row for row in own if row.status in OPEN]
    return {
        "bezig": [shown(row) for row in busy],
        "mislukt": _failed(own),
        "aankomsten": [(row, words.kind(row.label), *_verdict(row)) for row in queries.uploads(actor=actor)],
    }


def _failed(rows: tuple[VoortgangRow, ...]) -> list[VoortgangRow]:
    """The failures since the last upload that went well."""
    failed = []
    for row in rows:
        if row.status is VoortgangStatus.KLAAR:
            break
        if row.status is VoortgangStatus.MISLUKT:
            failed.append(row)
    return failed


def _verdict(row: Aankomst) -> tuple[str, str]:
    return ("rust", "Al eerder ingelezen") if row.dubbel else _OORDEEL[row.verdict]


def _fault(file: "UploadedFile[bytes]", largest: int) -> str:
    size = file.size or 0
    if size == 0:
        return f"{file.name} is leeg. Vraag de aanbieder om een nieuw bestand."
    if size > largest:
        return f"{file.name} is {words.size(size)}. Een bericht mag ten hoogste {words.size(largest)} zijn."
    return ""
