"""A form has its effect once, however often and however fast its button is pressed.

The token comes with the form, bound to the person, the body acted for and the kind of form. ``once()`` spends it in the
transaction of the action: an action that fails spends nothing, and of two at the same moment the database's unique
digest lets one through. The second click is led to the result of the first.
"""

import hashlib
import secrets
from collections.abc import Callable
from copy import copy
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core import signing
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from commons.tenancy import scopes
from commons.values import clock

from .models import SpentToken

FIELD = "form_token"
VALID_FOR = timedelta(days=3)  # an open page over a weekend
KEPT_FOR = timedelta(days=7)  # longer than a token is valid, so that none comes back to life


if TYPE_CHECKING:
    _FormView = FormView[Any]
else:
    _FormView = object


class AlreadySpent(Exception):
    """This form had its effect before; ``result_url`` is the page that told of it."""

    def __init__(self, result_url: str) -> None:
        super().__init__("The form's token is spent.")
        self.result_url = result_url


def issue(form_name: str) -> str:
    """Make a token for the person and the body at work."""
    scope = scopes.current()
    return _signer(form_name).sign(f"{scope.user_id}.{scope.organisation_id}.{secrets.token_urlsafe(18)}")


def spend(form_token: str, result_url: str) -> None:
    """Spend a token inside the action's transaction; raise ``AlreadySpent`` and let it undo the action.

    Call it before the action's own writes, else those of a second click may fail on constraints of their own.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A form's token is spent inside the transaction of its action.")
    _claim(form_token, result_url)


def once(form_token: str, act: Callable[[], str]) -> str:
    """Run ``act`` in one transaction with the spending of its token; return the result's address: this or the first's.

    ``act`` returns the address of the page that tells of its effect.
    """
    try:
        with transaction.atomic():
            spent = _claim(form_token, "")
            spent.result_url = act()
            spent.save(update_fields=["result_url"])
            return spent.result_url
    except AlreadySpent as before:
        return before.result_url


def first_result(form_token: str) -> str | None:
    """Return where the first click led, if the person at work spent this token."""
    if not form_token:
        return None
    return SpentToken.objects.filter(digest=_digest(form_token)).values_list("result_url", flat=True).first()  # type: ignore[no-any-return]  # private managers are Any


def purge() -> int:
    """Forget tokens too old to be sent again; return how many. Work for the system's scope."""
    count, _by_model = SpentToken.objects.filter(spent_at__lt=clock.real_now() - KEPT_FOR).delete()
    return int(count)


class FormTokenMixin(forms.Form):
    """Carry a token, and say so in words when it does not fit. Stands before the form's other bases."""

    form_token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[FIELD].initial = lambda: issue(self.form_name)

    @property
    def form_name(self) -> str:
        """Return the name a token is bound to."""
        return f"{type(self).__module__}.{type(self).__qualname__}"

    def clean_form_token(self) -> str:
        """Check the token; on a misfit hand out a new one, so that a second look and a second click suffice."""
        token: str = self.cleaned_data[FIELD]
        scope = scopes.current()
        try:
            bound = _signer(self.form_name).unsign(token, max_age=VALID_FOR)
        except signing.BadSignature:
            self._refuse(_("This page was open for too long. Check what you typed, then send it again."))
            return token
        user_id, organisation_id, _random = bound.split(".", 2)
        if user_id != str(scope.user_id):
            self._refuse(_("Somebody else opened this page. Check what is typed here, then send it again."))
        elif organisation_id != str(scope.organisation_id):
            self._refuse(
                _(
                    "You opened this page for another body than the one you act for now. "
                    "Check for whom you act and what you typed, then send it again."
                )
            )
        return token

    def _refuse(self, sentence: Any) -> None:
        fresh: Any = copy(self.data)  # of a QueryDict, a copy that can be changed
        fresh[self.add_prefix(FIELD)] = issue(self.form_name)
        self.data = fresh
        self.add_error(None, sentence)


class OnceMixin(_FormView):
    """Lead a second click to the result of the first. Stands before ``FormView``, after the access mixins."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask before the form is checked: what the first click made would make the second one's fields wrong."""
        if before := first_result(request.POST.get(FIELD, "")):
            return HttpResponseRedirect(before)
        try:
            response: HttpResponse = super().post(request, *args, **kwargs)
        except AlreadySpent as spent:
            return HttpResponseRedirect(spent.result_url)
        return response


def _claim(form_token: str, result_url: str) -> SpentToken:
    scope = scopes.current()
    if scope.user_id is None:
        raise scopes.ScopeError("Only somebody signed in has a form's token to spend.")
    token = SpentToken(
        person_id=scope.user_id, digest=_digest(form_token), result_url=result_url, spent_at=clock.real_now()
    )
    try:
        with transaction.atomic():  # a savepoint: on PostgreSQL a refused INSERT would spoil the whole transaction
            token.save(force_insert=True)
    except IntegrityError as refused:
        before = first_result(form_token)
        if before is None:
            raise
        raise AlreadySpent(before) from refused
    return token


def _digest(form_token: str) -> str:
    return hashlib.sha256(form_token.encode()).hexdigest()


def _signer(form_name: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"commons.accounts.form-token.{form_name}")
