"""The door of a web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reciproque.config.settings.prod")
application = get_wsgi_application()
