"""Addresses of the desk."""

from django.urls import path

from .views import agenda, approvals, deliveries, home, log, notices, pages, people, routes

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("log/", log.LogView.as_view(), name="log"),
    path("help/", pages.HelpPage.as_view(), name="help"),
    path("contact/", pages.ContactPage.as_view(), name="contact"),
    path("notices/", notices.NoticesView.as_view(), name="notices"),
    path("notices/seen/", notices.mark_seen, name="notices-seen"),
    path("notices/mail/", notices.MailPreferenceView.as_view(), name="notices-mail"),
    path("notices/<str:number>/", notices.NoticeView.as_view(), name="notice"),
    path("deliveries/", deliveries.DeliveriesView.as_view(), name="deliveries"),
    path("deliveries/<int:pk>/retry/", deliveries.RetryView.as_view(), name="delivery-retry"),
    path("tasks/", agenda.TasksView.as_view(), name="tasks"),
    path("calendar/", agenda.CalendarView.as_view(), name="calendar"),
    path("calendar/<str:token>/deadlines.ics", agenda.feed, name="calendar-feed"),
    path("approvals/", approvals.ApprovalsView.as_view(), name="approvals"),
    path("approvals/on-paper/", approvals.HubPaperDecisionView.as_view(), name="paper-decisions"),
    path("approvals/routes/", routes.RoutesView.as_view(), name="routes"),
    path("approvals/routes/new/", routes.RouteView.as_view(), name="route-new"),
    path("approvals/routes/<int:pk>/", routes.RouteView.as_view(), name="route"),
    path("approvals/routes/<int:pk>/remove/", routes.RouteRemoveView.as_view(), name="route-remove"),
    path("approvals/deputies/new/", routes.DeputyView.as_view(), name="deputy-new"),
    path("approvals/deputies/<int:pk>/end/", routes.DeputyEndView.as_view(), name="deputy-end"),
    path("approvals/<slug:public_id>/", approvals.ApprovalView.as_view(), name="approval"),
    path("approvals/<slug:public_id>/done/", approvals.ApprovalDoneView.as_view(), name="approval-done"),
    path("approvals/<slug:public_id>/withdraw/", approvals.WithdrawView.as_view(), name="approval-withdraw"),
    path("approvals/<slug:public_id>/on-paper/", approvals.PaperDecisionView.as_view(), name="approval-on-paper"),
    path("people/", people.PeopleView.as_view(), name="people"),
    path("people/invite/", people.InviteView.as_view(), name="person-invite"),
    path("people/<int:pk>/extend/", people.ExtendView.as_view(), name="role-extend"),
    path("people/<int:pk>/end/", people.EndView.as_view(), name="role-end"),
]
