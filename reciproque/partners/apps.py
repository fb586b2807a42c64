from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "reciproque.partners"
    verbose_name = "partenaires"
