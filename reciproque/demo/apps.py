from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "reciproque.demo"
    verbose_name = "démonstration"
