from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "reciproque.jobs"
    verbose_name = "travaux"
