from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "reciproque.organisations"
    verbose_name = "organismes"
