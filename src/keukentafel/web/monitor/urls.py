"""Addresses of the monitor; a filter names a neighbourhood and never a person."""

from django.urls import path

from keukentafel.web.monitor import monitor

urlpatterns = [
    path("monitor/", monitor.monitor, name="monitor"),
    path("monitor/verversen/", monitor.monitor_verversen, name="monitor-verversen"),
    path("monitor/stand/", monitor.monitor_stand, name="monitor-stand"),
    path("monitor/cijfers.csv", monitor.monitor_bestand, name="monitor-bestand"),
]
