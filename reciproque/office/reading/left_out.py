"""What a word processor's document holds that is not read: counted, and said with where it stands."""

from __future__ import annotations

from collections import Counter

from reciproque.office.bounds import Account

SENTENCES = {
    "deletion": "Le document garde des modifications suivies : les textes supprimés ne sont pas lus",
    "insertion": "Le document garde des modifications suivies : les textes insérés sont lus",
    "hidden": "Texte masqué dans le document, non lu",
    "comment": "Commentaires en marge, non lus",
    "image": "Images, non lues : un texte qui ne figure que dans une image n’est pas repris",
    "chart": "Graphiques, non lus : leurs chiffres ne sont pas repris",
    "object": "Objets d’un autre logiciel insérés dans le document, non lus",
    "formula": "Formules écrites avec l’éditeur d’équations, sans texte lisible",
    "diagram": "Schémas (SmartArt), non lus : recopiez leurs textes dans le document s’ils comptent",
    "merge field": "Champs de publipostage, lus comme ils s’affichent",
    "sign": "Signes d’une police de symboles, non repris",
    "chunk": "Morceaux d’un autre fichier insérés dans le document, non lus",
}
WHERE_MATTERS = {"image", "chart", "object", "formula", "diagram"}
PLACES_TOLD = 8
MACROS = "Ce fichier contient des macros : elles n’ont été ni lues ni exécutées."
SIGNED = (
    "Ce fichier porte une signature électronique : elle n’est pas vérifiée ici. Vérifiez-la dans le logiciel qui a "
    "servi à signer."
)


class LeftOut:
    """Counts what was met and not read, and keeps the first places of what may hold content."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self._places: dict[str, dict[int, None]] = {}

    def add(self, seen: Counter[str], line: int) -> None:
        self.seen += seen
        for key in WHERE_MATTERS & seen.keys():
            places = self._places.setdefault(key, {})
            if len(places) <= PLACES_TOLD:
                places[max(1, line)] = None

    def say(self, account: Account) -> None:
        for key, sentence in SENTENCES.items():
            if self.seen[key]:
                account.complain(f"{sentence} ({self.seen[key]}{self._where(key)}).")

    def _where(self, key: str) -> str:
        places = [str(line) for line in self._places.get(key, ())]
        if not places:
            return ""
        if len(places) == 1:
            return f", paragraphe {places[0]}"
        told, more = places[:PLACES_TOLD], len(places) > PLACES_TOLD
        said = f"{', '.join(told)}…" if more else f"{', '.join(told[:-1])} et {told[-1]}"
        return f", paragraphes {said}"
