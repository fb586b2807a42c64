"""Every address of the house, app by app: an app that has a `urls` module is found here."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include(f"reciproque.{app}.urls"))
    for app in settings.APPS
    if find_spec(f"reciproque.{app}") and find_spec(f"reciproque.{app}.urls")
]
handler400 = "reciproque.core.failures.not_understood"
handler403 = "reciproque.core.failures.forbidden"
handler404 = "reciproque.core.failures.not_found"
handler500 = "reciproque.core.failures.failed"
