"""The house's own chores: take up work that a killed worker left, and seal the look log."""

import logging

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from keukentafel.platform.audit.operations import seal_looks as seal

log = logging.getLogger(__name__)


@app.periodic(cron="*/2 * * * *")
@app.task(name="jobs.retry_stalled", queueing_lock="jobs.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Queue again what a worker without a heartbeat was doing; a chore of the clock ends when its next turn waits already."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        try:
            await _take_up(manager, job)
        except ConnectorException:
            # As when another run settled it meanwhile: that must not keep the others waiting.
            log.warning("Job %s was not taken up again.", job.id, exc_info=True)


async def _take_up(manager: JobManager, job: Job) -> None:
    try:
        await manager.retry_job(job)
    except UniqueViolation:
        await manager.finish_job(job, status=Status.FAILED, delete_job=False)


@app.periodic(cron="*/5 * * * *")
@app.task(name="audit.seal_looks", queueing_lock="audit.seal_looks")
def seal_looks(timestamp: int) -> None:
    """Seal the look log."""
    seal()
