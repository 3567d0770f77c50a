"""Tell Django of this floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Notices to people, in-app and by mail."""

    name = "commons.notifications"
    label = "notifications"
    verbose_name = "Notifications"

    def ready(self) -> None:
        """Hear of new notices, have daily mails come due, and name what is recorded."""
        from commons.audit import verbs
        from commons.events import due

        from . import account_mails, daily
        from . import receivers as receivers

        account_mails.register_messages()
        due.register(daily.DAILY_MAIL)
        verbs.register(chose_mail=_("Chose how mail comes"))
