"""The journal as a table: for the page of a contract and for administrators."""

from reciproque.core import registers
from reciproque.core.tables import Column, Table
from reciproque.core.templatetags.reciproque import moment
from reciproque.journal.models import Entry
from reciproque.journal.models.wording import field_of, model_of


def _kind(entry: Entry) -> str:
    """What the subject is: the word that its app gives it, else the French name of the model."""
    subject = registers.subjects.named(entry.subject_label)
    if subject is not None:
        return subject.word
    model = model_of(entry.subject_label)
    return str(model._meta.verbose_name) if model is not None else ""


def _fields(entry: Entry) -> str:
    """Which fields changed, by name: their values are on the page of the subject."""
    model = model_of(entry.subject_label)
    found = [(name, field_of(model, name)) for name in entry.changes]
    return ", ".join(str(field.verbose_name) if field else name.replace("_", " ") for name, field in found)


ENTRIES: Table[Entry] = Table(
    name="journal",
    caption=("acte", "actes"),
    columns=[
        Column("Le", lambda entry: moment(entry.at), sort=("at", "pk")),
        Column("Qui", lambda entry: entry.who, sort="by_name"),
        Column("A fait quoi", lambda entry: entry.sentence, sort="act"),
        Column("Nature", _kind, sort="subject_label"),
        Column("Sur quoi", lambda entry: entry.subject_title, sort="subject_title"),
        Column("Champs modifiés", _fields),
        Column("Numéro scellé", lambda entry: entry.number, kind="number", sort="number", shown=False),
    ],
    default_order=("-pk",),
    empty="Rien n’a encore été fait ici.",
)
