"""The house's own chores: take up work that a killed worker left, and seal the look log."""

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from keukentafel.platform.audit.operations import seal_looks as seal


@app.periodic(cron="*/2 * * * *")
@app.task(name="jobs.retry_stalled", queueing_lock="jobs.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Queue again what a worker without a heartbeat was doing; a chore of the clock ends when its next turn waits already."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        try:
            await manager.retry_job(job)
        except UniqueViolation:
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)


@app.periodic(cron="*/5 * * * *")
@app.task(name="audit.seal_looks", queueing_lock="audit.seal_looks")
def seal_looks(timestamp: int) -> None:
    """Seal the look log."""
    seal()
