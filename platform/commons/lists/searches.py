"""Save, rename and delete a person's searches."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.tenancy import scopes
from commons.tenancy.scopes import Scope
from commons.values import clock
from commons.values.refusals import Refusal

from .models import SavedSearch
from .models.search import MOST_SEARCHES


class NameTaken(Refusal):
    """The person has a search of this name on this list."""

    message = _("You already have a search of this name. Choose another name.")
    field = "name"


class TooManySearches(Refusal):
    """The person keeps as many searches as one may."""

    message = _("You have %(most)s saved searches, which is as many as there can be. Delete one you no longer need.")

    def __init__(self) -> None:
        super().__init__(self.message % {"most": MOST_SEARCHES})


def of(scope: Scope) -> Any:
    """Return the searches of the person in ``scope``, by list and name; none for a visitor."""
    return SavedSearch.objects.filter(person_id=scope.user_id) if scope.user_id else SavedSearch.objects.none()


def save_search(*, list_name: str, name: str, query: str) -> SavedSearch:
    """Keep ``query`` under ``name`` for the person at work. ``query`` is what ``Reading.query`` wrote."""
    scope = scopes.current()
    if scope.user_id is None:
        raise scopes.NoScope("A search is saved for somebody.")
    search = SavedSearch(person_id=scope.user_id, list_name=list_name, name=name, query=query, created_at=clock.now())
    with transaction.atomic():
        User.objects.select_for_update().get(pk=scope.user_id)  # two windows at once may not pass the limit
        if of(scope).count() >= MOST_SEARCHES:
            raise TooManySearches
        _write(search)
    return search


def rename_search(*, search: SavedSearch, name: str) -> None:
    """Give a search another name."""
    search.name = name
    with transaction.atomic():
        _write(search)


def delete_search(*, search: SavedSearch) -> None:
    """Forget a search. What it found stays among the arrivals."""
    search.delete()


def _write(search: SavedSearch) -> None:
    try:
        with transaction.atomic():
            search.save()
    except IntegrityError as refused:
        raise NameTaken from refused
