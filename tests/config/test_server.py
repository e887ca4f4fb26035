"""What gunicorn is told: one application, frozen while it serves, and let go when it ends."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from keukentafel.config import server

pytestmark = pytest.mark.pure


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_what_is_loaded_is_frozen_before_the_workers_are_forked() -> None:
    server.when_ready(None)
    assert gc.get_freeze_count() > 0


@pytest.mark.parametrize("ending", [lambda: server.worker_exit(None, None), lambda: server.on_exit(None)])
def test_it_is_let_go_at_the_end(ending: object) -> None:
    server.when_ready(None)
    assert callable(ending)
    ending()
    assert gc.get_freeze_count() == 0


def test_only_this_machine_can_reach_it() -> None:
    assert server.bind.startswith("127.0.0.1:")
