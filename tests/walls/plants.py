"""What is planted: something of every private kind, with words and figures that nothing else has."""

import hashlib
import io
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Model
from django.urls import reverse
from PIL import Image as Picture

from commons.accounts.models import KeptForm, Role, SpentToken
from commons.audit import log
from commons.files.models import Document, Image, Rendition
from commons.jobs.models import Job
from commons.lists.models import NewArrival, SavedSearch
from commons.notifications.models import MailPreference, Notice
from commons.papers.models import Paper
from commons.values import clock
from commons.values.ref import Ref
from procurement import actions
from procurement.models import (
    AgreementSignature,
    AskedQuestion,
    BoundQuantity,
    CatalogueItem,
    Commitment,
    CommitmentLimit,
    CutFigure,
    DemandLine,
    DemandResponse,
    MunicipalityBudget,
    Participation,
    ParticipationFigure,
    ParticipationTerms,
    Reminder,
)
from tests import people

from . import approvals, procurements
from .parties import Asker, Household, Secret

Planted = tuple[list[Model], list[Secret]]


def _of_body(text: str, what: str, household: Household, *, shown: bool = True) -> Secret:
    return Secret(text, what, lambda asker: asker.body == household.slug, shown)


def _of_person(text: str, what: str, household: Household, *, shown: bool = True) -> Secret:
    return Secret(text, what, lambda asker: asker.user == household.keeper, shown)


def _as_keeper(household: Household) -> Any:
    return people.member_scope(household.slug, Role.CLERK, user=household.keeper)


def _budgets(household: Household, item: CatalogueItem, number: int) -> Planted:
    paid, planned, note = 70_000_000 + number * 1_234_567, 90_000_000 + number * 2_345_671, f"控え{number}ノ七七三"
    with _as_keeper(household):
        actions.record_baseline(
            item=item, expected_revision=0, baseline_unit_price=paid, unit_budget=planned, note=note
        )
        rows = list(MunicipalityBudget.objects.all())
    texts = {str(paid): "unit price paid now", str(planned): "unit budget", note: "note of a budget"}
    return rows, [_of_body(text, what, household) for text, what in texts.items()]


def _searches(household: Household, item: CatalogueItem, number: int) -> Planted:
    name, words = f"控えの条件{number}ノ八八四", f"控えの語{number}ノ四四八"
    with _as_keeper(household):
        row = SavedSearch.objects.create(
            person=household.keeper,
            list_name="procurement.catalogue",
            name=name,
            query=f"q={words}",
            created_at=clock.now(),
        )
    return [row], [
        _of_person(name, "name of a saved search", household),
        _of_person(words, "words of a saved search", household),
    ]


def _arrivals(household: Household, item: CatalogueItem, number: int) -> Planted:
    title = f"控えの新着{number}ノ九九五"
    with _as_keeper(household):
        row = NewArrival.objects.create(
            person=household.keeper,
            search=SavedSearch.objects.get(),
            list_name="procurement.catalogue",
            key="1",
            thing=str(item.ref),
            title=title,
            url=reverse("procurement:item", args=[item.slug]),
            at=clock.now(),
        )
    return [row], [_of_person(title, "title of an arrival", household)]


def _kept_forms(household: Household, item: CatalogueItem, number: int) -> Planted:
    browser = f"browser-{number}-662"
    with _as_keeper(household):
        row = KeptForm.objects.create(
            person=household.keeper, browser=browser, page="0", sealed=f"sealed-{number}-551", kept_at=clock.real_now()
        )
    return [row], [_of_person(browser, "browser of a kept form", household, shown=False)]


def _spent_tokens(household: Household, item: CatalogueItem, number: int) -> Planted:
    result = f"/result-{number}-330/"
    with _as_keeper(household):
        row = SpentToken.objects.create(
            person=household.keeper, digest=f"digest-{number}", result_url=result, spent_at=clock.real_now()
        )
    return [row], [_of_person(result, "result of a spent token", household, shown=False)]


def _records(household: Household, item: CatalogueItem, number: int) -> Planted:
    purpose = f"控えの目的{number}ノ二二九"
    with _as_keeper(household):
        log.record("exported", Ref("lists.list", "procurement.catalogue"), purpose=purpose)

    def may_read(asker: Asker) -> bool:
        administers = asker.body == household.slug and Role.ADMINISTRATOR in asker.roles
        return asker.user == household.keeper or administers

    return [], [Secret(purpose, "line of the log", may_read)]


def _documents(household: Household, item: CatalogueItem, number: int) -> Planted:
    content, title = f"控えの文書{number}ノ一一八", f"控えの題名{number}ノ八一一"
    row = Document.objects.create(
        organisation=people.organisation(household.slug),
        title=title,
        file=ContentFile(content.encode(), name=f"hikae-{number}-118.txt"),
    )
    return [row], [
        _of_body(content, "content of a document", household),
        _of_body(title, "title of a document", household, shown=False),
        _of_body(f"hikae-{number}-118", "name of a document's file", household),
    ]


def _images(household: Household, item: CatalogueItem, number: int) -> Planted:
    drawn = io.BytesIO()
    Picture.new("RGB", (40 + number, 30), "navy").save(drawn, "PNG")
    title = f"控えの写真{number}ノ三三七"
    row = Image.objects.create(
        organisation=people.organisation(household.slug),
        title=title,
        file=ContentFile(drawn.getvalue(), name=f"photo-{number}.png"),
    )
    return [row], [_of_body(title, "title of a picture", household, shown=False)]


def _renditions(household: Household, item: CatalogueItem, number: int) -> Planted:
    image = Image.objects.get(organisation__slug=household.slug)
    return [image.get_rendition("width-20")], []


def _jobs(household: Household, item: CatalogueItem, number: int) -> Planted:
    note, fault = f"控えの進み{number}ノ六六一", f"控えの理由{number}ノ一六六"
    with _as_keeper(household):
        row = Job(
            organisation_id=people.organisation(household.slug).pk,
            person_id=household.keeper.pk,
            work="test.gone",
            started_at=clock.now(),
            free_from=clock.real_now(),
            state=Job.State.DONE,
            note=note,
            faults=[[f"控えの名{number}", fault]],
            filename=f"控えの束{number}.zip",
        )
        row.file.save(f"jobs-{number}.zip", ContentFile(f"控えの束の中身{number}ノ七七".encode()), save=False)
        row.save()
    texts = {
        note: "note of a job",
        fault: "fault of a job",
        f"控えの束{number}.zip": "name of a job's file",
        f"控えの束の中身{number}ノ七七": "content of a job's file",
    }
    return [row], [_of_body(text, what, household) for text, what in texts.items()]


def _papers(household: Household, item: CatalogueItem, number: int) -> Planted:
    content = f"控えの帳票{number}ノ五五四"
    with _as_keeper(household):
        row = Paper(
            organisation=people.organisation(household.slug),
            kind="test.gone",
            subject=str(item.ref),
            content_key=f"key-{number}",
            number=f"控-R8-00000{number}",
            title="控えの帳票",
            sha256=hashlib.sha256(content.encode()).hexdigest(),
            size=len(content.encode()),
            pages=1,
            issued_at=clock.now(),
            announced_at=clock.now(),
        )
        row.file.save(f"paper-{number}.pdf", ContentFile(content.encode()), save=False)
        row.save()
    return [row], [_of_body(content, "content of a paper", household)]


def _notices(household: Household, item: CatalogueItem, number: int) -> Planted:
    line = f"控えの通知{number}ノ六六一"
    with _as_keeper(household):
        row = Notice.objects.create(
            person=household.keeper,
            number=f"N-WALL{number}-00166",
            key="1",
            kind="test.gone",
            subject=str(item.ref),
            lines={"ja": line, "en": line},
            url=reverse("procurement:item", args=[item.slug]),
            at=clock.now(),
        )
    return [row], [_of_person(line, "line of a notice", household)]


def _mail_preferences(household: Household, item: CatalogueItem, number: int) -> Planted:
    with _as_keeper(household):
        row = MailPreference.objects.create(person=household.keeper, rhythm="daily")
    return [row], []


PLANTS: dict[str, Callable[[Household, CatalogueItem, int], Planted]] = {
    MunicipalityBudget._meta.label: _budgets,
    Job._meta.label: _jobs,
    Paper._meta.label: _papers,
    SavedSearch._meta.label: _searches,
    NewArrival._meta.label: _arrivals,
    Notice._meta.label: _notices,
    MailPreference._meta.label: _mail_preferences,
    KeptForm._meta.label: _kept_forms,
    SpentToken._meta.label: _spent_tokens,
    "audit.Record": _records,
    Document._meta.label: _documents,
    Image._meta.label: _images,
    Rendition._meta.label: _renditions,
    "lifecycle.ApprovalRequest": approvals.requests,
    "lifecycle.Step": approvals.steps,
    "lifecycle.TrailEntry": approvals.trail,
    "lifecycle.Route": approvals.routes,
    "lifecycle.RouteStep": approvals.route_steps,
    "lifecycle.Deputy": approvals.deputies,
    "lifecycle.PaperEntry": approvals.paper_entries,
}

PLANTS |= {
    model._meta.label: procurements.answers if model is DemandResponse else procurements.rows_of(model)
    for model in (
        DemandResponse,
        DemandLine,
        Reminder,
        Participation,
        ParticipationTerms,
        ParticipationFigure,
        CutFigure,
        AskedQuestion,
        AgreementSignature,
        Commitment,
        CommitmentLimit,
        BoundQuantity,
    )
}


KEPT_FOR_GOOD = {"audit.Record", "papers.Paper"} | procurements.KNOWN_TO_OTHERS  # the first two are never let go
