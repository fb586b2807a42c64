from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "reciproque.notices"
    verbose_name = "messages"
