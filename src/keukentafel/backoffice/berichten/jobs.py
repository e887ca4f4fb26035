"""Jobs of the mailbox: reading the inbox, by hand and by the clock, taking in an upload, delivering. All harmless when repeated."""

from uuid import UUID

from keukentafel.backoffice.berichten import operations
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.jobs.operations import periodic, task


@task("berichten.scan_inbox")
def scan_inbox(*, actor: Actor, voortgang_id: UUID) -> None:
    """Read all files in the inbox of the actor's municipality."""
    operations.scan_inbox(actor=actor, voortgang_id=voortgang_id)


@task("berichten.take_in_upload")
def take_in_upload(*, actor: Actor, voortgang_id: UUID, bestand: str, naam: str) -> None:
    """Take in one uploaded file."""
    operations.take_in_upload(actor=actor, bestand=bestand, naam=naam)


@task("berichten.deliver")
def deliver(*, actor: Actor, voortgang_id: UUID, verzending_id: str) -> None:
    """Hand one outgoing message over to the transport."""
    operations.deliver(actor=actor, verzending_id=UUID(verzending_id))


@periodic("berichten.scan_inboxes", cron="*/5 * * * *")
def scan_inboxes(*, actor: Actor) -> None:
    """Read the inbox of a municipality: every five minutes, and when a worker starts."""
    operations.scan_inbox(actor=actor)
