from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "reciproque.overview"
    verbose_name = "vue d’ensemble"
