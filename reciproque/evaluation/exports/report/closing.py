"""What closes the report: what crosses the pillars, what was judged and decided, the method."""

from __future__ import annotations

from collections.abc import Sequence

from reciproque.core.text import clean, one_line
from reciproque.enquiries.choices import SheetState
from reciproque.evaluation.exports.charts import sheets_chart
from reciproque.evaluation.exports.extracts import (
    HARD_SPACE,
    MISSING,
    Told,
    count,
    euros,
    is_returned,
    people_said,
    saying,
    sheets_in,
    women_share,
)
from reciproque.evaluation.exports.report.decided import decisions, judged, recommendations, sessions
from reciproque.office.papers.content import (
    Bullets,
    ChartBlock,
    Content,
    Entry,
    Heading,
    PageBreak,
    Paragraph,
    TableBlock,
    TableColumn,
)

METHOD = (
    "Seules les fiches rendues parlent dans ce rapport. Une somme ne compte que ce qui a été donné, et dit sur "
    "combien de fiches elle repose. « Non renseigné », « sans objet », « non connu » et zéro sont quatre choses. "
    "Le verdict d’un résultat est celui de la séance ; à défaut, celui du pilote. L’allure d’un indicateur se "
    "calcule, elle ne se saisit pas."
)


def closing(picture: Told) -> list[Content]:
    return [
        *_across(picture),
        *judged(picture["evaluation_questions"]),
        *sessions(picture["sessions"]),
        *decisions(picture["proposals"]),
        *recommendations(picture["recommendations"]),
        *_method(picture),
    ]


def _across(picture: Told) -> list[Content]:
    """Ordinary law, equality, citizens: each with how many sheets speak of it."""
    sheets, figures = sheets_in(picture), picture["figures"]
    if not sheets:
        return []
    told = count(figures["amount_sheets"], "fiche", "fiches")
    share = women_share(figures["people"])
    gendered, people = figures["indicators"]["gendered"], figures["indicators"]["people"]
    blocks: list[Content] = [
        PageBreak(),
        Heading("Ce qui traverse les axes"),
        Heading("Droit commun", 2),
        Paragraph(
            f"Montant déclaré{HARD_SPACE}: {euros(figures['ordinary_amount'])}, d’après {told} sur "
            f"{figures['returned']} rendues. Ce que les autres ont mobilisé n’est pas chiffré."
        ),
        *_amounts(picture),
        Heading("Égalité entre les femmes et les hommes", 2),
        Paragraph(
            f"Personnes touchées{HARD_SPACE}: {people_said(figures['people'])}"
            + (f", soit {share} de femmes" if share else "")
            + f", d’après {count(figures['people']['sheets'], 'fiche', 'fiches')}."
        ),
    ]
    if people:
        counted = count(people, "indicateur qui compte", "indicateurs qui comptent")
        apart = "distingue" if gendered < 2 else "distinguent"
        blocks.append(Paragraph(f"Sur {counted} des personnes, {gendered} {apart} les femmes des hommes."))
    blocks += _quoted(sheets, "equality", "")
    return [
        *blocks,
        Heading("Part des habitants et des conseils citoyens", 2),
        *_quoted(sheets, "citizens", MISSING),
    ]


def _amounts(picture: Told) -> list[Content]:
    rows = [
        [
            one_line(one["title"]),
            euros(one["figures"]["ordinary_amount"]),
            str(one["figures"]["amount_sheets"]),
        ]
        for one in picture["pillars"]
        if one["sheets"]
    ]
    columns = [
        TableColumn("Axe", 4),
        TableColumn("Montant déclaré", 2, numeric=True),
        TableColumn("Fiches", 1, numeric=True),
    ]
    return [TableBlock(columns, rows, "Droit commun déclaré par axe")]


def _quoted(sheets: Sequence[Told], key: str, none: str) -> list[Content]:
    told = saying(sheets, key)
    if not told:
        return [Paragraph(f"{none.capitalize()}.")] if none else []
    entries = []
    for sheet, said in told:
        lead = f"{one_line(sheet['title'])}{HARD_SPACE}:"
        entries.append(Entry(f"{lead} {clean(said)}", lead=lead))
    return [Bullets(entries)]


def _method(picture: Told) -> list[Content]:
    """Who was asked, who answered, what nobody said, how figures are reckoned."""
    sheets, figures = sheets_in(picture), picture["figures"]
    blocks: list[Content] = [
        Heading("Méthode et couverture"),
        Paragraph(
            f"{count(figures['sheets'], 'fiche a été préparée', 'fiches ont été préparées')}{HARD_SPACE}: "
            f"{count(figures['returned'], 'rendue', 'rendues')}, dont "
            f"{count(figures['accepted'], 'validée', 'validées')} ; "
            f"{count(figures['waiting'], 'attendue', 'attendues')} ; "
            f"{count(figures['refused'], 'refusée', 'refusées')} ; "
            f"{count(figures['excused'], 'dispensée', 'dispensées')}."
        ),
        ChartBlock(sheets_chart(picture)),
        Paragraph(METHOD),
    ]
    absent = [one for one in sheets if not is_returned(one) and one["state"] != SheetState.EXCUSED]
    if absent:
        blocks += [Heading("Qui n’a pas répondu", 2), Bullets([_absent(one) for one in absent])]
    blocks.append(Heading("Ce qui manque", 2))
    missing = [one_line(one) for one in picture["missing"]]
    return [*blocks, Bullets(missing) if missing else Paragraph("Rien ne manque.")]


def _absent(sheet: Told) -> str:
    who = one_line(sheet["organisation"]) or "organisme non précisé"
    return f"{one_line(sheet['title'])} – {who} ({sheet['state_word']})"
