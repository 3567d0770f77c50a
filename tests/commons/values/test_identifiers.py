"""Check digits agree with the registers' rules."""

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.jp import cn

from commons.values.identifiers import (
    corporate_number_check_digit,
    corporate_number_is_valid,
    invoice_number_is_valid,
    municipality_code_check_digit,
    municipality_code_is_valid,
)

TWELVE_DIGITS = st.text("0123456789", min_size=12, max_size=12)


@pytest.mark.parametrize("number", ["4011001098993", "7123456789012", "2120901007402"])
def test_corporate_numbers_of_the_register_are_valid(number):
    assert corporate_number_is_valid(number)


@pytest.mark.parametrize(
    "number", ["", "401100109899", "40110010989930", "4011001098994", "４０１１００１０９８９９３", "401100109899x"]
)
def test_other_strings_are_no_corporate_numbers(number):
    assert not corporate_number_is_valid(number)


@given(TWELVE_DIGITS)
def test_the_check_digit_agrees_with_an_independent_implementation(base):
    assert corporate_number_check_digit(base) == cn.calc_check_digit(base)
    assert cn.is_valid(corporate_number_check_digit(base) + base)


@given(st.text("0123456789", min_size=13, max_size=13))
def test_validity_agrees_with_an_independent_implementation(number):
    assert corporate_number_is_valid(number) == cn.is_valid(number)


def test_the_check_digit_binds_corporations_alone():
    assert invoice_number_is_valid("T4011001098993", is_corporation=True)
    assert not invoice_number_is_valid("T4011001098994", is_corporation=True)
    assert invoice_number_is_valid("T4011001098994", is_corporation=False)


@pytest.mark.parametrize("number", ["4011001098993", "T401100109899", "t4011001098993", "T40110010989930", "T"])
def test_a_registration_number_is_t_and_13_digits(number):
    assert not invoice_number_is_valid(number, is_corporation=False)


@pytest.mark.parametrize(("base", "code"), [("13112", "131121"), ("13421", "134210")])
def test_a_municipality_code_closes_with_its_check_digit(base, code):
    assert base + municipality_code_check_digit(base) == code


def test_all_62_codes_of_the_list_are_valid():
    rows = csv.DictReader((files("commons.tenancy") / "data" / "municipalities.csv").read_text("utf-8").splitlines())
    codes = [row["code"] for row in rows]

    assert len(codes) == 62
    assert [code for code in codes if not municipality_code_is_valid(code)] == []


@given(st.integers(min_value=0, max_value=99_999), st.integers(min_value=0, max_value=9))
def test_one_check_digit_of_ten_is_right(base, digit):
    code = f"{base:05}{digit}"

    assert municipality_code_is_valid(code) == (municipality_code_check_digit(code[:5]) == str(digit))


@pytest.mark.parametrize("code", ["", "13112", "1311210", "131122", "１３１１２１"])
def test_other_strings_are_no_municipality_codes(code):
    assert not municipality_code_is_valid(code)


@pytest.mark.parametrize("base", ["1", "abcdefghijkl"])
def test_a_base_of_another_form_has_no_check_digit(base):
    with pytest.raises(ValueError, match="digits"):
        corporate_number_check_digit(base)
    with pytest.raises(ValueError, match="digits"):
        municipality_code_check_digit(base)
