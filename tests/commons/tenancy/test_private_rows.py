"""Inside a scope, nothing of another owner is read, changed or deleted, whatever the ORM is asked."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum, Value

from commons.tenancy import scopes
from commons.tenancy.private import PrivateQuerySet
from commons.tenancy.scopes import ForeignScope, NoScope
from tests import people

from .conftest import AT, ON, Body
from .treasury.models import Diary, Ledger, Letter, LetterQuerySet, Line, Vault


def _everything() -> list[tuple[Any, ...]]:
    with scopes.system("test looks"):
        return [
            *Ledger.objects.order_by("pk").values_list("pk", "organisation_id", "amount"),
            *Line.objects.order_by("pk").values_list("pk", "organisation_id", "ledger_id", "text"),
            *Letter.objects.order_by("pk").values_list("pk", "organisation_id", "text"),
        ]


READS: dict[str, Callable[[], Any]] = {
    "list": lambda: [row.amount for row in Ledger.objects.all()],
    "count": lambda: Ledger.objects.count(),
    "sum": lambda: Ledger.objects.aggregate(n=Sum("amount"))["n"],
    "order": lambda: Ledger.objects.order_by("-amount").first().amount,
    "default manager": lambda: Ledger._default_manager.count(),
    "base manager": lambda: Ledger._base_manager.count(),
    "made by hand": lambda: PrivateQuerySet(Ledger).count(),
    "annotated": lambda: list(Ledger.objects.annotate(n=Count("lines")).values_list("amount", "n")),
    "shared by subquery": lambda: list(
        Vault.objects.annotate(
            n=Ledger.objects.filter(vault=OuterRef("pk")).values("vault").annotate(n=Sum("amount")).values("n")
        ).values_list("n", flat=True)
    ),
    "shared by exists": lambda: Vault.objects.filter(Exists(Ledger.objects.filter(amount=2_222))).count(),
    "union": lambda: sorted(Ledger.objects.values_list("amount").union(Line.objects.values_list("pk"))[:0] or [0]),
    "private by private": lambda: list(Line.objects.values_list("ledger__amount", flat=True)),
    "reverse": lambda: Ledger.objects.get().lines.count(),
    "prefetch": lambda: [len(row.lines.all()) for row in Ledger.objects.prefetch_related("lines")],
    "locked": lambda: [row.amount for row in Ledger.objects.select_for_update(of=("self",))],
}


@pytest.mark.parametrize("name", sorted(READS))
def test_a_read_is_the_same_whether_or_not_another_body_has_rows(name: str, ours: Body, request: pytest.FixtureRequest):
    with ours.scope():
        before = READS[name]()
    request.getfixturevalue("theirs")

    with ours.scope():
        after = READS[name]()

    assert after == before


@pytest.mark.parametrize("scope", [scopes.public, lambda: scopes.person(1)], ids=["visitor", "person"])
def test_without_a_body_nothing_is_there(scope: Any, ours: Body):
    with scope():
        assert list(Ledger.objects.all()) == []
        assert Ledger.objects.filter(pk=ours.ledger.pk).exists() is False


def test_the_system_and_a_crossing_read_every_owner(ours: Body, theirs: Body):
    with scopes.system("test"):
        assert Ledger.objects.count() == 2
    with ours.scope(), scopes.crossing("a count over all bodies"):
        assert Ledger.objects.count() == 2
    with ours.scope():
        assert Ledger.objects.count() == 1


def test_a_diary_belongs_to_its_person_in_whatever_scope_they_work(ours: Body, theirs: Body):
    with ours.scope():
        Diary.objects.create(person=ours.user, text="mine")
    with theirs.scope():
        Diary.objects.create(person=theirs.user, text="theirs")

    with ours.scope():
        as_member = [row.text for row in Diary.objects.all()]
    with scopes.person(ours.user.pk):
        as_person = [row.text for row in Diary.objects.all()]

    assert as_member == as_person == ["mine"]


def test_a_letter_is_read_by_its_addressee_and_written_by_its_author_alone(ours: Body, theirs: Body):
    with theirs.scope():
        letter = Letter.objects.create(
            organisation=theirs.organisation, addressee_id=ours.organisation.pk, text="as sent"
        )
        Letter.objects.create(organisation=theirs.organisation, addressee_id=0, text="to nobody here")
    before = _everything()

    with ours.scope():
        assert [row.text for row in Letter.objects.all()] == ["as sent"]
        assert [row.text for row in LetterQuerySet(Letter)] == ["as sent"]
        assert Letter.objects.update(text="altered") == 0
        assert Letter.objects.all().delete() == (0, {})
        assert Letter.objects.all()._raw_delete("default") == 0
        for write in (Letter.save, Letter.delete, lambda row: Letter.objects.bulk_update([row], ["text"])):
            with pytest.raises(ForeignScope):
                write(Letter.objects.get(pk=letter.pk))

    assert _everything() == before


def _forged(ours: Body, theirs: Body) -> Ledger:
    """Return our own row by its looks, with the key of theirs."""
    row = ours.draft(9)
    row.pk = theirs.ledger.pk
    row._state.adding = False
    return row


FOREIGN_WRITES: dict[str, Callable[[Body, Body], Any]] = {
    "update": lambda _, theirs: Ledger.objects.filter(pk=theirs.ledger.pk).update(amount=9),
    "delete": lambda _, theirs: Ledger.objects.filter(pk=theirs.ledger.pk).delete(),
    "save of a foreign row": lambda _, theirs: theirs.ledger.save(),
    "save_base of a foreign row": lambda _, theirs: theirs.ledger.save_base(raw=True),
    "delete of a foreign row": lambda _, theirs: theirs.ledger.delete(),
    "create for another": lambda _, theirs: Ledger.objects.create(
        organisation=theirs.organisation, vault=theirs.ledger.vault, amount=9, on=ON, at=AT
    ),
    "create for nobody": lambda _, theirs: Ledger.objects.create(vault=theirs.ledger.vault, amount=9, on=ON, at=AT),
    "bulk_create": lambda ours, theirs: Ledger.objects.bulk_create([ours.draft(8), theirs.draft(9)]),
    "bulk_create that takes over": lambda ours, theirs: Ledger.objects.bulk_create(
        [_forged(ours, theirs)], update_conflicts=True, unique_fields=["id"], update_fields=["amount"]
    ),
    "bulk_create that gives away": lambda ours, theirs: Ledger.objects.bulk_create(
        [ours.draft(1_111)],
        update_conflicts=True,
        unique_fields=["organisation", "amount"],
        update_fields=["organisation"],
    ),
    "bulk_update of a foreign row": lambda _, theirs: Ledger.objects.bulk_update([theirs.ledger], ["amount"]),
    "bulk_update of a forged row": lambda ours, theirs: Ledger.objects.bulk_update([_forged(ours, theirs)], ["amount"]),
    "save of a forged row": lambda ours, theirs: _forged(ours, theirs).save(),
    "save of a forged row's field": lambda ours, theirs: _forged(ours, theirs).save(update_fields=["amount"]),
    "delete of a forged row": lambda ours, theirs: _forged(ours, theirs).delete(),
    "update_or_create": lambda ours, theirs: Ledger.objects.update_or_create(
        pk=theirs.ledger.pk,
        defaults={"organisation": ours.organisation, "vault": ours.ledger.vault, "amount": 9, "on": ON, "at": AT},
    ),
    "moving by update": lambda _, theirs: Ledger.objects.update(organisation=theirs.organisation),
    "moving by update of the id": lambda _, theirs: Ledger.objects.update(organisation_id=theirs.organisation.pk),
    "moving by an expression": lambda _, theirs: Ledger.objects.update(organisation=F("vault_id")),
    "moving by a value": lambda _, theirs: Ledger.objects.update(organisation=Value(theirs.organisation.pk)),
    "moving by bulk_update": lambda ours, theirs: Ledger.objects.bulk_update(
        [_given_away(ours, theirs)], ["organisation"]
    ),
    "moving by save": lambda ours, theirs: _given_away(ours, theirs).save(),
    "raw update": lambda _, theirs: connection.cursor().execute("UPDATE treasury_ledger SET amount = 9"),
    "raw delete": lambda _, theirs: connection.cursor().execute("delete from TREASURY_LEDGER"),
    "raw insert": lambda _, theirs: connection.cursor().execute("INSERT INTO treasury_diary SELECT 1"),
    "bare update": lambda _, theirs: QuerySet(Ledger).update(amount=9),
    "bare delete": lambda _, theirs: QuerySet(Ledger).delete(),
    "shared cascade": lambda ours, _: ours.ledger.vault.delete(),
    "reverse update": lambda ours, theirs: theirs.ledger.lines.update(text="x"),  # type: ignore[attr-defined]
    "reverse add": lambda ours, theirs: theirs.ledger.lines.add(ours.line),  # type: ignore[attr-defined]
}
MAY_SUCCEED_ON_NOTHING = {"update", "delete", "bulk_update of a forged row", "delete of a forged row", "reverse update"}


def _given_away(ours: Body, theirs: Body) -> Ledger:
    row: Ledger = Ledger.objects.get(pk=ours.ledger.pk)
    row.organisation = theirs.organisation
    return row


@pytest.mark.parametrize("crossing", [False, True], ids=["member", "crossing"])
@pytest.mark.parametrize("name", sorted(FOREIGN_WRITES.keys() - {"reverse add"}))
def test_no_write_reaches_a_foreign_row(name: str, crossing: bool, ours: Body, theirs: Body):
    before = [row for row in _everything() if row[1] == theirs.organisation.pk]

    def write() -> None:
        if crossing:
            with scopes.crossing("test"):
                FOREIGN_WRITES[name](ours, theirs)
        else:
            FOREIGN_WRITES[name](ours, theirs)

    with ours.scope():
        if name in MAY_SUCCEED_ON_NOTHING:
            write()
        else:
            refusals = (ForeignScope, NoScope, IntegrityError, DatabaseError)
            with pytest.raises(refusals), transaction.atomic():
                write()

    assert [row for row in _everything() if row[1] == theirs.organisation.pk] == before


def test_own_rows_are_created_changed_and_deleted(ours: Body, theirs: Body):
    with ours.scope():
        row = ours.draft(5)
        row.save()
        row.amount = 6
        row.save()
        Ledger.objects.filter(pk=row.pk).update(amount=F("amount") + 1, organisation=ours.organisation)
        Ledger.objects.bulk_create([ours.draft(50), ours.draft(51)])
        Ledger.objects.bulk_create(
            [ours.draft(50)], update_conflicts=True, unique_fields=["organisation", "amount"], update_fields=["on"]
        )
        assert Ledger.objects.filter(amount__gte=50, amount__lt=60).delete()[0] == 2

        assert sorted(Ledger.objects.values_list("amount", flat=True)) == [7, 1_111]
        assert Ledger.objects.get(pk=row.pk).delete() == (1, {"treasury.Ledger": 1})


def test_a_cascade_deletes_own_rows_and_empties_own_links(ours: Body, theirs: Body):
    with ours.scope():
        other = ours.draft(5)
        other.save()
        copy = Line.objects.create(organisation=ours.organisation, ledger=other, copy_of=ours.ledger, text="copy")

        deleted = ours.ledger.delete()

        assert deleted == (2, {"treasury.Line": 1, "treasury.Ledger": 1})
        copy.refresh_from_db()
        assert copy.copy_of_id is None


def _delete_and_end_the_transaction(ours: Body) -> None:
    with transaction.atomic():
        with ours.scope():
            ours.ledger.delete()
        with scopes.system("the transaction's end, at which the database looks at its constraints"):
            connection.check_constraints()


def test_a_cascade_that_would_take_a_foreign_row_is_refused(ours: Body, theirs: Body):
    with scopes.system("test set-up"):
        Line.objects.create(organisation=theirs.organisation, ledger=ours.ledger, text="a slip")
    before = _everything()

    with pytest.raises(IntegrityError):
        _delete_and_end_the_transaction(ours)

    assert _everything() == before


def test_a_join_between_private_tables_reaches_own_rows_only(ours: Body, theirs: Body):
    with scopes.system("test set-up"):
        slip = Line.objects.create(
            organisation=ours.organisation, ledger=ours.ledger, copy_of=theirs.ledger, text="slip"
        )

    with ours.scope():
        assert list(Line.objects.filter(copy_of__amount__gt=0)) == []
        assert list(Line.objects.filter(pk=slip.pk).values_list("copy_of__amount", flat=True)) == [None]
        assert Line.objects.select_related("copy_of").get(pk=slip.pk).copy_of is None
    with scopes.system("test"):
        assert Line.objects.select_related("copy_of").get(pk=slip.pk).copy_of == theirs.ledger


def test_a_shared_queryset_finds_no_way_into_a_private_table(ours: Body):
    ways = ["ledger__amount", "ledger", "+__amount", "+"]

    with ours.scope():
        for way in ways:
            with pytest.raises((FieldError, NoScope)):
                list(Vault.objects.filter(**{way: 1}))
            with pytest.raises((FieldError, NoScope)):
                list(Vault.objects.order_by(way))
        with pytest.raises(NoScope):
            list(Vault.objects.extra(tables=["treasury_ledger"], where=["treasury_ledger.amount > 0"]))


def test_rows_of_two_scopes_do_not_mix(ours: Body, theirs: Body):
    with theirs.scope():
        foreign = Ledger.objects.all()

    with ours.scope():
        for mix in (lambda: Ledger.objects.all() | foreign, lambda: foreign | Ledger.objects.all()):
            with pytest.raises(ForeignScope):
                list(mix())


def test_a_unique_check_tells_nothing_of_other_bodies(ours: Body, theirs: Body):
    with ours.scope():
        ours.draft(2_222).validate_constraints()
        Ledger.objects.filter(pk=ours.ledger.pk).update(amount=2_222)

        assert Ledger.objects.get().amount == 2_222


def test_wagtails_index_of_references_hears_nothing_of_private_rows(ours: Body):
    index = apps.get_model("wagtailcore.ReferenceIndex")

    with ours.scope():
        ours.draft(5).save()

    assert index.objects.filter(content_type__app_label="treasury").count() == 0


def test_a_person_acts_for_one_body_even_if_they_hold_roles_in_two(ours: Body, theirs: Body):
    people.membership(ours.user, "chofu")

    with ours.scope():
        assert [row.amount for row in Ledger.objects.all()] == [1_111]
