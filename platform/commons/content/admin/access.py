"""Who may write pages, as Wagtail asks it: by the body one acts for in this request, never by a stored group.

No user is ever put into a group. The gate gives Wagtail the permissions of the acting body's group for one request, so
that a role is gone the moment it expires, and somebody who works for two bodies holds one body's rights at a time.
"""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from commons.accounts.models import Role, User
from commons.content.models import BodySite
from commons.tenancy import scopes
from commons.tenancy.scopes import Scope

ENTERS = (Role.EDITOR.value, Role.HUB_OFFICER.value)
ACCESS = "wagtailadmin.access_admin"


class AdminBackend(BaseBackend):
    """Let editors into Wagtail's admin. It signs nobody in."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Grant entry, and nothing else: nobody holds permissions on users, groups, sites or workflows."""
        scope = scopes.current_or_none()
        return bool(
            perm == ACCESS
            and user_obj.is_active
            and scope is not None
            and scope.user_id == user_obj.pk
            and may_enter(scope)
        )


def may_enter(scope: Scope) -> bool:
    """Tell whether somebody writes pages for the body they act for. The hub's officers do, for the hub."""
    return scope.kind == "member" and scope.has_role(*ENTERS)


def site_at_work(scope: Scope) -> BodySite | None:
    """Return the site of the body one acts for."""
    if scope.organisation_id is None:
        return None
    sites = BodySite.objects.select_related("organisation", "home")
    return sites.filter(organisation_id=scope.organisation_id).first()


def lend_permissions(user: User, site: BodySite) -> None:
    """Let Wagtail's policies, which keep what they found on the user, find the permissions of one body."""
    pages = GroupPagePermission.objects.filter(group_id=site.group_id).select_related("page", "permission")
    uploads = GroupCollectionPermission.objects.filter(group_id=site.group_id)
    lent: Any = user
    lent._page_permission_cache = list(pages)
    lent._collection_permission_cache = list(uploads.select_related("collection", "permission"))
