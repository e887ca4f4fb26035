"""Addresses of the sheet of building blocks."""

from django.urls import path

from keukentafel.web.design import views

urlpatterns = [
    path("", views.building_blocks, name="bouwstenen"),
    path("brief/", views.letter, name="bouwstenen_brief"),
    path("inwoner/", views.resident_page, name="bouwstenen_inwoner"),
    path("bewaren/", views.autosave, name="bouwstenen_bewaren"),
]
