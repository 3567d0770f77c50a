"""What was typed is not lost when the session has run out.

A POST that must first pass the sign-in page leaves its fields behind: encrypted, for a day, for the person who last
signed in on this browser, and for this browser alone. The same page gives them back after sign-in. Files are too large
and passwords too dear to keep.
"""

import base64
import hashlib
import json
import re
from contextlib import nullcontext
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.generic import FormView

from commons.tenancy import scopes
from commons.values import clock

from . import acting, browser_marks
from .models import KeptForm, User

KEPT_FOR = timedelta(hours=24)
MOST_PER_BROWSER = 10
_NOT_KEPT = re.compile(r"^csrfmiddlewaretoken$|passw|secret", re.IGNORECASE)


if TYPE_CHECKING:
    _FormView = FormView[Any]
else:
    _FormView = object


def keep(request: HttpRequest, *, page: str | None = None) -> bool:
    """Keep the fields of a refused POST for ``page``, its own address unless told otherwise; tell whether it was."""
    who, mark = acting.of(request), browser_marks.read(request)
    if (
        mark is None
        or (who and who.user.pk != mark.user_id)
        or not request.POST
        or not User.objects.filter(pk=mark.user_id, is_active=True).exists()
    ):
        return False
    place = {"person": mark.user_id, "browser": mark.browser, "page": _digest(page or request.get_full_path())}
    fields = {name: values for name, values in request.POST.lists() if not _NOT_KEPT.search(name)}
    with nullcontext() if who else scopes.person(mark.user_id):
        KeptForm.objects.update_or_create(
            person_id=mark.user_id,
            browser=place["browser"],
            page=place["page"],
            defaults={"sealed": _seal({"place": place, "fields": fields}), "kept_at": clock.real_now()},
        )
        rows = KeptForm.objects.filter(browser=mark.browser).order_by("-kept_at", "-pk")
        too_many = list(rows.values_list("pk", flat=True)[MOST_PER_BROWSER:])
        KeptForm.objects.filter(pk__in=too_many).delete()
    return True


def restore(request: HttpRequest) -> QueryDict | None:
    """Return what the signed-in person had typed into this page on this browser, if that was within a day."""
    row = _row(request)
    if row is None:
        return None
    opened = _open(row.sealed)
    if opened is None or not row.belongs_to(opened["place"]):
        return None
    fields = QueryDict(mutable=True)
    for name, values in opened["fields"].items():
        fields.setlist(name, values)
    return fields


def forget(request: HttpRequest) -> None:
    """Forget what was kept for this page: it has been sent."""
    if (row := _row(request)) is not None:
        row.delete()


def purge() -> int:
    """Forget what is older than a day; return how many. Work for the system's scope."""
    count, _by_model = KeptForm.objects.filter(kept_at__lt=clock.real_now() - KEPT_FOR).delete()
    return int(count)


class KeptFormMixin(_FormView):
    """Give a form back what was typed before the sign-in. Stands before ``FormView``, after the access mixins."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Bind the form to what was kept: wrong fields say so, and a hidden version number is still the old one."""
        kwargs: dict[str, Any] = super().get_form_kwargs()
        if "data" not in kwargs and (kept := restore(self.request)) is not None:
            kwargs["data"] = kept
            messages.info(self.request, notice())
        return kwargs

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Forget what was kept once the form has gone through."""
        response: HttpResponse = super().post(request, *args, **kwargs)
        if response.status_code in {302, 303}:
            forget(request)
        return response


def notice() -> str:
    """Return the sentence for a page that gives something back."""
    return _("What you typed before you signed in is back. It has not been sent yet: check it, then send it.")


def _row(request: HttpRequest) -> KeptForm | None:
    who, mark = acting.of(request), browser_marks.read(request)
    if who is None or mark is None or mark.user_id != who.user.pk:
        return None
    row: KeptForm | None = KeptForm.objects.filter(
        person_id=who.user.pk, browser=mark.browser, page=_digest(request.get_full_path())
    ).first()
    return row


def _digest(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()


def _seal(content: dict[str, Any]) -> str:
    return _cipher().encrypt(json.dumps(content, ensure_ascii=False).encode()).decode()


def _open(sealed: str) -> dict[str, Any] | None:
    try:
        content: dict[str, Any] = json.loads(_cipher().decrypt(sealed.encode(), ttl=int(KEPT_FOR.total_seconds())))
    except InvalidToken:
        return None
    return content


def _cipher() -> MultiFernet:
    """Derive the keys from the site's secrets, old ones last."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [salted_hmac("commons.accounts.kept_forms", "", secret=s, algorithm="sha256").digest() for s in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
