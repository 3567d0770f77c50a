"""Conditions that a person keeps under a name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commons.lists import registry
from commons.tenancy.private import OwnedByPerson
from commons.values.validators import no_control_characters

MOST_SEARCHES = 50  # of one person, over all lists


class SavedSearch(OwnedByPerson):
    """A list's conditions and order under a person's own name for them. What it may show is asked when it is opened."""

    list_name = models.CharField(max_length=80)
    name = models.CharField(_("Name of the search"), max_length=60, validators=[no_control_characters])
    query = models.TextField(blank=True, help_text="as the list writes it: equal conditions are equal texts")
    created_at = models.DateTimeField()

    class Meta(OwnedByPerson.Meta):
        abstract = False
        ordering = ["list_name", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "list_name", "name"], name="lists_one_search_per_name"),
        ]
        indexes = [models.Index(fields=["list_name", "person"], name="lists_search_of_a_list")]

    def __str__(self) -> str:
        return self.name

    @property
    def list_title(self) -> str:
        """Return the title of the list; nothing when its house has left."""
        definition = registry.find(self.list_name)
        return str(definition.title) if definition else ""

    @property
    def url(self) -> str:
        """Return the address of the list with these conditions; nothing when its house has left."""
        definition = registry.find(self.list_name)
        if definition is None:
            return ""
        return f"{definition.url}?{self.query}" if self.query else definition.url
