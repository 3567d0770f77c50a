"""The web server's way in."""

import os

from django.core.wsgi import get_wsgi_application

from . import safety

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commons.config.settings.production")
application = get_wsgi_application()
safety.refuse_a_powerful_role()
