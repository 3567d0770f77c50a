"""A joint procurement led to a step through the real actions, in the system's scope."""

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager

from commons.tenancy import scopes
from commons.tenancy.scopes import Scope
from commons.values import clock
from procurement import actions
from procurement.models import JointProcurement, LineItem
from procurement.states import Method, State
from tests import people
from tests.clock import StandingClock
from tests.procurement import goods

A, B, C, D = "setagaya", "chofu", "mitaka", "hachioji"
ORDER = (State.SURVEY, State.INTENT, State.SPEC_REVIEW, State.AGREEMENT, State.COMMITTING)
TEXT = "第1条 本仕様書は外付けディスプレイについて定める。\n第2条 納入は令和8年10月30日までとする。"


def system() -> AbstractContextManager[Scope]:
    """Work as the system."""
    return scopes.system("test")


def drafted(*, stands_from: int = 1, lines: int = 1, method: str = Method.CATALOGUE) -> JointProcurement:
    """Set up a draft whose steps end a week after one another."""
    now = clock.now()
    deadlines = {str(state): now + dt.timedelta(days=7 * place) for place, state in enumerate(ORDER, start=1)}
    items = [goods.item() for _ in range(lines)]
    with system():
        made = actions.set_up_procurement(
            title="外付けディスプレイの共同調達",
            summary="まとめて買います。",
            category=goods.category(),
            fiscal_year=2026,
            method=method,
            deadlines=deadlines,
        )
        for item in items:
            actions.add_item_line(procurement=made, version=item.versions.all()[0], stands_from=stands_from)
        actions.write_spec(procurement=made, text=TEXT)
    return fresh(made)


def in_intent(clock_: StandingClock, **how: object) -> JointProcurement:
    """Lead a procurement to 参加意向."""
    made = drafted(**how)  # type: ignore[arg-type]  # handed on as given
    with system():
        actions.open_survey(procurement=made, version=made.version)
        clock_.forward(days=7)
        actions.open_intent(procurement=made, version=fresh(made).version)
    return fresh(made)


def take_part(procurement: JointProcurement, quantities: Mapping[str, int]) -> None:
    """Let bodies take part, each with a quantity of every line."""
    with system():
        for slug, quantity in quantities.items():
            rows = [{"line": line.pk, "quantity": quantity} for line in procurement.lines.all()]
            actions.take_part(
                procurement=procurement,
                organisation_id=people.organisation(slug).pk,
                payload={"lines": rows, "wanted_on": None, "remark": ""},
            )


def in_review(clock_: StandingClock, bodies: Sequence[str] = (A, B, C), **how: object) -> JointProcurement:
    """Lead a procurement to 仕様協議, with bodies that take part."""
    made = in_intent(clock_, **how)
    take_part(made, dict.fromkeys(bodies, 10))
    clock_.forward(days=7)
    with system():
        actions.open_spec_review(procurement=made, version=made.version)
    return fresh(made)


def in_agreement(clock_: StandingClock, bodies: Sequence[str] = (A, B, C), **how: object) -> JointProcurement:
    """Lead a procurement to 協定."""
    made = in_review(clock_, bodies, **how)
    clock_.forward(days=7)
    with system():
        actions.open_agreement(procurement=made, version=made.version, sha256=digest_of(made))
    return fresh(made)


def sign(procurement: JointProcurement, slugs: Sequence[str]) -> None:
    """Sign for bodies."""
    payload = {"sha256": procurement.agreement.sha256}
    with system():
        for slug in slugs:
            actions.sign_agreement(
                procurement=procurement, organisation_id=people.organisation(slug).pk, payload=payload
            )


def in_committing(clock_: StandingClock, bodies: Sequence[str] = (A, B, C), **how: object) -> JointProcurement:
    """Lead a procurement to 数量確定, signed by all."""
    made = in_agreement(clock_, bodies, **how)
    sign(made, bodies)
    with system():
        actions.open_committing(procurement=made, version=made.version)
    return fresh(made)


def commit(procurement: JointProcurement, slug: str, quantity: int, maximum: int | None = None) -> None:
    """Bind a body to a quantity of every line."""
    rows = [{"line": line.pk, "quantity": quantity, "maximum": maximum} for line in procurement.lines.all()]
    with system():
        actions.commit_quantities(
            procurement=procurement, organisation_id=people.organisation(slug).pk, payload={"lines": rows}
        )


def settle(procurement: JointProcurement) -> JointProcurement:
    """Resolve, as the due moment does."""
    with system():
        actions.settle_quantities(procurement=procurement)
    return fresh(procurement)


def line_of(procurement: JointProcurement) -> LineItem:
    """Return the first line."""
    return procurement.lines.all()[0]


def digest_of(procurement: JointProcurement) -> str:
    """Return the hash of the newest version of the specification."""
    return str(procurement.specs.all()[0].sha256)


def fresh(procurement: JointProcurement) -> JointProcurement:
    """Read it again."""
    return JointProcurement.objects.get(pk=procurement.pk)
