"""Pages for the tests of this floor: one for each way of being guarded."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.generic import FormView, View

from commons.accounts import limits
from commons.accounts.access import ActsAsMixin, SignedInMixin, acts_as, posts_only, signed_in
from commons.accounts.form_tokens import FormTokenMixin, OnceMixin, once
from commons.accounts.kept_forms import KeptFormMixin
from commons.accounts.models import Membership, Role
from commons.config.urls import urlpatterns as site
from tests.people import organisation


class NoteForm(FormTokenMixin, forms.Form):
    text = forms.CharField(max_length=20)
    tags = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False)
    my_password = forms.CharField(required=False)


class NoteView(SignedInMixin, KeptFormMixin, OnceMixin, FormView[NoteForm]):
    """Give the sender a membership for each sending that has its effect: something to count."""

    form_class = NoteForm
    template_name = "form_page.html"

    def form_valid(self, form: NoteForm) -> HttpResponse:
        def act() -> str:
            Membership.objects.create(
                user=self.request.user,  # type: ignore[misc]  # signed in
                organisation=organisation("oshima"),
                role=Role.CLERK,
                valid_from="2030-01-01",
                department=form.cleaned_data["text"],
            )
            return f"/result/{form.cleaned_data['text']}/"

        self.success_url = once(form.cleaned_data["form_token"], act)
        return super().form_valid(form)


class PostOnlyView(SignedInMixin, View):
    def post(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("posted")


class OfficerView(ActsAsMixin, View):
    roles = (Role.HUB_OFFICER,)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return HttpResponse("officer")


@signed_in
def private(request: HttpRequest) -> HttpResponse:
    return HttpResponse("private")


@acts_as(Role.CLERK, Role.APPROVER)
def clerks(request: HttpRequest) -> HttpResponse:
    return HttpResponse("clerks")


@signed_in
@posts_only
def mark(request: HttpRequest) -> HttpResponse:
    return HttpResponse("marked")


def export(request: HttpRequest) -> HttpResponse:
    limits.consume(request, action="export")
    return HttpResponse("exported")


urlpatterns = [
    path("t/private/", private),
    path("t/clerks/", clerks),
    path("t/officer/", OfficerView.as_view()),
    path("t/note/", NoteView.as_view()),
    path("t/post-only/", PostOnlyView.as_view()),
    path("t/mark/", mark),
    path("t/export/", export),
    *site,
]
