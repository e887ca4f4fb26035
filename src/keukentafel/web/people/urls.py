"""Addresses of the pages about access to the files of people."""

from django.urls import path

from keukentafel.web.people import noodtoegang

urlpatterns = [
    path("kijklog/noodtoegang/", noodtoegang.lijst, name="noodtoegangen"),
    path("kijklog/noodtoegang/<uuid:toegang_id>/", noodtoegang.beoordelen, name="noodtoegang-beoordelen"),
]
