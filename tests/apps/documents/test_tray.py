"""The tray: what found no place is placed by somebody, at a time."""

import pytest
from django.db import IntegrityError, transaction

from apps.documents.models import TrayItem
from kernel import clock
from tests.apps.documents import making
from tests.factories import make_team


def test_a_piece_is_not_placed_by_nobody(alpha) -> None:
    version = making.draft(make_team())
    with pytest.raises(IntegrityError, match="placed_by_with_placed_at"), transaction.atomic():
        TrayItem.objects.create(version=version, position=0, text="x", placed_at=clock.now())
