"""What follows from what happened here."""

from django.urls import reverse

from commons.events import receives
from commons.lists import arrivals

from .events import ItemVersionPublished
from .filters import CATALOGUE
from .models import CatalogueItem


@receives(ItemVersionPublished, name="procurement.new_arrivals", kind="database")
def note_new_arrival(event: ItemVersionPublished) -> None:
    """Put the item among the news of everybody who saved a search that it meets."""
    item = CatalogueItem.objects.filter(slug=event.subject.public_id).first()
    if item is None:
        return
    arrivals.note(
        CATALOGUE.name,
        item.pk,
        thing=event.subject,
        title=item.name,
        url=reverse("procurement:item", args=[item.slug]),
        key=f"{item.slug}:{event.number}",
    )
