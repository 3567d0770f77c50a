"""A paper is issued once, kept as it was, and replaced rather than changed."""

import hashlib
import io

import pypdf
import pytest

from commons.papers import issue
from commons.papers.models import Paper
from commons.tenancy import scopes
from commons.values.ref import Ref
from tests.commons.papers.sample import letters
from tests.people import organisation

pytestmark = pytest.mark.django_db

SUBJECT = Ref("test.thing", "one")


def read(paper: Paper) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(paper.content()))


def test_a_paper_says_its_words_and_bears_its_number_on_each_page():
    with letters() as kind, scopes.system("test"):
        paper = issue(kind, SUBJECT, organisation("setagaya").pk)
        pages = [page.extract_text() for page in read(paper).pages]

    assert paper.number == "参申-R8-000001"
    assert "対話型生成AI" in pages[0]
    assert all("参申-R8-000001" in page and "デモ環境・架空のデータ" in page for page in pages)
    assert hashlib.sha256(paper.content()).hexdigest() == paper.sha256
