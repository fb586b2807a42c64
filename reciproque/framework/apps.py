from django.apps import AppConfig


class FrameworkConfig(AppConfig):
    name = "reciproque.framework"
    verbose_name = "cadre stratégique"
