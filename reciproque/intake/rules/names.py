"""Whether a printed name has a word of its own."""

import re

from reciproque.core.text import fold

_COMMON_WORDS = frozenset(
    re.findall(
        r"[a-z]+",
        """
        academie adjoint agence agglomeration aide allocation amenagement artisanat assurance avocat
        bailleur banque bassin bureau caisse centrale centre chambre chancelier chef commerce communaute
        commune conseil consignation cour defense delegue departement departemental departementale depot
        developpement directeur direction directrice egalite emploi enfance enseignement entreprise
        etablissement etat familiale famille federation finance formation foyer france general generale
        grande groupe habitat hlm hopital industrie insertion inspecteur inspection instance intercommunal
        jeunesse judiciaire justice locale logement maire mairie maison maladie medecin metier metropole
        mission mutualite national nationale office organisme parquet pole police pour prefecture prefet
        preside president presidente primaire procureur protection public publique recteur rectorat region
        regional regionale republique sante securite service social sociale sous territoire territorial
        territoriale travail tribunal union universite urbain urbaine ville
        """,
    )
)


def names_nobody_in_particular(name: str) -> bool:
    """Whether a printed name has no word of its own: « Le Procureur de la République », « Pôle Emploi »."""
    words = [word for word in re.findall(r"[a-z0-9]+", fold(name)) if len(word) > 3]
    return all(
        word in _COMMON_WORDS or word.rstrip("s") in _COMMON_WORDS or word.rstrip("x") in _COMMON_WORDS
        for word in words
    )
