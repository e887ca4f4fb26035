"""Addresses of the sociale kaart; what somebody searches for stands in no address."""

from django.urls import path

from keukentafel.web.socialmap import kaart

urlpatterns = [
    path("sociale-kaart/", kaart.kaart, name="sociale-kaart"),
    path("sociale-kaart/<uuid:vermelding_id>/", kaart.vermelding, name="vermelding"),
]
