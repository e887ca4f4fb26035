"""The house with the pages of the monitor, wherever these are included."""

from keukentafel.config.urls import urlpatterns as house
from keukentafel.web.monitor.urls import urlpatterns as monitor

urlpatterns = [*monitor, *house]
