"""Amounts read as each language writes them."""

import pytest
from django.utils import translation

from commons.values.yen import format_yen


@pytest.mark.parametrize(
    ("amount", "japanese", "english"),
    [
        (0, "0円", "¥0"),
        (13_200, "13,200円", "¥13,200"),
        (-500, "-500円", "-¥500"),
        (10**12, "1,000,000,000,000円", "¥1,000,000,000,000"),
    ],
)
def test_an_amount_reads_as_each_language_writes_it(amount, japanese, english):
    with translation.override("ja"):
        assert format_yen(amount) == japanese
    with translation.override("en"):
        assert format_yen(amount) == english
