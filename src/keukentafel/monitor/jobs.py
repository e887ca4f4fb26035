"""The work of the monitor that takes longer than a page may."""

from uuid import UUID

from keukentafel.monitor import operations
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.jobs.operations import task


@task(operations.TASK)
def refresh(*, actor: Actor, voortgang_id: UUID) -> None:
    """Refresh the mart of the actor's municipality; a second time writes another version and does no harm."""
    operations.refresh(actor=actor, voortgang_id=voortgang_id)
