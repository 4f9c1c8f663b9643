"""What an ASGI server serves."""

import os

from django.core.asgi import get_asgi_application

from factcheck.checks import before_serving

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
application = get_asgi_application()
before_serving()
