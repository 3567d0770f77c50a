"""Who may open a page at all. Whether they may see a certain thing is the view's question, and its answer is 404."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import View

from . import acting, kept_forms

View_ = TypeVar("View_", bound=Callable[..., HttpResponseBase])


def signed_in(view: View_) -> View_:
    """Let signed-in people through; send a visitor to the sign-in page, and back afterwards."""
    return _guarded(view, ())


def acts_as(*roles: str) -> Callable[[View_], View_]:
    """Let people through who act in one of ``roles``; others get 403, visitors the sign-in page."""
    if not roles:
        raise ValueError("acts_as() needs a role: without one it would let everybody through.")
    return lambda view: _guarded(view, roles)


def posts_only(view: View_) -> View_:
    """Answer POST alone. Stands below a guard, which then leads a visitor back to the page the form stood on."""
    view.posts_only = True  # type: ignore[attr-defined]  # read by _guarded; require_POST hands it on
    return require_POST(view)


class SignedInMixin(View):
    """Let signed-in people through. Stands before the view's other bases."""

    roles: ClassVar[Collection[str]] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer a visitor with the sign-in page, a wrong role with 403."""
        page = None if hasattr(self, "get") else _page_before(request)
        return refusal(request, self.roles, page=page) or super().dispatch(request, *args, **kwargs)


class ActsAsMixin(SignedInMixin):
    """Let people through who act in one of ``roles``."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Refuse a view that forgot to name its roles: it would let everybody through."""
        super().__init_subclass__(**kwargs)
        if not cls.roles:
            raise TypeError(f"{cls.__name__} needs its roles.")


def refusal(request: HttpRequest, roles: Collection[str], *, page: str | None = None) -> HttpResponseBase | None:
    """Return a visitor's way to the sign-in page, raise 403 on a wrong role, return ``None`` for those let in.

    After sign-in one comes back to ``page``, this one unless told otherwise; what a POST had brought is kept for it.
    """
    who = acting.of(request)
    if who is None:
        page = page or request.get_full_path()
        if request.method == "POST" and kept_forms.keep(request, page=page):
            messages.info(request, _("Please sign in again. What you typed is kept and will be there."))
        return _to_sign_in(request, page)
    if roles and who.roles.isdisjoint(roles):
        raise PermissionDenied
    return None


def _to_sign_in(request: HttpRequest, page: str) -> HttpResponseBase:
    way = redirect_to_login(page)
    if request.headers.get("HX-Request") != "true":
        return way
    return HttpResponse(headers={"HX-Redirect": way.url})  # htmx would put the sign-in page into a corner of this one


def _page_before(request: HttpRequest) -> str:
    """Return the page on which a form stood that is sent elsewhere; home when the browser does not tell."""
    before = urlsplit(request.headers.get("Referer", ""))
    if before.netloc != request.get_host():
        return reverse(settings.LOGIN_REDIRECT_URL)
    return urlunsplit(("", "", before.path, before.query, ""))


def _guarded(view: View_, roles: Collection[str]) -> View_:
    sent_elsewhere = getattr(view, "posts_only", False)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if sent_elsewhere and request.method != "POST":
            return view(request, *args, **kwargs)  # 405 now, rather than after a sign-in
        page = _page_before(request) if sent_elsewhere else None
        return refusal(request, roles, page=page) or view(request, *args, **kwargs)

    return guarded  # type: ignore[return-value]  # the same call, with a guard before it
