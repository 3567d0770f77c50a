"""Addresses of this house, below its mount."""

from django.urls import URLPattern, path

from .views.budgets import BudgetClearView, BudgetView
from .views.catalogue import CatalogueView
from .views.editing import ItemEditView
from .views.item import item
from .views.publishing import NewItemView, NewVersionView, version_done

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
]
