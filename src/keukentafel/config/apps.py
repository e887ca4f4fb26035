"""The last app to start: connects who announces to who reacts."""

from __future__ import annotations

from django.apps import AppConfig


class HouseConfig(AppConfig):
    """Runs the wiring once every room is ready."""

    name = "keukentafel.config"
    label = "house"

    def ready(self) -> None:
        """Subscribe every reaction in the wiring table."""
        from keukentafel import wiring

        wiring.connect()
