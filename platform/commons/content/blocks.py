"""The parts of which a page's text is made: plain, accessible, and with nothing that could name another body's thing.

There is no rich text and no page chooser: an id typed into either would be answered with the title or the address of
whatever page has it, a foreign draft's too. A link names an address.
"""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from commons.tenancy import scopes
from commons.values.validators import no_control_characters, no_control_characters_in_text

_ADDRESS = re.compile(r"(https?://[^\s<>\"']+|/(?![/\\])[^\s<>\"'\\]*|mailto:[^\s<>\"']+@[^\s<>\"']+|tel:[0-9+-]+)")


def an_address(value: str) -> None:
    """Accept a path of this site, a web address, a mail address or a telephone; nothing that could run."""
    if not _ADDRESS.fullmatch(value):
        raise ValidationError(_("Enter an address that begins with https:// or with /."), code="address")


def line(label: Any, **options: Any) -> blocks.CharBlock:
    """Return a field of one line."""
    return blocks.CharBlock(label=label, max_length=255, validators=[no_control_characters], **options)


def text(label: Any, **options: Any) -> blocks.TextBlock:
    """Return a field of several lines."""
    return blocks.TextBlock(label=label, rows=4, validators=[no_control_characters_in_text], **options)


class _Own:
    """Take the acting body's things only: another's id counts as none, so that not even its title comes back."""

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """Read what was chosen."""
        return _own(super().value_from_datadict(data, files, prefix))  # type: ignore[misc]  # a mixin of Wagtail's blocks


def _own(chosen: Any) -> Any:
    if chosen is None:
        return None
    scope = scopes.current()
    return chosen if type(chosen).objects.visible_to(scope).filter(pk=chosen.pk).exists() else None


class OwnImageBlock(_Own, ImageChooserBlock):
    """A picture of the acting body."""


class OwnDocumentBlock(_Own, DocumentChooserBlock):
    """A file of the acting body."""


class Heading(blocks.CharBlock):
    """A heading inside the text."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "content/blocks/heading.html"


class Paragraph(blocks.TextBlock):
    """Plain text; a blank line begins a new paragraph."""

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        template = "content/blocks/paragraph.html"


class Points(blocks.ListBlock):
    """A list without numbers."""

    class Meta:
        icon = "list-ul"
        label = _("List")
        template = "content/blocks/list.html"


class Steps(blocks.ListBlock):
    """A numbered list."""

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "content/blocks/steps.html"


class Table(blocks.StructBlock):
    """A table with a caption. Cells are written as people paste them: a row a line, a tab or ``|`` between cells."""

    caption = line(_("Caption"))
    header = line(_("Header cells"), help_text=_("Divide the cells with |"))
    rows = text(_("Rows"), help_text=_("One row on each line; divide the cells with | or a tab"))

    class Meta:
        icon = "table"
        label = _("Table")
        template = "content/blocks/table.html"

    def clean(self, value: Any) -> Any:
        """Refuse rows that have more or fewer cells than the header."""
        cleaned = super().clean(value)
        width = len(cells(cleaned["header"]))
        wrong = [number for number, row in enumerate(rows(cleaned["rows"]), 1) if len(row) != width]
        if wrong:
            sentence = _("Row %(number)s has another number of cells than the header, which has %(width)s.")
            raise blocks.StructBlockValidationError(
                block_errors={"rows": ValidationError(sentence, params={"number": wrong[0], "width": width})}
            )
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Give the template cells."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {"header": cells(value["header"]), "rows": rows(value["rows"])}


def cells(written: str) -> list[str]:
    """Return the cells of a row."""
    return [cell.strip() for cell in re.split(r"[|\t]", written)]


def rows(written: str) -> list[list[str]]:
    """Return the rows of a table, empty lines left out."""
    return [cells(row) for row in written.splitlines() if row.strip()]


class Callout(blocks.StructBlock):
    """Something to notice."""

    tone = blocks.ChoiceBlock(choices=[("info", _("Information")), ("warning", _("Warning"))], label=_("Tone"))
    title = line(_("Title"))
    text = text(_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        template = "content/blocks/callout.html"


class Link(blocks.StructBlock):
    """A link on a line of its own."""

    label = line(_("Words"))
    address = line(_("Address"), help_text=_("https://… or a path of this site such as /help/"))

    class Meta:
        icon = "link"
        label = _("Link")
        template = "content/blocks/link.html"

    def clean(self, value: Any) -> Any:
        """Refuse addresses that are none."""
        cleaned = super().clean(value)
        try:
            an_address(cleaned["address"])
        except ValidationError as error:
            raise blocks.StructBlockValidationError(block_errors={"address": error}) from error
        return cleaned


class Figure(blocks.StructBlock):
    """A picture, said in words too."""

    image = OwnImageBlock(label=_("Picture"))
    alternative = line(_("What the picture shows"), help_text=_("Read aloud to those who do not see it"))
    caption = line(_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "content/blocks/figure.html"


class File(blocks.StructBlock):
    """A file to keep."""

    document = OwnDocumentBlock(label=_("File"))
    label = line(_("Words"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("File")
        template = "content/blocks/file.html"


class Change(blocks.StructBlock):
    """One figure before and after."""

    label = line(_("What was measured"))
    unit = line(_("Unit"))
    before = blocks.DecimalBlock(label=_("Before"))
    after = blocks.DecimalBlock(label=_("After"))


class Changes(blocks.ListBlock):
    """Figures before and after, as a table."""

    class Meta:
        icon = "order"
        label = _("Before and after")
        template = "content/blocks/changes.html"


class Step(blocks.StructBlock):
    """One step of a manual."""

    title = line(_("Title"))
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=0, required=False)
    text = text(_("Text"))
    image = OwnImageBlock(label=_("Picture"), required=False)
    alternative = line(_("What the picture shows"), required=False)

    class Meta:
        icon = "list-ol"
        label = _("Step")

    def clean(self, value: Any) -> Any:
        """Ask for the words of a picture."""
        cleaned = super().clean(value)
        if cleaned["image"] and not cleaned["alternative"].strip():
            raise blocks.StructBlockValidationError(
                block_errors={"alternative": ValidationError(_("Say in words what the picture shows."))}
            )
        return cleaned


def body() -> list[tuple[str, blocks.Block]]:
    """List the parts of which a text may be made."""
    return [
        ("heading", Heading(max_length=120, validators=[no_control_characters])),
        ("paragraph", Paragraph(rows=4, validators=[no_control_characters_in_text])),
        ("list", Points(blocks.CharBlock(max_length=400, validators=[no_control_characters], label=_("Point")))),
        ("steps", Steps(blocks.CharBlock(max_length=400, validators=[no_control_characters], label=_("Step")))),
        ("table", Table()),
        ("callout", Callout()),
        ("link", Link()),
        ("figure", Figure()),
        ("file", File()),
        ("changes", Changes(Change())),
    ]
