"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from factcheck.checks import before_serving

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
application = get_wsgi_application()
before_serving()
