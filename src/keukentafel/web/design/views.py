"""The sheet of building blocks: every component in every state, so that a page can be made and the design tested."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from keukentafel.web.access import public
from keukentafel.web.design import specimen


@public("shows components with invented text only")
def building_blocks(request: HttpRequest) -> HttpResponse:
    """All components on one page."""
    return render(
        request, "web/bouwstenen.html", specimen.context() | {"order": request.GET.get("volgorde", "bedrag")}
    )


@public("shows components with invented text only")
def letter(request: HttpRequest) -> HttpResponse:
    """An invented letter, as it is printed."""
    return render(request, "web/bouwstenen_brief.html", {"back_url": ".."})


@public("shows components with invented text only")
def resident_page(request: HttpRequest) -> HttpResponse:
    """The components as a resident sees them: larger letters, more air."""
    return render(request, "web/bouwstenen_inwoner.html", specimen.context())


@public("answers the autosave of the sheet; keeps nothing")
def autosave(request: HttpRequest) -> HttpResponse:
    """Answer as a save would: 204 when it went well, 409 for the word conflict, 500 for the word storing."""
    typed = request.POST.get("notitie", "")
    return HttpResponse(status=409 if "conflict" in typed else 500 if "storing" in typed else 204)
