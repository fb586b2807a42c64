"""What this app hangs for others: how its acts are said."""

from reciproque.core.registers import Act, acts

acts.hang(
    Act("organisations.created", "a ajouté l’organisme"),
    Act("organisations.edited", "a modifié l’organisme"),
    Act("organisations.archived", "a archivé l’organisme"),
    Act("organisations.restored", "a remis en activité l’organisme"),
    Act("organisations.succeeded", "a noté que « {after_name} » prend la suite ({reason}) de l’organisme"),
)
