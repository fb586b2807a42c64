from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "reciproque.monitoring"
    verbose_name = "suivi"
