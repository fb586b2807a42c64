"""How answers are grouped, in the order in which they are shown."""

KINDS = {
    "objective": ("objectif", "objectifs"),
    "result": ("résultat attendu", "résultats attendus"),
    "track": ("piste de travail", "pistes de travail"),
    "action": ("chantier", "chantiers"),
    "commitment": ("engagement", "engagements"),
    "indicator": ("indicateur", "indicateurs"),
    "finding": ("constat", "constats"),
    "body": ("instance", "instances"),
    "text": ("passage du texte", "passages du texte"),
}
"""By the kind of the index: one, many."""
