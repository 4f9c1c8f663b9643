"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from factcheck.checks import refuse_demo_people

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
application = get_wsgi_application()
refuse_demo_people()
