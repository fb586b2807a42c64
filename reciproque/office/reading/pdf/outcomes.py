"""What is said of a PDF that cannot be read, or not wholly: each time what it is, where, and the way out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

DAMAGED = "Ce PDF est abîmé ou incomplet. Envoyez-le de nouveau, ou déposez le document d’origine en DOCX ou en ODT."
PROTECTED = (
    "Ce PDF est protégé par un mot de passe. Enregistrez-en une copie sans mot de passe, puis déposez-la ; "
    "à défaut, déposez le document d’origine en DOCX ou en ODT."
)
EMPTY = "Ce PDF n’a aucune page. Envoyez-le de nouveau, ou déposez le document d’origine en DOCX ou en ODT."
TOO_MANY_PAGES = (
    "Ce PDF compte {count} pages ; la limite est de {most}. Séparez-le en plusieurs fichiers, puis déposez-les "
    "un par un."
)
TOO_MUCH_ON_A_PAGE = (
    "La page {page} de ce PDF porte plus de 60 000 signes, bien plus qu’une page imprimée : il n’est pas lu. "
    "Retirez cette page, ou déposez le document d’origine en DOCX ou en ODT."
)
SCANNED = (
    "Ce PDF est numérisé : ses pages sont des images sans texte. Déposez le document d’origine en DOCX ou en ODT ; "
    "à défaut, passez le PDF à la reconnaissance de caractères (OCR), vérifiez le texte et enregistrez-le en DOCX."
)
NO_LETTERS = (
    "Les polices de ce PDF ne disent pas quelles lettres elles dessinent : son texte s’affiche, mais ne peut pas être "
    "lu. Déposez le document d’origine en DOCX ou en ODT, ou exportez-le de nouveau en PDF balisé "
    "(« PDF accessible », « PDF/UA »)."
)
DYNAMIC_FORM = (
    "Ce PDF est un formulaire dynamique (XFA), que seul Acrobat affiche. Ouvrez-le dans Acrobat, imprimez-le vers un "
    "nouveau PDF et déposez celui-ci, ou déposez le document d’origine en DOCX ou en ODT."
)
NO_TEXT = (
    "Ce PDF ne contient aucun texte à lire. Vérifiez que c’est le bon fichier, ou déposez le document d’origine en "
    "DOCX ou en ODT."
)


def pages_said(pages: Iterable[int]) -> str:
    """« page 3 », « pages 3, 5 et 8 à 11 »."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and runs[-1][-1] == page - 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    told = [str(run[0]) if len(run) == 1 else f"{run[0]} à {run[-1]}" for run in runs]
    word = "page" if len(runs) == 1 and len(runs[0]) == 1 else "pages"
    return f"{word} {', '.join(told[:-1])} et {told[-1]}" if len(told) > 1 else f"{word} {told[0]}"


def _at(pages: Sequence[int], sentence: str) -> str:
    said = pages_said(pages)
    return f"{said[0].upper()}{said[1:]} : {sentence}"


def without_rules(pages: Sequence[int]) -> str:
    return _at(
        pages,
        "tableau sans traits, ou texte en colonnes. Son texte est lu ligne par ligne, mais ses cases ne peuvent pas "
        "être retrouvées. Déposez le document d’origine (DOCX, ODT), ou exportez-le de nouveau en PDF balisé "
        "(« PDF accessible », « PDF/UA »).",
    )


def scanned(pages: Sequence[int]) -> str:
    return _at(
        pages,
        "image numérisée sans texte, non lue. Déposez le document d’origine, ou passez ces pages à la "
        "reconnaissance de caractères (OCR).",
    )


def recognised(pages: Sequence[int]) -> str:
    return _at(
        pages,
        "page numérisée, dont le texte vient d’une reconnaissance de caractères (OCR) : relisez-le de près, "
        "des lettres et des chiffres peuvent être faux.",
    )


def without_letters(pages: Sequence[int]) -> str:
    return _at(
        pages,
        "une police ne dit pas quelles lettres elle dessine ; une partie du texte manque ou est fausse. "
        "Déposez le document d’origine, ou exportez-le de nouveau en PDF balisé.",
    )


def damaged(pages: Sequence[int]) -> str:
    return _at(
        pages, "page abîmée, non lue. Envoyez le fichier de nouveau, ou déposez le document d’origine."
    )


def outside_structure(pages: Sequence[int]) -> str:
    return _at(pages, "du texte n’est pas balisé dans ce PDF ; il est repris à la fin de sa page.")


def structure_not_followed() -> str:
    return (
        "Les balises de ce PDF sont incomplètes ou ne suivent pas son texte : il a été lu d’après sa mise en page. "
        "Vérifiez les titres et les tableaux."
    )


def nested_tables(pages: Sequence[int]) -> str:
    return _at(pages, "tableau imbriqué dans une case, lu à plat.")


def images(count: int) -> str:
    return f"Images, non lues : un texte qui ne figure que dans une image n’est pas repris ({count})."


def attachments(names: Sequence[str]) -> str:
    told = ", ".join(f"« {name} »" for name in names)
    return f"Ce PDF contient des fichiers joints, non lus : {told}. Déposez-les un par un s’ils sont utiles."


SCRIPTS = "Ce PDF contient des scripts : ils n’ont été ni lus ni exécutés."
SIGNED = "Ce PDF porte une signature électronique ; elle n’est pas vérifiée ici. Gardez le fichier signé comme preuve."
FORM = "Ce PDF est un formulaire : ce qui est inscrit dans ses champs est lu comme du texte. Vérifiez-le."
STATIC_XFA = (
    "Ce PDF contient un formulaire XFA : seule sa version imprimée est lue. Vérifiez qu’elle est complète."
)
