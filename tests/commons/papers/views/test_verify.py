"""What anybody learns about a paper from its number, and about a file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from commons.papers import revoke
from commons.papers.models import RegisterEntry
from commons.tenancy import scopes
from tests.commons.papers.sample import letters, said

pytestmark = pytest.mark.django_db

SECRET = "世田谷区だけの数量"  # noqa: S105 - what a paper says


@pytest.fixture
def paper(quick, issued):
    with letters(lambda *_: said(lead=SECRET)) as kind:
        yield issued(kind)


def page(number: str, **more):
    return Client().get(reverse("papers:verify", args=[number]), **more)


def text(response) -> str:
    return str(response.content.decode())


def test_a_paper_in_force_is_confirmed_with_what_the_public_may_know(paper):
    shown = text(page(paper.number))

    assert "有効な帳票" in shown
    for fact in ("参加申込書", paper.number, "令和8年6月10日", paper.sha256):
        assert fact in shown
    for private in (SECRET, "世田谷", "斉木", "test.thing"):
        assert private not in shown


def test_a_number_never_issued_is_called_so(paper):
    shown = text(page("参申-R8-000002"))

    assert "発行されていません" in shown
    assert 'type="file"' not in shown


def test_a_revoked_paper_is_called_so(paper):
    with scopes.system("test"):
        revoke(paper)

    assert "取り消されています" in text(page(paper.number))


def test_a_paper_not_announced_is_as_one_never_issued(quick, issued):
    with letters(announced=False) as kind:
        secret = issued(kind)

    shown = page(secret.number)

    assert shown.context["verified"].verdict == "never issued"
    assert "発行されていません" in text(shown)
    assert secret.sha256 not in text(shown)
    assert "参加申込書" not in text(shown)


def test_a_file_is_the_original_or_was_altered(paper):
    address = reverse("papers:verify", args=[paper.number])
    same = Client().post(address, {"file": SimpleUploadedFile("a.pdf", paper.content())})
    altered = Client().post(address, {"file": SimpleUploadedFile("a.pdf", paper.content() + b" ")})

    assert "原本と完全に一致します" in text(same)
    assert "無害化の装置" in text(altered)


def test_a_missing_and_an_empty_file_are_told_next_to_the_field(paper):
    address = reverse("papers:verify", args=[paper.number])

    for sent in ({}, {"file": SimpleUploadedFile("a.pdf", b"")}):
        response = Client().post(address, sent)
        assert response.status_code == 422
        assert 'aria-invalid="true"' in text(response)


def test_looking_changes_nothing_and_asks_two_queries_at_most(paper, django_assert_max_num_queries):
    before = list(RegisterEntry.objects.values_list())

    with django_assert_max_num_queries(3):
        page(paper.number)

    assert list(RegisterEntry.objects.values_list()) == before


def test_a_number_typed_full_width_leads_to_its_page(paper):
    response = Client().get(reverse("papers:verify-form"), {"number": " 参申ー Ｒ８－０００００１ "})

    assert response["Location"] == reverse("papers:verify", args=[paper.number])


@pytest.mark.parametrize("typed", ["", "9" * 200, "../../etc", "参申\x00", "あ" * 40])
def test_what_is_no_number_is_told_next_to_the_field_and_stays(typed):
    response = Client().get(reverse("papers:verify-form"), {"number": typed})

    assert response.status_code == 422
    assert 'aria-invalid="true"' in text(response)


def test_the_code_on_the_paper_leads_here(paper, quick):
    from commons.papers.typesetting import verification_address

    assert verification_address(paper.number).endswith(reverse("papers:verify", args=[paper.number]))


def test_asking_too_often_is_refused(paper, settings):
    settings.COMMONS_RATE_LIMITS = settings.COMMONS_RATE_LIMITS | {"verify": {"visitors": "2/10m"}}

    assert [page(paper.number, REMOTE_ADDR="192.0.2.77").status_code for _ in range(3)] == [200, 200, 429]
