"""Whether a document is of the kind that the rules were made for: its language, its subject, its genre.

Nothing is refused for it: a plan kept by a town hall may name neither its kind nor its law. It is said, in front of
everything else, so that nobody takes a proposal for more than it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from reciproque.intake.reading.spelling import folded
from reciproque.office.document import Document

MOST_READ = 60_000  # characters; the language of a document shows long before
FEWEST_WORDS = 8
PART, WHOLE = 0.15, 0.6  # of the letters, in a script that is not ours
HEAD = 8

_ALPHABETS = (
    ("arabe", "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"),
    ("hébreu", "\u0590-\u05ff"),
    ("ukrainien, en russe ou en une langue voisine", "\u0400-\u04ff"),
    ("grec", "\u0370-\u03ff"),
    ("chinois ou en japonais", "\u3040-\u30ff\u3400-\u9fff"),
    ("coréen", "\uac00-\ud7af"),
    ("hindi ou en une langue voisine", "\u0900-\u097f"),
)
_SCRIPTS = {name: re.compile(f"[{signs}]") for name, signs in _ALPHABETS}
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[a-z']+")
# No word that French has too (« on », « mais », « par an »), nor what its numbers and genders leave (« er », « e »).
_SMALL_WORDS = {
    "français": "le les des du est et une dans pour par sur aux avec qui sont ce cette ces leur leurs ou ne plus nous",
    "anglais": "the of and to in is for with by are that at its from their be this which after between",
    "allemand": "der die das und ist von den mit auf wird fur zu eine einer dem sich am vom im zum zur",
    "espagnol": "el los y del con por para una las sus dos hacia al como mas",
    "italien": "il gli di per del della delle dei con una nel verso dal alla al degli",
    "portugais": "os do da dos das com para uma nao ao pelo pela sao",
    "catalan": "els del dels amb per una al seu aquest",
    "breton": "ar ha da hag eus ur gant vez c'harter div war evit",
    "occitan": "lo los las dels amb per dins cap del una",
}
_WORDS_OF = {name: frozenset(words.split()) for name, words in _SMALL_WORDS.items()}

_SUBJECT = re.compile(
    r"\bcontrats? de ville\b|\bpolitique de la ville\b|\bquartiers? prioritaires?\b|\bqpv\b|\bcohesion urbaine\b"
    r"|\bengagements? renforces et reciproques\b|\bconseils? citoyens?\b|\bquartiers (?:2030|populaires)\b"
    r"|\bgeographie prioritaire\b|\bquartiers? vecus?\b"
)
_NEIGHBOURS = (
    (r"\babattement\b.{0,40}\b(?:tfpb|taxe fonciere)\b", "une convention d’abattement de TFPB"),
    (r"\bpacte avec les quartiers\b|\bpaqte\b", "un PAQTE"),
    (r"\bcontrats? locaux? de sante\b|\bcontrat local de sante\b", "un contrat local de santé"),
    (r"\bconvention territoriale globale\b", "une convention territoriale globale"),
    (r"\bconvention\b.{0,60}\b(?:renouvellement urbain|npnru)\b", "une convention de renouvellement urbain"),
    (r"\bfiches? (?:projet|action)s?\b", "une fiche de projet"),
)
_NEIGHBOUR = [(re.compile(pattern, re.DOTALL), name) for pattern, name in _NEIGHBOURS]


def cautions_on(document: Document) -> list[str]:
    """Sentences to whoever reviews the document, before anything else; none for a contract in French."""
    texts = [block.text for block in document.blocks()]
    whole = " ".join(texts)[:MOST_READ]
    foreign = _foreign(whole)
    if foreign:
        return [foreign]
    return list(_of_genre(folded(" ".join(texts[:HEAD]))[:2_000], folded(" ".join(texts))))


def _foreign(text: str) -> str:
    letters = len(_LETTER.findall(text))
    for name, signs in _SCRIPTS.items():
        share = len(signs.findall(text)) / letters if letters else 0
        if share > WHOLE:
            return _in_another_language(name)
        if share > PART:
            return f"Une partie de ce document est en {name} : elle n’est pas comprise, et reste dans « non repris »."
    language = language_of(text)
    return "" if language in {"", "français"} else _in_another_language(language)


def language_of(text: str) -> str:
    """The language of a text in our letters, by its small words; empty when they are too few to say."""
    counted = Counter(_WORD.findall(folded(text)))
    hits = {name: sum(counted[word] for word in words) for name, words in _WORDS_OF.items()}
    best = max(hits, key=lambda name: hits[name])
    sure = hits[best] >= FEWEST_WORDS and hits[best] > 1.25 * hits["français"]
    return best if sure else "français" if hits["français"] >= FEWEST_WORDS else ""


def _in_another_language(name: str) -> str:
    return (
        f"Ce document n’est pas en français : il semble être en {name}. La lecture ne comprend que le français ; "
        "déposez-en une version française, ou reprenez les passages un par un."
    )


def _of_genre(head: str, whole: str) -> Iterator[str]:
    neighbour = next((name for pattern, name in _NEIGHBOUR if pattern.search(head)), "")
    if neighbour and not _is_contract(head):
        yield (
            f"Ce document est {neighbour}, pas un contrat de ville : la lecture n’en comprend qu’une partie. "
            "Comparez la proposition au texte avant de l’accepter."
        )
    elif not _SUBJECT.search(whole):
        yield (
            "Ce document ne ressemble pas à un contrat de ville : il ne parle ni de politique de la ville, ni de "
            "quartier prioritaire. Vérifiez que c’est le bon fichier ; s’il l’est, relisez chaque élément."
        )


def _is_contract(head: str) -> bool:
    """A contract whose first lines also name what hangs on it."""
    return bool(re.match(r"\W*(?:contrat de ville|protocole d'engagements|avenant)\b", head))
