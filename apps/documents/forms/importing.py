"""What a person chose for the files of a batch, as the page sends it."""

from typing import Any

from django.utils.datastructures import MultiValueDict

FIELDS = ("kind", "code", "title", "unit", "way", "seen")
LONGEST = 400  # characters; the service refuses with a sentence what is still too long


def choices(data: MultiValueDict[str, str]) -> dict[str, dict[str, Any]]:
    """The choices by the id of the job; what was not sent is not chosen."""
    found: dict[str, dict[str, Any]] = {}
    for job in data.getlist("job"):
        found[job] = {
            "chosen": f"chosen-{job}" in data,
            "forms": f"forms-{job}" in data,
            **{name: data.get(f"{name}-{job}", "")[:LONGEST] for name in FIELDS},
        }
    return found
