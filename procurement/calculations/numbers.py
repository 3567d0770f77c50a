"""Numbers that people read out on the telephone."""

import datetime as dt


def procurement_number(fiscal_year: int, serial: int) -> str:
    """Return the number of a procurement: TC-2026-014."""
    return f"TC-{fiscal_year}-{serial:03}"


def answer_receipt(number: str, code: str, revision: int) -> str:
    """Return the number on the receipt of an answer: TC-2026-014-131121-01."""
    return f"{number}-{code}-{revision:02}"


def participation_receipt(number: str, code: str, revision: int) -> str:
    """Return the number on the receipt of a participation: TC-2026-014-131121-P1."""
    return f"{number}-{code}-P{revision}"


def signature_receipt(number: str, code: str) -> str:
    """Return the number on the receipt of a signature: TC-2026-014-131121-S1. A body signs once."""
    return f"{number}-{code}-S1"


def commitment_receipt(number: str, code: str, revision: int) -> str:
    """Return the number on the receipt of binding quantities: TC-2026-014-131121-Q1."""
    return f"{number}-{code}-Q{revision}"


def fiscal_year_of(day: dt.date) -> int:
    """Return the year whose April began the fiscal year."""
    return day.year if day.month >= 4 else day.year - 1


def quantity_text(quantity: int, unit: str) -> str:
    """Write a quantity with its unit: 「120台」."""
    return f"{quantity:,} {unit}" if unit.isascii() else f"{quantity:,}{unit.partition('・')[0]}"
