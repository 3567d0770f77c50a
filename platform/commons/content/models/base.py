"""What every page of a body has."""

import datetime as dt
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from commons.content import addresses
from commons.content.fields import Body
from commons.values import clock
from commons.values.validators import no_control_characters

HOME_DEPTH = 2  # under Wagtail's root stand the homes, side by side
HOME_PATH = HOME_DEPTH * Page.steplen


class BodyPageQuerySet(PageQuerySet):
    """Read aloud: pages open at a moment."""

    def open_at(self, moment: dt.datetime) -> "BodyPageQuerySet":
        """Keep the published ones. What has expired is closed the minute it expires, whether or not the worker runs."""
        kept: BodyPageQuerySet = self.filter(Q(live=True), Q(expire_at__isnull=True) | Q(expire_at__gt=moment))
        return kept


class BodyPage(Page):
    """A page of one body. Which one, its place in the tree says: below whose home it stands."""

    title_en = models.CharField(_("Title in English"), max_length=255, blank=True, validators=[no_control_characters])
    summary = models.TextField(_("Summary"), blank=True, max_length=300)
    summary_en = models.TextField(_("Summary in English"), blank=True, max_length=300)
    body = Body(verbose_name=_("Text"))
    body_en = Body(verbose_name=_("Text in English"), help_text=_("Left empty, the Japanese text is shown"))

    objects = PageManager.from_queryset(BodyPageQuerySet)()

    own_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = [PublishingPanel()]
    promote_panels: ClassVar[list[Any]] = [FieldPanel("slug")]

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Put the panels together: Japanese, what the kind of page adds, English."""
        super().__init_subclass__(**kwargs)
        cls.content_panels = [
            FieldPanel("title"),
            FieldPanel("summary"),
            *cls.own_panels,
            FieldPanel("body"),
            MultiFieldPanel(
                [FieldPanel("title_en"), FieldPanel("summary_en"), FieldPanel("body_en")],
                heading=_("English"),
                classname="collapsed",
            ),
        ]

    def clean(self) -> None:
        """Refuse invisible characters in the title: feeds and papers would break."""
        super().clean()
        try:
            no_control_characters(self.title)
        except ValidationError as error:
            raise ValidationError({"title": error}) from error

    # What is read, in the interface's language where somebody has written it.

    @property
    def in_english(self) -> bool:
        """Tell whether the reader reads English and there is an English text."""
        return _reads_english() and bool(self.body_en or (not self.body and self.title_en))

    @property
    def written_in(self) -> str:
        """Return the language of the text that is shown."""
        return "en" if self.in_english else "ja"

    @property
    def shown_title(self) -> str:
        """Return the title in the reader's language, else in Japanese."""
        return (self.title_en if _reads_english() else "") or self.title

    @property
    def title_language(self) -> str:
        """Return the language of the title that is shown."""
        return "en" if _reads_english() and self.title_en else "ja"

    @property
    def shown_summary(self) -> str:
        """Return the summary in the reader's language, else in Japanese."""
        return (self.summary_en if _reads_english() else "") or self.summary

    @property
    def summary_language(self) -> str:
        """Return the language of the summary that is shown."""
        return "en" if _reads_english() and self.summary_en else "ja"

    @property
    def shown_body(self) -> Any:
        """Return the text in the reader's language, else in Japanese."""
        return self.body_en if self.in_english and self.body_en else self.body

    @property
    def published_on(self) -> dt.date | None:
        """Return the day, in Japan, on which it was first published."""
        at = self.first_published_at
        return at.astimezone(clock.JST).date() if at else None

    # Where it is.

    @property
    def home_path(self) -> str:
        """Return the tree path of the home above this page, or of this page where it is one."""
        return str(self.path[:HOME_PATH])

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Return the site, its address and the path there: of the served port, whatever the site's row says."""
        parts = super().get_url_parts(request)
        if parts is None or parts[1] is None:
            return None
        site_id, _root, _path = parts
        return (site_id, *addresses.of_url_path(self.url_path))

    def get_admin_display_title(self) -> str:
        """Return the title that the editors' lists show."""
        return str(self.draft_title or self.title)

    # Showing.

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page in the frame of the site it is asked on."""
        return TemplateResponse(request, self.get_template(request), self.get_context(request))

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """Name the template after the kind of page."""
        return f"content/pages/{self._meta.model_name}.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Give the template the page and the site around it."""
        from commons.content import surroundings

        return surroundings.of(self, request, now=clock.now())


def _reads_english() -> bool:
    return (get_language() or "ja").startswith("en")
