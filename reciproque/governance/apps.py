from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "reciproque.governance"
    verbose_name = "gouvernance"
