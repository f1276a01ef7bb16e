"""The sealer, woken by beat every half minute."""

from celery import shared_task

from kernel.schemas import each_house
from kernel.trail.services import seal


@shared_task(name="trail.seal")
def seal_all() -> int:
    """Seal what every house has finished; returns how many events."""
    return sum(seal() for _ in each_house())
