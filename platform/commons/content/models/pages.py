"""Kinds of pages."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel

from commons.content import blocks
from commons.content.fields import Body
from commons.values.validators import no_control_characters

from .base import HOME_PATH, BodyPage


def _line(label: Any, length: int = 80, **options: Any) -> Any:
    return models.CharField(label, max_length=length, validators=[no_control_characters], **options)


class HomePage(BodyPage):
    """The first page of a body's site. There is one for each body, made with the site, and nobody deletes it."""

    office_hours = _line(_("Office hours"), 120, blank=True)
    office_phone = _line(_("Telephone"), 40, blank=True)
    office_name = _line(_("Office that answers"), 80, blank=True)

    parent_page_types: ClassVar[list[str]] = []
    subpage_types: ClassVar[list[str]] = ["content.SectionPage"]
    own_panels: ClassVar[list[Any]] = [
        FieldPanel("office_name"),
        FieldPanel("office_hours"),
        FieldPanel("office_phone"),
    ]
    promote_panels: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = _("home page")


class SectionPage(BodyPage):
    """A page with pages below it: notices, reports, guides, or plain text with more of it below."""

    parent_page_types: ClassVar[list[str]] = ["content.HomePage", "content.SectionPage"]
    subpage_types: ClassVar[list[str]] = [
        "content.SectionPage",
        "content.NoticePage",
        "content.ReportPage",
        "content.ManualPage",
        "content.RulePage",
    ]

    class Meta:
        verbose_name = _("section")


class NoticePage(BodyPage):
    """Something to tell. It goes when it expires."""

    category = _line(_("Category"), 20, blank=True)

    parent_page_types: ClassVar[list[str]] = ["content.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    own_panels: ClassVar[list[Any]] = [FieldPanel("category")]

    class Meta:
        verbose_name = _("notice")


class ReportPage(BodyPage):
    """業務改善レポート: what a body changed, and by how much it helped."""

    organisation = models.ForeignKey(
        "tenancy.Organisation", verbose_name=_("Body that did it"), on_delete=models.PROTECT, related_name="+"
    )
    topic = _line(_("Topic"), 20, blank=True)
    figures = Body([("figure", blocks.Change())], verbose_name=_("Before and after"))
    measured = models.TextField(_("How it was measured"), blank=True)
    adopted_by = ParentalManyToManyField(
        "tenancy.Organisation", verbose_name=_("Bodies that adopted it"), blank=True, related_name="+"
    )

    parent_page_types: ClassVar[list[str]] = ["content.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    own_panels: ClassVar[list[Any]] = [
        FieldPanel("organisation"),
        FieldPanel("topic"),
        FieldPanel("figures"),
        FieldPanel("measured"),
        FieldPanel("adopted_by", widget=forms.CheckboxSelectMultiple),
    ]

    class Meta:
        verbose_name = _("improvement report")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the bodies that adopted it."""
        return super().get_context(request) | {"adopters": list(self.adopted_by.all())}


class ManualPage(BodyPage):
    """手順書: how something is done, step by step."""

    organisation = models.ForeignKey(
        "tenancy.Organisation", verbose_name=_("Body that wrote it"), on_delete=models.PROTECT, related_name="+"
    )
    audience = _line(_("For whom"), 120, blank=True)
    steps = Body([("step", blocks.Step())], verbose_name=_("Steps"))
    checklist = Body([("point", blocks.line(_("Point to check")))], verbose_name=_("Checklist"))

    parent_page_types: ClassVar[list[str]] = ["content.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    own_panels: ClassVar[list[Any]] = [
        FieldPanel("organisation"),
        FieldPanel("audience"),
        FieldPanel("steps"),
        FieldPanel("checklist"),
    ]

    class Meta:
        verbose_name = _("manual")

    @property
    def minutes(self) -> int:
        """Return how long all steps take."""
        return sum(step.value["minutes"] or 0 for step in self.steps)


class RuleForm(WagtailAdminPageForm):
    """The form of a rule, which offers the rules of its own site: another body's may be drafts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        beside = self.instance if self.instance.pk else self.parent_page
        own = RulePage.objects.filter(path__startswith=beside.path[:HOME_PATH])
        self.fields["supersedes"].queryset = own.exclude(pk=self.instance.pk)


class RulePage(BodyPage):
    """規程・ガイドライン: a rule with its number and the time in which it is in force."""

    number = _line(_("Number"), 40)
    in_force_from = models.DateField(_("In force from"))
    in_force_until = models.DateField(
        _("In force until"), null=True, blank=True, help_text=_("The last day on which it is in force")
    )
    supersedes = models.ForeignKey(
        "self", verbose_name=_("Supersedes"), null=True, blank=True, on_delete=models.SET_NULL, related_name="later"
    )

    parent_page_types: ClassVar[list[str]] = ["content.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = RuleForm
    own_panels: ClassVar[list[Any]] = [
        FieldPanel("number"),
        FieldPanel("in_force_from"),
        FieldPanel("in_force_until"),
        FieldPanel("supersedes", widget=forms.Select),
    ]

    class Meta:
        verbose_name = _("rule or guideline")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the rules before and after it, where they are published."""
        context = super().get_context(request)
        published = RulePage.objects.open_at(context["now"])
        return context | {
            "superseded": published.filter(pk=self.supersedes_id).first(),
            "replaced_by": published.filter(supersedes=self).order_by("-in_force_from").first() if self.pk else None,
        }

    def clean(self) -> None:
        """Refuse an end before the beginning, and a rule that supersedes itself."""
        super().clean()
        if self.in_force_from and self.in_force_until and self.in_force_until < self.in_force_from:
            raise ValidationError({"in_force_until": _("The rule would end before it begins.")})
        if self.pk and self.supersedes_id == self.pk:
            raise ValidationError({"supersedes": _("A rule cannot supersede itself.")})
