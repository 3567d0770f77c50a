"""Every view of Wagtail's admin by name: open to editors, led elsewhere, or shut.

What stands in none of the three is shut too, and a test asks for it to be entered: a view that an upgrade adds is
looked at by a person before an editor meets it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Door:
    """An open view."""

    for_reviewer: bool = False  # also on another body's page, while one decides on it
    spares_home: bool = False  # not on a home page: the site stands on it


_OWN = Door()
_REVIEWED = Door(for_reviewer=True)
_NOT_HOME = Door(spares_home=True)

OPEN: dict[str, Door] = {
    "wagtailadmin_home": _OWN,
    "wagtailadmin_explore_root": _OWN,
    "wagtailadmin_explore": _OWN,
    "wagtailadmin_explore_results": _OWN,
    "wagtailadmin_pages:add": _OWN,
    "wagtailadmin_pages:preview_on_add": _OWN,
    "wagtailadmin_pages:add_subpage": _OWN,
    "wagtailadmin_pages:edit": _REVIEWED,
    "wagtailadmin_pages:preview_on_edit": _REVIEWED,
    "wagtailadmin_pages:view_draft": _REVIEWED,
    "wagtailadmin_pages:delete": _NOT_HOME,
    "wagtailadmin_pages:unpublish": _NOT_HOME,
    "wagtailadmin_pages:search": _OWN,
    "wagtailadmin_pages:search_results": _OWN,
    "wagtailadmin_pages:workflow_action": _REVIEWED,
    "wagtailadmin_pages:collect_workflow_action_data": _REVIEWED,
    "wagtailadmin_pages:confirm_workflow_cancellation": _OWN,
    "wagtailadmin_pages:revisions_index": _OWN,
    "wagtailadmin_pages:revisions_view": _REVIEWED,
    "wagtailadmin_pages:revisions_revert": _OWN,
    "wagtailadmin_pages:revisions_unschedule": _OWN,
    "wagtailadmin_pages:revisions_compare": _REVIEWED,
    "wagtailadmin_pages:workflow_history": _OWN,
    "wagtailadmin_pages:workflow_history_detail": _OWN,
    "wagtailadmin_pages:history": _OWN,
    "wagtailadmin_pages:history_results": _OWN,
    "wagtailadmin_editing_sessions:ping": _REVIEWED,
    "wagtailadmin_editing_sessions:release": _OWN,
    "wagtailadmin_dismissibles": _OWN,
    "wagtailadmin_logout": _OWN,
    "wagtailadmin_sprite": _OWN,
    "wagtailadmin_javascript_catalog": _OWN,
    "wagtailimages:index": _OWN,
    "wagtailimages:index_results": _OWN,
    "wagtailimages:add": _OWN,
    "wagtailimages:add_multiple": _OWN,
    "wagtailimages:edit": _OWN,
    "wagtailimages:edit_multiple": _OWN,
    "wagtailimages:delete": _OWN,
    "wagtailimages:delete_multiple": _OWN,
    "wagtailimages_chooser:choose": _OWN,
    "wagtailimages_chooser:choose_results": _OWN,
    "wagtailimages_chooser:chosen": _OWN,
    "wagtailimages_chooser:create": _OWN,
    "wagtaildocs:index": _OWN,
    "wagtaildocs:index_results": _OWN,
    "wagtaildocs:add": _OWN,
    "wagtaildocs:add_multiple": _OWN,
    "wagtaildocs:edit": _OWN,
    "wagtaildocs:edit_multiple": _OWN,
    "wagtaildocs:delete": _OWN,
    "wagtaildocs:delete_multiple": _OWN,
    "wagtaildocs_chooser:choose": _OWN,
    "wagtaildocs_chooser:choose_results": _OWN,
    "wagtaildocs_chooser:chosen": _OWN,
    "wagtaildocs_chooser:create": _OWN,
}

LED_ELSEWHERE: dict[str, str] = {  # by our own view of the same
    "wagtailadmin_login": "account_login",
    "wagtailadmin_account": "account_change_password",
    "wagtailadmin_password_reset": "account_reset_password",
}

SHUT: frozenset[str] = frozenset(
    """
    wagtailadmin_api:pages:listing wagtailadmin_api:pages:detail wagtailadmin_api:pages:find
    wagtailadmin_api:pages:action wagtailadmin_api:documents:listing wagtailadmin_api:documents:detail
    wagtailadmin_api:documents:find wagtailadmin_api:images:listing wagtailadmin_api:images:detail
    wagtailadmin_api:images:find
    wagtailadmin_error_test wagtail_bulk_action wagtailadmin_block_preview
    wagtailadmin_pages:type_use wagtailadmin_pages:type_use_results wagtailadmin_pages:choose_parent
    wagtailadmin_pages:usage wagtailadmin_pages:convert_alias wagtailadmin_pages:copy wagtailadmin_pages:move
    wagtailadmin_pages:move_confirm wagtailadmin_pages:set_page_position wagtailadmin_pages:workflow_preview
    wagtailadmin_pages:set_privacy wagtailadmin_pages:lock wagtailadmin_pages:unlock
    wagtailadmin_choose_page wagtailadmin_choose_page_child wagtailadmin_choose_page_search
    wagtailadmin_choose_page_chosen_multiple wagtailadmin_choose_page_external_link
    wagtailadmin_choose_page_email_link wagtailadmin_choose_page_phone_link wagtailadmin_choose_page_anchor_link
    wagtailadmin_tag_autocomplete wagtailadmin_tag_model_autocomplete
    wagtailadmin_collections:index wagtailadmin_collections:add wagtailadmin_collections:edit
    wagtailadmin_collections:delete wagtailadmin_collections:set_privacy
    wagtailadmin_workflows:index wagtailadmin_workflows:index_results wagtailadmin_workflows:add
    wagtailadmin_workflows:enable wagtailadmin_workflows:disable wagtailadmin_workflows:edit
    wagtailadmin_workflows:usage wagtailadmin_workflows:usage_results wagtailadmin_workflows:remove
    wagtailadmin_workflows:add_task wagtailadmin_workflows:select_task_type wagtailadmin_workflows:task_index
    wagtailadmin_workflows:task_index_results wagtailadmin_workflows:edit_task wagtailadmin_workflows:disable_task
    wagtailadmin_workflows:enable_task wagtailadmin_workflows:task_chooser
    wagtailadmin_workflows:task_chooser_results wagtailadmin_workflows:task_chooser_create
    wagtailadmin_workflows:task_chosen
    wagtailadmin_reports:locked_pages wagtailadmin_reports:locked_pages_results wagtailadmin_reports:workflow
    wagtailadmin_reports:workflow_results wagtailadmin_reports:workflow_tasks
    wagtailadmin_reports:workflow_tasks_results wagtailadmin_reports:site_history
    wagtailadmin_reports:site_history_results wagtailadmin_reports:aging_pages
    wagtailadmin_reports:aging_pages_results wagtailadmin_reports:page_types_usage
    wagtailadmin_reports:page_types_usage_results
    wagtaildocs:create_multiple_from_uploaded_document wagtaildocs:delete_upload_multiple wagtaildocs:document_usage
    wagtaildocs_chooser:chosen_multiple
    wagtailimages:url_generator wagtailimages:url_generator_output wagtailimages:preview wagtailimages:image_usage
    wagtailimages:create_multiple_from_uploaded_image wagtailimages:delete_upload_multiple
    wagtailimages_chooser:chosen_multiple wagtailimages_chooser:select_format
    wagtailusers_users:index wagtailusers_users:index_results wagtailusers_users:add wagtailusers_users:edit
    wagtailusers_users:delete wagtailusers_users:history wagtailusers_users:history_results
    wagtailusers_users:usage wagtailusers_users:copy
    wagtailusers_groups:index wagtailusers_groups:index_results wagtailusers_groups:add wagtailusers_groups:edit
    wagtailusers_groups:delete wagtailusers_groups:history wagtailusers_groups:history_results
    wagtailusers_groups:usage
    wagtailadmin_password_reset_done wagtailadmin_password_reset_confirm wagtailadmin_password_reset_complete
    """.split()
)
