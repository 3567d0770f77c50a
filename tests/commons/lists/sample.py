"""Lists over rows that every test database has, with the addresses of their pages.

It is also a URL configuration: the site, and the pages of the sample lists.
"""

from typing import Any

from django.db.models import F
from django.urls import path

from commons.accounts.models import Membership, Role
from commons.config.urls import urlpatterns as site
from commons.lists.definition import Column, ListDefinition, Sort
from commons.lists.filters import Band, BandFacet, ChoiceFacet, FilterSet, RelatedFacet, WordsFilter
from commons.lists.views import ListView
from commons.tenancy.models import Organisation
from commons.tenancy.scopes import Scope


class BodyFilters(FilterSet):
    """Two choices, one band, one choice of which a row may have several, and words."""

    q = WordsFilter("kana", "name", fold=lambda text: text, label="Words")
    kind = ChoiceFacet("kind", label="Kind", choices=Organisation.Kind.choices)
    area = ChoiceFacet("area", label="Area", choices=[pair for pair in Organisation.Area.choices if pair[0]])
    size = BandFacet(
        "population_2020",
        label="Size",
        bands=[
            Band("small", "Small", high=50_000),
            Band("middle", "Middle", low=50_000, high=300_000),
            Band("large", "Large", low=300_000),
        ],
    )
    role = ChoiceFacet("memberships__role", label="Role", choices=Role.choices, many=True)

    class Meta:
        model = Organisation
        fields: list[str] = []


def _body_sorts(scope: Scope) -> list[Sort]:
    sorts = [
        Sort("code", "By code", ["code"]),
        Sort("kind", "By kind", ["kind"]),
        Sort("people", "Most people first", [F("population_2020").desc(nulls_last=True)]),
    ]
    return [*sorts, Sort("core", "Core cities first", ["-is_core_city"])] if scope.user_id else sorts


def _body_columns(scope: Scope) -> list[Column]:
    return [
        Column("code", "Code", lambda body: body.code),
        Column("name", "Name", lambda body: body.name, width=24),
        Column("population", "People", lambda body: body.population_2020),
    ]


bodies = ListDefinition(
    name="tests.bodies",
    title="Bodies",
    unit="bodies",
    url_name="bodies",
    queryset=lambda scope: Organisation.objects.all(),
    filterset=BodyFilters,
    sorts=_body_sorts,
    columns=_body_columns,
    default_sort="code",
    public=True,
)


class MembershipFilters(FilterSet):
    """Choices that are rows of another table."""

    body = RelatedFacet(
        "organisation__slug", label="Body", label_field="organisation__name", rank_field="organisation__id"
    )
    role = ChoiceFacet("role", label="Role", choices=Role.choices)

    class Meta:
        model = Membership
        fields = ["department"]


def _memberships(scope: Scope) -> Any:
    rows = Membership.objects.select_related("organisation", "user")
    return rows.filter(organisation_id=scope.organisation_id) if scope.organisation_id else rows.none()


memberships = ListDefinition(
    name="tests.memberships",
    title="Memberships",
    unit="memberships",
    url_name="memberships",
    queryset=_memberships,
    filterset=MembershipFilters,
    sorts=lambda scope: [Sort("department", "By department", ["department"])],
    columns=lambda scope: [Column("department", "Department", lambda membership: membership.department)],
    default_sort="department",
    may_open=lambda scope: scope.kind == "member",
)


class _DrawnView(ListView):
    """Fetch the rows, as the template of a house does."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "rows": list(context["listing"].page)}


class BodiesView(_DrawnView):
    definition = bodies
    screen = "T-01"


class MembershipsView(_DrawnView):
    definition = memberships
    screen = "T-02"


urlpatterns = [
    path("tests/bodies/", BodiesView.as_view(), name="bodies"),
    path("tests/memberships/", MembershipsView.as_view(), name="memberships"),
    *site,
]
