"""Write the log."""

from collections.abc import Iterable

from structlog.contextvars import get_contextvars

from commons.tenancy import scopes
from commons.values import clock
from commons.values.ref import Ref

from .models import Record

PURPOSE_LENGTH = 200


def record(verb: str, subject: Ref, *, changed: Iterable[str] = (), purpose: str = "") -> None:
    """Append what the open scope did to ``subject``. Call it inside the transaction that does it."""
    _append(verb, subject, changed=changed, purpose=purpose)


def record_look(subject: Ref, *, person_seen_id: int, purpose: str) -> None:
    """Append that the open scope looked at a person's data, and why; that person can read it."""
    _append("looked", subject, person_seen_id=person_seen_id, purpose=purpose)


def record_crossing(scope: scopes.Scope, reason: str) -> None:
    """Append that work crossed from its owner to all owners."""
    _append("crossed_owners", Ref("tenancy.crossing", scope.kind), purpose=reason)


def _append(
    verb: str, subject: Ref, *, changed: Iterable[str] = (), purpose: str = "", person_seen_id: int | None = None
) -> None:
    scope = scopes.current()
    Record.objects.create(
        at=clock.now(),
        actor_id=scope.user_id,
        organisation_id=scope.organisation_id,
        verb=verb,
        subject=str(subject),
        person_seen_id=person_seen_id,
        purpose=(purpose or (scope.reason if scope.kind == "system" else ""))[:PURPOSE_LENGTH],
        changed_fields=sorted(changed),
        request_id=str(get_contextvars().get("request_id", "")),
    )
