"""What page templates ask."""

from typing import Any

from django import template
from django.utils.html import format_html
from wagtail.models import Page

from commons.content import addresses
from commons.content.pictures import WIDTH
from commons.files.models import Image

register = template.Library()


@register.simple_tag(takes_context=True)
def page_link(context: Any, page: Page) -> str:
    """Return the address of a page of the site that is shown."""
    return str(context["place"].link(page))


@register.simple_tag(takes_context=True)
def feed_link(context: Any) -> str:
    """Return the address of the site's feed of notices."""
    return f"{context['place'].prefix}notices.rss"


@register.simple_tag
def hub_root() -> str:
    """Return the hub's address."""
    return addresses.hub_root()


@register.simple_tag
def picture(image: Image | None, alternative: str) -> str:
    """Show a picture with its words; nothing where it has been deleted."""
    if image is None:
        return ""
    shown = image.get_rendition(WIDTH)
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}">', shown.url, shown.width, shown.height, alternative
    )
