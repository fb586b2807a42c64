from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "reciproque.journal"
    verbose_name = "journal"
