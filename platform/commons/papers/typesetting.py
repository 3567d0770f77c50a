"""Make a paper's HTML, and the digest of what it says."""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import segno
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from commons.values import clock
from commons.values.ref import Ref

from .kinds import PaperKind


def words(kind: PaperKind, subject: Ref, owner_id: int | None) -> Mapping[str, Any]:
    """Ask the house what the paper says. Papers are Japanese, whoever issues them."""
    with translation.override("ja"):
        return kind.context(subject, owner_id)


def key_of(said: Mapping[str, Any]) -> str:
    """Return the digest of what a paper says; raise ``TypeError`` for what is not frozen, such as a model."""
    with translation.override("ja"):
        text = json.dumps(said, cls=_Frozen, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def html_of(kind: PaperKind, said: Mapping[str, Any], *, number: str, at: dt.datetime) -> str:
    """Typeset a paper."""
    address = verification_address(number)
    head = {
        "number": number,
        "title": kind.title,
        "issued_on": at.astimezone(clock.JST).date(),
        "address": address,
        "qr": qr(address),
        "demo": settings.DEMO_MODE,
    }
    with translation.override("ja"):
        return get_template(kind.template).render({**said, "paper": head})


def verification_address(number: str) -> str:
    """Return the full address of a paper's verification page."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('papers:verify', args=[number])}"


def qr(address: str) -> SafeString:
    """Draw a QR code as SVG without any style: colours are attributes, which the PDF keeps."""
    code = segno.make_qr(address, error="m")
    drawn = code.svg_inline(border=2, dark="#000000", light="#ffffff", omitsize=True, svgclass="qr", lineclass=None)
    label = f'role="img" aria-label="{quote(address, safe=":/%-")}"'
    return mark_safe(drawn.replace("<svg ", f"<svg {label} ", 1))  # noqa: S308 - drawn here from an address of ours


class _Frozen(DjangoJSONEncoder):
    """Know dates, decimals, lazy texts and dataclasses; refuse whatever may change behind the paper's back."""

    def default(self, o: Any) -> Any:
        if dataclasses.is_dataclass(o) and not isinstance(o, type):
            return dataclasses.asdict(o)
        return super().default(o)
