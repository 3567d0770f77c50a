"""What is done goes after thirty days; what is not stays."""

from collections.abc import Callable
from typing import Any

import pytest

from commons.events import deliver_due, outbox
from commons.events.models import Announcement, Delivery
from commons.events.purging import purge
from tests.commons.events.lamps import LampLit

pytestmark = pytest.mark.django_db


def ignore(event: LampLit) -> None:
    """Do nothing."""


def fail(event: LampLit) -> None:
    """Fail."""
    raise ValueError


def age_announcements(real_clock: Any) -> None:
    Announcement.objects.update(recorded_at=real_clock.now)  # the database's own column takes the unmoved clock


def test_closed_deliveries_and_their_announcements_go_after_thirty_days(
    receiving: Callable[..., None], light: Callable[..., None], real_clock: Any
) -> None:
    receiving(ignore)
    light(1, 2)
    age_announcements(real_clock)
    deliver_due()

    real_clock.forward(days=30)
    assert purge() == 0
    real_clock.forward(seconds=1)
    assert purge() == 4

    assert (Announcement.objects.count(), Delivery.objects.count()) == (0, 0)


def test_an_announcement_that_nobody_received_goes_too(light: Callable[..., None], real_clock: Any) -> None:
    light(1)
    age_announcements(real_clock)
    real_clock.forward(days=31)

    assert purge() == 1


def test_what_waits_or_is_parked_stays_however_old(
    receiving: Callable[..., None], light: Callable[..., None], real_clock: Any
) -> None:
    receiving(ignore, name="lamps.closing")
    receiving(fail, name="lamps.failing")
    light(1, 2)
    age_announcements(real_clock)
    for _ in range(8):
        deliver_due()
        real_clock.forward(hours=1)
    real_clock.forward(days=365)

    purge()

    assert list(Delivery.objects.values_list("handler", flat=True)) == ["lamps.failing", "lamps.failing"]
    assert outbox.parked().count() == 1
    assert Announcement.objects.count() == 2
