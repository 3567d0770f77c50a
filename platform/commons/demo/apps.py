"""Tell Django of this floor, and set the clock of a demonstration."""

from types import ModuleType

from django.apps import AppConfig
from django.conf import settings

from . import django_time


class DemoConfig(AppConfig):
    """Demonstration"""

    name = "commons.demo"
    label = "demo"
    verbose_name = "Demonstration"

    def __init__(self, app_name: str, app_module: ModuleType) -> None:
        super().__init__(app_name, app_module)
        if settings.DEMO_MODE:  # not in ready(): by then the models' modules have taken the old function
            django_time.follow_business_time()

    def ready(self) -> None:
        """Bring the people; in a demonstration, take over business time."""
        from commons.contracts import demo
        from commons.values import clock

        from . import business_time, people

        demo.register(demo.Seeder(name="people", order=10, seed=people.seed))
        if settings.DEMO_MODE:
            django_time.keep_security_on_machine_time()
            clock.source = business_time.read
