"""Who acts, on which working date, and what a refusal looks like."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from keukentafel.casework.domain.contact import GeslotenDossier
from keukentafel.core.errors import Conflict, NotAllowed, NotFound, Refusal
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import record_refusal
from keukentafel.platform.clock.operations import working_date
from keukentafel.web.access import ACT


class ActorMiddleware:
    """Gives the request its actor and runs it on the working date of the actor's municipality."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Answer the request as somebody, or as nobody."""
        actor = accounts.actor_of(request.user) if request.user.is_authenticated else None
        request.actor = actor
        with working_date(actor.werkdatum if actor else None):
            return self.get_response(request)

    def process_exception(self, request: Any, error: Exception) -> HttpResponse | None:
        """A plain page for what is not there or not open; a refusal is logged.

        This runs after the transaction of the view was undone, so the line in the look log is all that stays. A page
        that can say no beside the field does so itself; what comes here is the rest.
        """
        if isinstance(error, NotFound):
            return render(request, "404.html", {"melding": str(error)}, status=404)
        if isinstance(error, NotAllowed):
            _log_refusal(request, error)
        if isinstance(error, GeslotenDossier):
            return render(request, "web/closed_file.html", _way_in(request.actor, error), status=403)
        if isinstance(error, NotAllowed):
            return render(request, "403.html", {"melding": str(error), "weigering": error}, status=403)
        if isinstance(error, Refusal):
            status = 409 if isinstance(error, Conflict) else 422
            return render(request, "web/refused.html", {"melding": str(error)}, status=status)
        return None


def _way_in(actor: Actor, closed: GeslotenDossier) -> dict[str, str]:
    """Where a closed dossier can be opened in an emergency, for who may."""
    if not accounts.may(actor, Act.NOODTOEGANG_OPENEN):
        return {}
    return {"request_url": reverse("noodtoegang", args=[closed.dossier_id])}


def _log_refusal(request: Any, error: NotAllowed) -> None:
    actor: Actor | None = request.actor
    match = request.resolver_match
    act = getattr(error, "act", None) or getattr(match.func if match else None, ACT, None)
    if actor is not None and isinstance(act, Act):
        record_refusal(actor=actor, act=act, persoon_id=getattr(error, "persoon_id", None), reason=str(error))
