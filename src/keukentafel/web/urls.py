"""All pages of the house, one include per room."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("keukentafel.web.casework.urls")),
    path("", include("keukentafel.web.backoffice.urls")),
    path("", include("keukentafel.web.socialmap.urls")),
    path("", include("keukentafel.web.monitor.urls")),
    path("", include("keukentafel.web.people.urls")),
    path("", include("keukentafel.web.platform.urls")),
    path("bouwstenen/", include("keukentafel.web.design.urls")),
]
