from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "reciproque.office"
    verbose_name = "bureau"
