"""Addresses of this house, below its mount."""

from django.urls import URLPattern, path

from .views.agreeing import (
    AnswerView,
    AskView,
    OpenAgreementView,
    OpenCommittingView,
    OpenSpecReviewView,
    SignView,
    agreement,
    questions,
)
from .views.budgets import BudgetClearView, BudgetView
from .views.catalogue import CatalogueView
from .views.cockpit import cockpit, remind
from .views.committing import CommitView, commit_done, result, simulator
from .views.editing import ItemEditView
from .views.entries import SurveyView, survey_done
from .views.item import item
from .views.joining import JoinView, WithdrawView, join_done
from .views.printing import papers, print_all
from .views.procurement import ProcurementsView, procurement
from .views.publishing import NewItemView, NewVersionView, version_done
from .views.running import LineView, MoveDeadlineView, OpenIntentView, OpenSurveyView, SetUpView, SpecView
from .views.sheets import CommitSheetView, SurveySheetView

app_name = "procurement"
urlpatterns: list[URLPattern] = [
    path("catalogue/", CatalogueView.as_view(), name="catalogue"),
    path("catalogue/new/", NewItemView.as_view(), name="item-new"),
    path("catalogue/<slug:slug>/", item, name="item"),
    path("catalogue/<slug:slug>/edit/", ItemEditView.as_view(), name="item-edit"),
    path("catalogue/<slug:slug>/versions/new/", NewVersionView.as_view(), name="version-new"),
    path("catalogue/<slug:slug>/versions/<int:number>/done/", version_done, name="version-done"),
    path("catalogue/<slug:slug>/budget/", BudgetView.as_view(), name="budget"),
    path("catalogue/<slug:slug>/budget/delete/", BudgetClearView.as_view(), name="budget-clear"),
    path("procurements/", ProcurementsView.as_view(), name="procurements"),
    path("procurements/new/", SetUpView.as_view(), name="procurement-new"),
    path("procurements/<slug:number>/", procurement, name="procurement"),
    path("procurements/<slug:number>/survey/", SurveyView.as_view(), name="survey"),
    path("procurements/<slug:number>/survey/done/", survey_done, name="survey-done"),
    path("procurements/<slug:number>/join/", JoinView.as_view(), name="join"),
    path("procurements/<slug:number>/join/done/", join_done, name="join-done"),
    path("procurements/<slug:number>/withdraw/", WithdrawView.as_view(), name="withdraw"),
    path("procurements/<slug:number>/cockpit/", cockpit, name="cockpit"),
    path("procurements/<slug:number>/cockpit/remind/", remind, name="remind"),
    path("procurements/<slug:number>/lines/new/", LineView.as_view(), name="line-new"),
    path("procurements/<slug:number>/specification/", SpecView.as_view(), name="spec"),
    path("procurements/<slug:number>/open-survey/", OpenSurveyView.as_view(), name="open-survey"),
    path("procurements/<slug:number>/open-intent/", OpenIntentView.as_view(), name="open-intent"),
    path("procurements/<slug:number>/open-spec-review/", OpenSpecReviewView.as_view(), name="open-spec-review"),
    path("procurements/<slug:number>/questions/", questions, name="questions"),
    path("procurements/<slug:number>/questions/new/", AskView.as_view(), name="ask"),
    path("procurements/<slug:number>/questions/<int:question>/answer/", AnswerView.as_view(), name="answer"),
    path("procurements/<slug:number>/open-agreement/", OpenAgreementView.as_view(), name="open-agreement"),
    path("procurements/<slug:number>/agreement/", agreement, name="agreement"),
    path("procurements/<slug:number>/agreement/sign/", SignView.as_view(), name="sign"),
    path("procurements/<slug:number>/open-committing/", OpenCommittingView.as_view(), name="open-committing"),
    path("procurements/<slug:number>/simulator/", simulator, name="simulator"),
    path("procurements/<slug:number>/commit/", CommitView.as_view(), name="commit"),
    path("procurements/<slug:number>/commit/done/", commit_done, name="commit-done"),
    path("procurements/<slug:number>/result/", result, name="result"),
    path("procurements/<slug:number>/survey/sheet/", SurveySheetView.as_view(), name="survey-sheet"),
    path("procurements/<slug:number>/survey/sheet.xlsx", SurveySheetView.as_view(suffix="xlsx"), name="survey-xlsx"),
    path("procurements/<slug:number>/survey/sheet.csv", SurveySheetView.as_view(suffix="csv"), name="survey-csv"),
    path("procurements/<slug:number>/commit/sheet/", CommitSheetView.as_view(), name="commit-sheet"),
    path("procurements/<slug:number>/commit/sheet.xlsx", CommitSheetView.as_view(suffix="xlsx"), name="commit-xlsx"),
    path("procurements/<slug:number>/commit/sheet.csv", CommitSheetView.as_view(suffix="csv"), name="commit-csv"),
    path("procurements/<slug:number>/papers/", papers, name="papers"),
    path("procurements/<slug:number>/papers/print/", print_all, name="print-all"),
    path("procurements/<slug:number>/deadlines/<slug:state>/", MoveDeadlineView.as_view(), name="deadline-move"),
]
