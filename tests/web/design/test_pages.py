"""The pages for when something goes wrong can be drawn without a database, some without a request."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.loader import get_template
from django.test import RequestFactory
from django.views import defaults
from django.views.csrf import csrf_failure


def test_a_fault_of_ours_is_owned_up_to() -> None:
    page = defaults.server_error(RequestFactory().get("/"))
    assert page.status_code == 500
    assert "Dit is onze fout" in page.content.decode()


def test_a_page_that_is_not_there() -> None:
    page = defaults.page_not_found(RequestFactory().get("/x"), Http404())
    assert "Deze pagina is er niet" in page.content.decode()


def test_what_is_not_yours_to_see() -> None:
    page = defaults.permission_denied(RequestFactory().get("/x"), PermissionDenied())
    assert "Dit hoort niet bij jouw werk" in page.content.decode()


def test_a_form_that_stood_open_too_long() -> None:
    page = csrf_failure(RequestFactory().post("/x"))
    assert page.status_code == 403
    assert "Dit scherm stond te lang open" in page.content.decode()


@pytest.mark.parametrize("name", ["404.html", "403.html"])
def test_a_refusal_says_its_own_reason(name: str) -> None:
    assert "Vraag &lt;Karin&gt;." in get_template(name).render({"melding": "Vraag <Karin>."})


def test_a_closed_file_says_why_and_what_asking_means() -> None:
    page = get_template("web/closed_file.html").render({"request_url": "/vraag"})
    assert "hoort bij een ander team, of het is afgeschermd," in page
    assert 'href="/vraag"' in page
    assert "De inwoner kan lezen wie keek" in page
