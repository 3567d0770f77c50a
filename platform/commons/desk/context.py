"""What the frame shows of the houses, only the doors that exist, and of what concerns a person."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject, cached_property

from commons.accounts import acting
from commons.contracts import domains
from commons.desk.approvals import ROLES
from commons.lifecycle import approvals
from commons.notifications import notices as own_notices
from commons.tenancy import scopes


@dataclass(frozen=True)
class Door:
    """A house's entry in the navigation."""

    label: str
    title: Any
    icon: str
    url: str
    current: bool


def doors(request: HttpRequest) -> dict[str, Any]:
    """Offer the houses' doors to the frame, without a query."""
    return {"doors": SimpleLazyObject(lambda: _doors(request.path))}


class NoticeCount:
    """How many notices the person at work has not seen: counted once, when a template asks."""

    @cached_property
    def count(self) -> int:
        """Return the number; none on a page of errors, where no scope may be open."""
        scope = scopes.current_or_none()
        return own_notices.unseen_count(scope) if scope else 0


def notices(request: HttpRequest) -> dict[str, Any]:
    """Offer the number of new notices to the frame: one query for somebody signed in, none for a visitor."""
    user = getattr(request, "user", None)  # a page of errors may come before there is one
    return {"own_notices": NoticeCount() if user is not None and user.is_authenticated else None}


class ApprovalCount:
    """How many requests wait for the person at work: counted once, when a template asks."""

    @cached_property
    def count(self) -> int:
        """Return the number; none on a page of errors, where no scope may be open."""
        scope = scopes.current_or_none()
        return len(approvals.waiting_for(scope)) if scope else 0


def own_approvals(request: HttpRequest) -> dict[str, Any]:
    """Offer the way to the approvals to whoever asks or decides; only an approver costs queries, a constant number."""
    who = acting.of(request)
    return {"own_approvals": None if who is None or who.roles.isdisjoint(ROLES) else ApprovalCount()}


def _doors(path: str) -> list[Door]:
    return [
        Door(
            label=domain.label,
            title=domain.title,
            icon=domain.icon,
            url=reverse(domain.start),
            current=path.startswith(f"/{domain.mount}"),
        )
        for domain in domains.registered()
    ]
