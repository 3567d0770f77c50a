"""Show how far a job has come, and hand out what it made."""

from collections.abc import Callable
from functools import wraps
from pathlib import PurePath
from urllib.parse import quote

from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from commons.jobs.models import Job
from commons.tenancy import scopes

View = Callable[[HttpRequest, int], HttpResponseBase]


def _for_owners(view: View) -> View:
    """Send a visitor to the sign-in page. (The guard of accounts stands a floor above.)"""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int) -> HttpResponseBase:
        if scopes.current().kind != "public":
            return view(request, pk)
        way = redirect_to_login(request.get_full_path())
        if request.headers.get("HX-Request") == "true":  # htmx would put the sign-in page into a corner of this one
            return HttpResponse(headers={"HX-Redirect": way.url})
        return way

    return guarded


@require_safe
@_for_owners
def job(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the job's page; to htmx, which asks every two seconds while the job is open, the part that changes."""
    found: Job = get_object_or_404(Job.objects.all(), pk=pk)
    part = request.headers.get("HX-Request") == "true"
    template = "jobs/_progress.html" if part else "jobs/job.html"
    response = render(request, template, {"job": found, "heading": found.title})
    response["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
@_for_owners
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out the file that a job made, to keep."""
    found: Job = get_object_or_404(Job.objects.filter(state=Job.State.DONE), pk=pk)
    if not found.file:
        raise Http404
    try:
        response = FileResponse(found.file.open("rb"))
    except FileNotFoundError:
        raise Http404 from None
    plain = f"job-{found.pk}{PurePath(str(found.file.name)).suffix}"
    name = quote(found.filename, safe="")
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{name}"
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
