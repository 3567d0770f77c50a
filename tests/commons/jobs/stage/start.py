"""Start a job as a web process would."""

import django

django.setup()

from commons import jobs  # noqa: E402 - models are there after setup()
from commons.tenancy import scopes  # noqa: E402 - as above
from commons.tenancy.models import Organisation  # noqa: E402 - as above

with scopes.system("stage"):
    jobs.start("stage.steps", owner=Organisation.objects.get(slug="setagaya").pk)
