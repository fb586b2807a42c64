from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "reciproque.publication"
    verbose_name = "publication"
