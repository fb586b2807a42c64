from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "reciproque.intake"
    verbose_name = "lecture de documents"
