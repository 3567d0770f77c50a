"""Amounts of money. Yen are whole numbers: there is no smaller coin."""

from django.utils.translation import get_language


def format_yen(amount: int) -> str:
    """Write an amount for people: 「13,200円」 in Japanese, "¥13,200" in English."""
    if (get_language() or "ja").startswith("en"):
        return f"{'-' if amount < 0 else ''}¥{abs(amount):,}"
    return f"{amount:,}円"
