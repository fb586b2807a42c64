"""The evaluation report, from the picture of a campaign alone."""

from reciproque.evaluation.exports.report.whole import evaluation_report

__all__ = ["evaluation_report"]
