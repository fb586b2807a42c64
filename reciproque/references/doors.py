"""What this app hangs for others: how its acts are said."""

from reciproque.core.registers import Act, acts

acts.hang(Act("references.loaded", "a chargé les données de référence : {summary}"))
