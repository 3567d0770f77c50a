"""Numbers with check digits that Japan's registers give out, as strings of ASCII digits."""

import re

_CORPORATE = re.compile(r"[0-9]{13}")
_MUNICIPALITY = re.compile(r"[0-9]{6}")


def corporate_number_check_digit(base: str) -> str:
    """Return the check digit that leads the 12 digits ``base`` of a 法人番号.

    Nine less the remainder by nine of the digits weighted, from the right, by 1 and 2 in turn
    (法人番号の指定等に関する省令第2条).
    """
    if not re.fullmatch(r"[0-9]{12}", base):
        raise ValueError("a corporate number has 12 digits after its check digit")
    total = sum(int(digit) * (1 if n % 2 else 2) for n, digit in enumerate(reversed(base), start=1))
    return str(9 - total % 9)


def corporate_number_is_valid(number: str) -> bool:
    """Tell whether ``number`` is 13 digits and its check digit agrees. It says nothing of whether the body exists."""
    return bool(_CORPORATE.fullmatch(number)) and number[0] == corporate_number_check_digit(number[1:])


def invoice_number_is_valid(number: str, *, is_corporation: bool) -> bool:
    """Tell whether ``number`` is a 登録番号 of an invoice issuer: T and 13 digits (消費税法第57条の2).

    A corporation's digits are its 法人番号. A sole proprietor's are given out for the purpose; the check digit does not
    bind them.
    """
    if not (number.startswith("T") and _CORPORATE.fullmatch(number[1:])):
        return False
    return not is_corporation or corporate_number_is_valid(number[1:])


def municipality_code_check_digit(base: str) -> str:
    """Return the digit that closes the 5 digits ``base`` of a 全国地方公共団体コード.

    The last digit of eleven less the remainder by eleven of the digits weighted 6, 5, 4, 3, 2
    (総務省「全国地方公共団体コード仕様」).
    """
    if not re.fullmatch(r"[0-9]{5}", base):
        raise ValueError("a municipality code has 5 digits before its check digit")
    total = sum(int(digit) * weight for digit, weight in zip(base, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


def municipality_code_is_valid(code: str) -> bool:
    """Tell whether ``code`` is 6 digits and its check digit agrees."""
    return bool(_MUNICIPALITY.fullmatch(code)) and code[5] == municipality_code_check_digit(code[:5])
