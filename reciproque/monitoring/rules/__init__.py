"""What must be true of indicators and their values. Nothing here writes, and nothing here knows a user."""

from reciproque.monitoring.rules.wording import counts_people, kind_from_wording, says_no_source

__all__ = ["counts_people", "kind_from_wording", "says_no_source"]
