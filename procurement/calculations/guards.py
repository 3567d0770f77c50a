"""What the law asks of a contract of an amount: may it be a 随意契約, and must the council approve.

Amounts are whole yen with tax. The figures are those of 地方自治法施行令: ceilings and floors, while each body's own
規則 or 条例 governs, with its own first day, and is handed in where it is known. All of it advises and nothing blocks.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """Kinds of contract as 別表第五 tells them apart."""

    CONSTRUCTION = "construction"  # 工事の請負
    MANUFACTURE = "manufacture"  # 製造の請負
    PURCHASE = "purchase"  # 財産の買入れ
    LEASE = "lease"  # 物件の借入れ
    SALE = "sale"  # 財産の売払い
    LETTING = "letting"  # 物件の貸付け
    SERVICES = "services"  # 前各号に掲げるもの以外のもの


# 令167条の2第1項第1号, 別表第五 as amended in 令和7年; 市町村, 特別区 likewise.
NEGOTIATED_UP_TO = {
    Subject.CONSTRUCTION: 2_000_000,
    Subject.MANUFACTURE: 2_000_000,
    Subject.PURCHASE: 1_500_000,
    Subject.LEASE: 800_000,
    Subject.SALE: 500_000,
    Subject.LETTING: 300_000,
    Subject.SERVICES: 1_000_000,
}

# 令121条の2の2, 別表第三 (works and manufacture) and 別表第四 (purchase of movables): towns and villages, all others.
COUNCIL_FROM = {
    Subject.CONSTRUCTION: (50_000_000, 150_000_000),
    Subject.MANUFACTURE: (50_000_000, 150_000_000),
    Subject.PURCHASE: (7_000_000, 20_000_000),
}

SMALL_BODIES = ("town", "village")
WITHIN_CEILING = 1  # 第1号
OTHER_GROUNDS = (2, 6, 7)  # 第2号, 第6号, 第7号: each with a sentence of the body's own


@dataclass(frozen=True)
class Threshold:
    """An amount that holds from a day on, until the next one."""

    amount: int
    valid_from_on: dt.date


@dataclass(frozen=True)
class Advice:
    """One rule and how the amount stands to it."""

    ok: bool  # nothing has to be done because of this rule
    limit: int
    article: str
    own_rule: bool  # the limit is the body's own, not the ordinance's


def in_force(thresholds: Iterable[Threshold], day: dt.date) -> int | None:
    """Return the amount that holds on ``day``; ``None`` where none has begun yet."""
    begun = [threshold for threshold in thresholds if threshold.valid_from_on <= day]
    return max(begun, key=lambda threshold: threshold.valid_from_on).amount if begun else None


def negotiated(subject: str, gross: int, *, own: Iterable[Threshold] = (), day: dt.date | None = None) -> Advice:
    """Tell whether the amount lies within the ceiling of 少額随契: at most the ceiling.

    A body's own ceiling counts where it is lower: the ordinance's cannot be exceeded.
    """
    ceiling = NEGOTIATED_UP_TO[Subject(subject)]
    kept = in_force(own, day) if day is not None else None
    limit = ceiling if kept is None else min(kept, ceiling)
    return Advice(gross <= limit, limit, "地方自治法施行令第167条の2第1項第1号・別表第五", kept is not None)


def council(
    subject: str, gross: int, *, body_kind: str, own: Iterable[Threshold] = (), day: dt.date | None = None
) -> Advice | None:
    """Tell whether the contract goes without the council's approval; ``None`` for kinds that never need it.

    A body's own ordinance counts where it is higher: it may not ask for approval below the floor.
    """
    floors = COUNCIL_FROM.get(Subject(subject))
    if floors is None:
        return None
    floor = floors[0] if body_kind in SMALL_BODIES else floors[1]
    kept = in_force(own, day) if day is not None else None
    limit = floor if kept is None else max(kept, floor)
    table = "別表第四" if subject == Subject.PURCHASE else "別表第三"
    return Advice(gross < limit, limit, f"地方自治法施行令第121条の2の2・{table}", kept is not None)


def grounds(subject: str, gross: int, *, own: Iterable[Threshold] = (), day: dt.date | None = None) -> tuple[int, ...]:
    """List the numbers of 令167条の2第1項 under which the body may contract without a tender."""
    small = (WITHIN_CEILING,) if negotiated(subject, gross, own=own, day=day).ok else ()
    return (*small, *OTHER_GROUNDS)
