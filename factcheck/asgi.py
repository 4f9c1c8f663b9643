"""What an ASGI server serves."""

import os

from django.core.asgi import get_asgi_application

from factcheck.checks import refuse_demo_people

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
application = get_asgi_application()
refuse_demo_people()
