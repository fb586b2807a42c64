from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "reciproque.evaluation"
    verbose_name = "évaluation"
