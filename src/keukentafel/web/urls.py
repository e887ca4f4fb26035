"""All pages of the house, one include per room."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("keukentafel.web.casework.urls")),
    path("bouwstenen/", include("keukentafel.web.design.urls")),
]
