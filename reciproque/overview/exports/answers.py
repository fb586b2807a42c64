"""The answers as they are shown, as a table and as a paper."""

from collections.abc import Iterator
from dataclasses import dataclass

from reciproque.core.tables import Column as TableColumn
from reciproque.office.papers.content import Bullets, Content, Heading, Paper, Paragraph
from reciproque.overview.choices.kinds import KINDS
from reciproque.overview.queries.asking import Answers
from reciproque.overview.queries.showing import Found

NOTHING = "Rien trouvé dans ce contrat."


@dataclass(frozen=True)
class Line:
    contract: str
    kind: str
    text: str
    path: str
    url: str


def lines(answers: Answers, root: str) -> Iterator[Line]:
    """One line for each answer shown; a contract that answers nothing has a line that says so. `root`: our address."""
    for column in answers.columns:
        for one in column.found:
            kind = KINDS[one.kind][0] + (" (répond en partie)" if column.partial else "")
            yield Line(
                column.contract.name, kind, one.text, said_path(one), f"{root}{one.passage_url or one.url}"
            )
        if not column.found:
            yield Line(column.contract.name, "", NOTHING, "", "")


def said_path(one: Found) -> str:
    return " › ".join(title for title, _url in one.path)


COLUMNS = [
    TableColumn[Line]("Contrat", lambda one: one.contract),
    TableColumn[Line]("Nature", lambda one: one.kind),
    TableColumn[Line]("Ce que dit le contrat", lambda one: one.text),
    TableColumn[Line]("Place dans le cadre", lambda one: one.path),
    TableColumn[Line]("Adresse", lambda one: one.url),
]


def paper_of(answers: Answers, title: str) -> Paper:
    """The answers, contract by contract, as on the page."""
    blocks: list[Content] = []
    if answers.tried:
        also = ", ".join(expression for expression, _sign, _why in answers.tried)
        blocks.append(Paragraph(f"Cherché aussi : {also}.", quiet=True))
    for column in answers.columns:
        blocks.append(Heading(column.contract.name))
        if not column.found:
            blocks.append(Paragraph(NOTHING))
        elif column.partial:
            blocks.append(
                Paragraph("Rien ne répond à toute la question ; voici ce qui en approche.", quiet=True)
            )
        for heading, some, more in column.groups:
            blocks.append(Heading(heading.capitalize(), 2))
            blocks.append(
                Bullets([one.text + (f" ({path})" if (path := said_path(one)) else "") for one in some])
            )
            if more > 0:
                blocks.append(Paragraph(f"Et {more} de plus sur la page du contrat.", quiet=True))
    return Paper(title, f"Question posée : « {answers.asked.words} »", blocks)
