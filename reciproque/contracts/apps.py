from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "reciproque.contracts"
    verbose_name = "contrats"
