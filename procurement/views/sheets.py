"""Figures of many lines by Excel: the table goes out, comes back, is judged cell by cell, and fills the page's form.

Nothing is written by an upload: the form that it fills leads to the same confirmation as one typed by hand.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from commons.accounts import limits
from commons.lists.export import CONTENT_TYPES
from procurement.forms import sheets

from . import wording
from .committing import CommitView
from .entries import EntryView, SurveyView


class SheetView(EntryView):
    """Hand the table out (with a ``suffix``), take it back, and show the form filled from it."""

    suffix = ""
    parts: Sequence[sheets.Part] = ()
    page = ""  # the name of the page on which the same is typed

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Where the form would be drawn, hand out the table or ask for it; else say why nothing can be entered."""
        response = super().get(request, *args, **kwargs)
        if not isinstance(response, TemplateResponse):
            return response
        return self._table() if self.suffix else self._ask(sheets.UploadForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read an uploaded table; everything else is the form that was filled from one."""
        if "upload" not in request.POST:
            return super().post(request, *args, **kwargs)
        self._load()
        if (closed := self._closed()) is not None:
            return closed
        upload = sheets.UploadForm(request.POST, request.FILES)
        if not upload.is_valid():
            return self._ask(upload)
        content = upload.cleaned_data["sheet"].read()
        found = sheets.read(content, lines=self.lines, parts=self.parts)
        shown = self.get_initial() | found.values
        faults = found.judged_by(self._form(data={name: _typed(value) for name, value in shown.items()}))
        if not faults and not found.rows:
            faults = [sheets.Fault(_("The table has no row with figures."))]
        if faults:
            return self._ask(upload, faults=faults)
        context = self.get_context_data(form=self._form(initial=shown), read_rows=found.rows)
        return self.render_to_response(context)

    def _form(self, **how: Any) -> Any:
        """Return the page's own form, bound to ``data`` or filled with ``initial``."""
        kwargs = {name: value for name, value in self.get_form_kwargs().items() if name not in ("data", "files")}
        return self.get_form_class()(**(kwargs | how))

    def _ask(self, upload: sheets.UploadForm, *, faults: Sequence[sheets.Fault] = ()) -> HttpResponse:
        heading = _("Enter figures with Excel")
        context = self.get_context_data(
            form=upload,
            faults=faults,
            heading=heading,
            xlsx_url=wording.page_url(self.procurement, f"{self.page}-xlsx"),
            csv_url=wording.page_url(self.procurement, f"{self.page}-csv"),
            sheet_url=wording.page_url(self.procurement, f"{self.page}-sheet"),
            typed_url=wording.page_url(self.procurement, self.page),
        ) | {"trail": wording.trail(self.procurement, heading), "screen": "C-51"}
        return TemplateResponse(self.request, "procurement/sheet.html", context)

    def _table(self) -> HttpResponse:
        limits.consume(self.request, action="export")
        title = f"{self.procurement.number}_{self.body.name}"
        content = sheets.written(
            self.suffix, title=title, lines=self.lines, parts=self.parts, values=self.get_initial()
        )
        response = HttpResponse(content, content_type=CONTENT_TYPES[self.suffix])
        name = quote(f"{title}.{self.suffix}", safe="")
        plain = f"{self.procurement.number}.{self.suffix}"
        response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{name}"
        return response


class SurveySheetView(SheetView, SurveyView):
    """The answer to a survey."""

    parts = sheets.SURVEY_PARTS
    page = "survey"


class CommitSheetView(SheetView, CommitView):
    """Quantities that bind, with their maximum prices."""

    parts = sheets.COMMIT_PARTS
    page = "commit"


def _typed(value: Any) -> str:
    return "" if value is None else str(value)
