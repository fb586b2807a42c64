"""What this app hangs for others: how its acts are said."""

from reciproque.core.registers import Act, acts

acts.hang(
    Act("territories.neighbourhood_created", "a ajouté le quartier"),
    Act("territories.neighbourhood_edited", "a modifié le quartier"),
    Act("territories.neighbourhood_archived", "a archivé le quartier"),
    Act("territories.neighbourhood_restored", "a rétabli le quartier"),
    Act("territories.population_set", "a noté {count} habitants ({as_of}) pour le quartier"),
    Act("territories.population_removed", "a retiré une population du quartier"),
    Act("territories.neighbourhood_succeeded", "a noté que « {after_name} » succède ({kind}) au quartier"),
)
