"""Jobs of the mailbox: reading the inbox folder, taking in an upload, writing files that leave. All harmless when repeated."""

from uuid import UUID

from keukentafel.backoffice.berichten import operations
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.jobs.operations import task


@task("berichten.scan_inbox")
def scan_inbox(*, actor: Actor, voortgang_id: UUID) -> None:
    """Read all files in the inbox of the actor's municipality."""
    operations.scan_inbox(actor=actor, voortgang_id=voortgang_id)


@task("berichten.take_in_upload")
def take_in_upload(*, actor: Actor, voortgang_id: UUID, bestand: str, naam: str) -> None:
    """Take in one uploaded file."""
    operations.take_in_upload(actor=actor, bestand=bestand, naam=naam)


@task("berichten.write_outbox")
def write_outbox(*, actor: Actor, voortgang_id: UUID, bericht_id: int) -> None:
    """Write the file of one outgoing message."""
    operations.write_outbox(actor=actor, bericht_id=bericht_id)
