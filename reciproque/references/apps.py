from django.apps import AppConfig


class ReferencesConfig(AppConfig):
    name = "reciproque.references"
    verbose_name = "référentiels"
