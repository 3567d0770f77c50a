"""A paper is issued once, kept as it was, and replaced rather than changed."""

import hashlib
import io
from dataclasses import replace

import pypdf
import pytest
from django.db import DatabaseError, connection, transaction

from commons.papers import announce, issue, register, reissue, revoke
from commons.papers.glyphs import MissingGlyph
from commons.papers.issuing import OpenTransaction
from commons.papers.models import HeldNumber, NumberSeries, Paper, RegisterEntry
from commons.papers.models.paper import DamagedOriginal, Unchangeable
from commons.tenancy import scopes
from commons.values.ref import Ref
from tests.commons.papers.conftest import SUBJECT
from tests.commons.papers.sample import letters, said
from tests.people import member_scope, organisation

pytestmark = pytest.mark.django_db


def read(paper: Paper) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(paper.content()))


def test_a_paper_says_its_words_and_bears_number_pages_and_demo_on_each_page(issued):
    rows = [(f"項目{number}", "世田谷区太子堂の第二庁舎") for number in range(60)]
    with letters(lambda *_: said(sections=[{"title": "一覧", "rows": rows}])) as kind:
        paper = issued(kind)
        pages = [page.extract_text() for page in read(paper).pages]

    assert paper.number == "参申-R8-000001"
    assert len(pages) == paper.pages == 3
    assert "項目1" in pages[0]
    assert "太子堂" in pages[-1]
    for number, page in enumerate(pages, start=1):
        assert {"参申-R8-000001", "デモ環境・架空のデータ", f"{number}／3"} <= set(page.split())
    assert hashlib.sha256(paper.content()).hexdigest() == paper.sha256


def test_the_same_words_are_the_same_paper_and_are_printed_once(quick, issued):
    with letters() as kind:
        first, second = issued(kind), issued(kind)

    assert first == second
    assert len(quick) == 1


def test_other_words_another_subject_and_another_owner_are_other_papers(quick, issued):
    words = {"lead": "一"}
    with letters(lambda *_: said(**words)) as kind:
        issued(kind)
        issued(kind, slug="chofu")
        issued(kind, subject=Ref("test.thing", "two"))
        words["lead"] = "二"
        last = issued(kind)

    assert last.number == "参申-R8-000004"


def test_a_paper_lies_in_its_owners_folder_and_is_its_owners(quick, issued):
    with letters() as kind:
        paper = issued(kind)

    assert paper.file.name.startswith(f"organisations/{organisation('setagaya').pk}/papers/")
    with member_scope("setagaya"):
        assert list(Paper.objects.all()) == [paper]
    with member_scope("chofu"):
        assert list(Paper.objects.all()) == []
    with member_scope("hub", "hub_officer"):
        assert list(Paper.objects.all()) == []
    with scopes.public():
        assert list(Paper.objects.all()) == []


def test_the_hubs_officers_read_kinds_that_are_for_the_hub(quick, issued):
    with letters(audience="hub") as kind:
        paper = issued(kind)

    with member_scope("hub", "hub_officer"):
        assert list(Paper.objects.all()) == [paper]
    with member_scope("hub", "editor"):
        assert list(Paper.objects.all()) == []


def test_a_body_issues_its_own_papers_and_no_others(quick):
    with letters() as kind, member_scope("setagaya"):
        assert issue(kind, SUBJECT, organisation("setagaya").pk).organisation_id == organisation("setagaya").pk
        with pytest.raises(scopes.ForeignScope):
            issue(kind, SUBJECT, organisation("chofu").pk)


def test_none_means_the_hub(quick):
    with letters() as kind, scopes.system("test"):
        paper = issue(kind, SUBJECT, None)

    assert paper.organisation_id == organisation("hub").pk


def test_nothing_is_printed_inside_a_transaction(quick):
    with letters() as kind, scopes.system("test"), transaction.atomic(), pytest.raises(OpenTransaction):
        issue(kind, SUBJECT, organisation("setagaya").pk)

    assert quick == []


def test_what_a_paper_says_must_be_frozen(quick, issued):
    with letters(lambda *_: {"lead": organisation("setagaya")}) as kind, pytest.raises(TypeError):
        issued(kind)


def test_a_refused_character_leaves_no_paper_and_its_number_to_the_next(quick, issued):
    words = {"lead": "株式会社𠮷󠄀野家 𰻞"}
    with letters(lambda *_: said(**words)) as kind:
        with pytest.raises(MissingGlyph):
            issued(kind)
        words["lead"] = "直しました"
        paper = issued(kind)

    assert paper.number == "参申-R8-000001"
    assert not HeldNumber.objects.exists()
    assert NumberSeries.objects.get().last == 1


def test_numbers_go_by_kind_and_fiscal_year(quick, business_clock, issued):
    with letters() as kind:
        first = issued(kind)
        business_clock.forward(days=300)
        second = issued(kind, subject=Ref("test.thing", "two"))
    with letters(code="数確") as kind:
        third = issued(kind, subject=Ref("test.thing", "three"))

    assert [first.number, second.number, third.number] == ["参申-R8-000001", "参申-R9-000001", "数確-R9-000001"]


def test_a_paper_reissued_says_the_present_and_revokes_the_old(quick):
    words = {"lead": "一"}
    with letters(lambda *_: said(**words)) as kind, scopes.system("test"):
        old = issue(kind, SUBJECT, organisation("setagaya").pk)
        words["lead"] = "二"
        new = reissue(old)
        old = Paper.objects.get(pk=old.pk)

        assert (old.replaced_by, new.revoked_at) == (new, None)
    assert old.revoked_at is not None
    assert old.content() != new.content()
    entry = RegisterEntry.objects.get(number=old.number)
    assert (entry.replaced_by, entry.revoked_at) == (new.number, old.revoked_at)


def test_a_paper_reissued_with_the_same_words_is_a_new_paper(quick):
    with letters() as kind, scopes.system("test"):
        old = issue(kind, SUBJECT, organisation("setagaya").pk)
        new = reissue(old)

    assert new.number == "参申-R8-000002"


def test_the_register_knows_no_paper_before_it_is_announced(quick, issued):
    with letters(announced=False) as kind:
        paper = issued(kind)

        assert not RegisterEntry.objects.exists()
        with member_scope("setagaya"):
            assert not Paper.objects.exists()
        with scopes.system("test"):
            announce(paper)
            announce(paper)

    assert RegisterEntry.objects.get().number == paper.number
    with member_scope("setagaya"):
        assert list(Paper.objects.all()) == [paper]


def test_the_register_tells_nothing_of_owner_and_subject(quick, issued):
    with letters() as kind:
        issued(kind)

    row = " ".join(str(value) for value in RegisterEntry.objects.values_list().get())
    assert "世田谷" not in row
    assert str(SUBJECT) not in row


def test_revoking_twice_does_no_harm(quick, business_clock):
    with letters() as kind, scopes.system("test"):
        paper = issue(kind, SUBJECT, organisation("setagaya").pk)
        first = revoke(paper).revoked_at
        business_clock.forward(days=1)

        assert revoke(paper).revoked_at == first


def test_no_form_of_the_orm_changes_or_removes_a_paper(quick):
    with letters() as kind, scopes.system("test"):
        paper = issue(kind, SUBJECT, organisation("setagaya").pk)
        paper.title = "偽"

        for attempt in (
            paper.save,
            paper.delete,
            lambda: paper.save(update_fields=["title"]),
            lambda: Paper.objects.update(title="偽"),
            lambda: Paper.objects.bulk_update([paper], ["title"]),
            Paper.objects.all().delete,
        ):
            with pytest.raises(Unchangeable):
                attempt()


@pytest.mark.parametrize("column", ["number", "sha256", "file", "title", "organisation_id", "issued_at"])
def test_the_database_itself_refuses_to_change_a_paper(quick, column, issued):
    with letters() as kind:
        issued(kind)

    with scopes.system("test"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE papers_paper SET {column} = {column}")  # noqa: S608 - names from above


def test_an_original_that_was_changed_on_the_disk_is_noticed(quick, issued):
    with letters() as kind:
        paper = issued(kind)
    path = paper.file.path
    with open(path, "ab") as stored:
        stored.write(b"!")

    with pytest.raises(DamagedOriginal):
        paper.content()


def test_two_kinds_cannot_share_their_numbers():
    with letters() as kind, pytest.raises(ValueError, match="share"):
        register(replace(kind, name="test.other"))
