"""The one way into Wagtail's admin: who, through which door, to whose thing. Whatever is not known is refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from wagtail.models import Page, Revision, TaskState, WorkflowState

from commons.content.models import BodySite
from commons.files.models import Document, Image
from commons.tenancy import scopes

from . import access
from .doors import LED_ELSEWHERE, OPEN, Door

View = Callable[..., HttpResponse]

# Looser than the site's own: seven of Wagtail's templates carry inline scripts, its editor writes style attributes.
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)
_DIRECT = ("action-publish",)  # what would go live without a second pair of eyes


def guarded(view: View) -> View:
    """Let editors through the open doors, to their own body's things."""

    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), resolve_url("account_login"))
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in LED_ELSEWHERE:
            return HttpResponseRedirect(reverse(LED_ELSEWHERE[name]))
        site = _site_or_refusal()
        door = OPEN.get(name)
        if door is None:
            raise Http404
        _Check(request, site, door)(name, args, kwargs)
        access.lend_permissions(request.user, site)
        return _answered(view, request, args, kwargs)

    return gate


def _site_or_refusal() -> BodySite:
    scope = scopes.current()
    site = access.site_at_work(scope) if access.may_enter(scope) else None
    if site is None:
        raise PermissionDenied
    return site


def _answered(view: View, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
    """Run the view, what it changes and what that announces in one transaction: Wagtail's actions open none."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        response = view(request, *args, **kwargs)
    else:
        if any(request.POST.get(name) for name in _DIRECT):
            raise PermissionDenied
        with transaction.atomic():
            response = view(request, *args, **kwargs)
            if hasattr(response, "render"):
                response = response.render()
    response.headers["Content-Security-Policy"] = POLICY
    response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")
    return response


class _Check:
    """Look at everything that an address names. A name that is not known here is nobody's."""

    def __init__(self, request: HttpRequest, site: BodySite, door: Door) -> None:
        self.request, self.site, self.door = request, site, door

    def __call__(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        page_id: Any = None
        if args:  # the comparison of two versions alone names its page by position
            page_id, *versions = args
            self.page(page_id)
            for version in versions:
                if str(version).isdecimal():
                    self.revision(version, page_id)
        for key in ("page_id", "parent_page_id"):
            if key in kwargs:
                page_id = kwargs[key]
                self.page(page_id)
        for key, value in kwargs.items():
            if key not in {"page_id", "parent_page_id"}:
                self.other(name, key, value, page_id, kwargs)

    def other(self, name: str, key: str, value: Any, page_id: Any, kwargs: dict[str, Any]) -> None:
        """Check what is no page's id."""
        if key in {"image_id"} or (key == "pk" and name.startswith("wagtailimages_chooser:")):
            _found(Image.objects.visible_to(scopes.current()), value)
        elif key in {"document_id", "doc_id"} or (key == "pk" and name.startswith("wagtaildocs_chooser:")):
            _found(Document.objects.visible_to(scopes.current()), value)
        elif key == "revision_id":
            self.revision(value, page_id)
        elif key == "task_state_id":
            _found(TaskState.objects.filter(workflow_state__object_id=str(page_id)), value)
        elif key == "workflow_state_id":
            _found(WorkflowState.objects.filter(object_id=str(page_id)), value)
        elif key == "object_id":
            if (kwargs.get("app_label"), kwargs.get("model_name")) != ("wagtailcore", "page") and kwargs.get(
                "app_label"
            ) != "content":
                raise Http404
            self.page(value)
        elif key == "content_type_app_name":
            if value != "content":
                raise Http404
        elif key not in {"content_type_model_name", "action_name", "session_id", "app_label", "model_name"}:
            raise Http404

    def page(self, pk: Any) -> None:
        """Find the page below the body's home, or among those on which this person decides."""
        if not str(pk).isdecimal():
            raise Http404
        page = Page.objects.filter(pk=pk).first()
        if page is None:
            raise Http404
        own = page.path.startswith(self.site.home.path)
        if not own and not (self.door.for_reviewer and self._decides_on(page)):
            raise Http404
        if self.door.spares_home and page.pk == self.site.home_id:
            raise PermissionDenied

    def _decides_on(self, page: Page) -> bool:
        task = page.specific.current_workflow_task
        return bool(task and task.specific.user_can_access_editor(page, self.request.user))

    def revision(self, pk: Any, page_id: Any) -> None:
        """Find the version among the page's."""
        _found(Revision.page_revisions.filter(object_id=str(page_id)), pk)


def _found(rows: Any, pk: Any) -> None:
    if not str(pk).isdecimal() or not rows.filter(pk=pk).exists():
        raise Http404
