"""The addresses of the house: logging in by allauth, all else by the web room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.urls")),
    path("", include("keukentafel.web.urls")),
]
