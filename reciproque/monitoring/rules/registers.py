"""What may stand in an inventory."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from reciproque.monitoring.choices import EARLIEST, IndicatorKind
from reciproque.monitoring.models import Indicator


def obstacles_to_entry(indicator: Indicator, values: Mapping[str, Any], *, on: date) -> list[str]:
    obstacles = []
    if indicator.kind != IndicatorKind.REGISTER:
        obstacles.append("Cet indicateur n’est pas un inventaire.")
    if "title" in values and not str(values["title"]).strip():
        obstacles.append("Dites en quelques mots de quoi il s’agit.")
    day = values.get("on")
    if day is not None and not EARLIEST <= day <= on:
        obstacles.append("Un inventaire dit ce qui a eu lieu : la date est dans le futur, ou trop ancienne.")
    return obstacles
