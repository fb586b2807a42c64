"""Tables of contracts, signatures, terms, neighbourhoods, acts: one description for page and export."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import get_current_timezone

from reciproque.contracts.choices import Generation, SignatureState
from reciproque.contracts.models import Contract, Signature, Term
from reciproque.core.registers import subjects
from reciproque.core.tables import Choice, Column, Filter, Table
from reciproque.journal.models import Entry
from reciproque.journal.models.wording import model_of
from reciproque.journal.tables import ENTRIES
from reciproque.organisations.choices import OrganisationKind
from reciproque.organisations.models import Organisation
from reciproque.territories.models import Neighbourhood
from reciproque.territories.tables import neighbourhood_table


def _contract_url(contract: Contract) -> str:
    return reverse("contracts:contract_detail", args=[contract.pk])


def _count(name: str) -> Any:
    return lambda row: getattr(row, name)


CONTRACTS: Table[Contract] = Table(
    name="contrats",
    caption=("contrat", "contrats"),
    columns=[
        Column("Contrat", lambda c: c.name, sort="sort_key", link=_contract_url),
        Column("Intercommunalité", lambda c: c.epci and c.epci.name, sort="epci__sort_key"),
        Column("Génération", lambda c: c.get_generation_display(), sort="generation"),
        Column("Début", lambda c: c.starts_on, kind="date", sort="starts_on"),
        Column("Fin", lambda c: c.ends_on, kind="date", sort="ends_on"),
        Column("Textes", _count("n_texts"), kind="number", sort="n_texts"),
        Column("Quartiers", _count("n_neighbourhoods"), kind="number", sort="n_neighbourhoods"),
        Column("Communes", _count("n_communes"), kind="number", sort="n_communes"),
        Column("Décline", lambda c: c.parent and c.parent.name, shown=False),
    ],
    filters=[
        Filter(
            "generation",
            "Génération",
            [Choice(g.value, g.label, Q(generation=g.value)) for g in Generation],
        ),
    ],
    search="search_key",
    default_order=("sort_key", "pk"),
    per_page=50,
    empty="Aucun contrat pour le moment.",
)

BADGES = {
    SignatureState.SIGNED: "signed",
    SignatureState.EXPECTED: "waiting",
    SignatureState.DECLINED: "refused",
}


def organisation_url(organisation: Organisation) -> str:
    return reverse("contracts:organisation_detail", args=[organisation.pk])


def _signatory_url(signature: Signature) -> str | None:
    return organisation_url(signature.organisation) if signature.organisation else None


def _text_url(row: Signature | Term) -> str:
    return reverse("contracts:text_detail", args=[row.text_id])


def signature_table(kinds: Sequence[str]) -> Table[Signature]:
    """The parties of the texts of a contract; chips for the kinds of bodies that are among them."""
    chips = [
        Choice(kind.value, str(kind.label), Q(organisation__kind=kind.value))
        for kind in OrganisationKind
        if kind.value in kinds
    ]
    return replace(SIGNATURES, filters=[*SIGNATURES.filters, Filter("nature", "Nature", chips)])


SIGNATURES: Table[Signature] = Table(
    name="signataires",
    caption=("signataire", "signataires"),
    columns=[
        Column(
            "Organisme",
            lambda s: str(s.organisation or s.printed),
            sort=("organisation__sort_key", "printed"),
            link=_signatory_url,
        ),
        Column(
            "Nature",
            lambda s: s.organisation and s.organisation.get_kind_display(),
            sort="organisation__kind",
        ),
        Column("Texte", lambda s: s.text.title, sort=("text__starts_on", "text__title"), link=_text_url),
        Column("Signataire", lambda s: s.person, sort="person"),
        Column("En qualité de", lambda s: s.role),
        Column(
            "État",
            lambda s: s.get_state_display(),
            sort="state",
            badge=lambda s: BADGES[SignatureState(s.state)],
        ),
        Column("Signé le", lambda s: s.on, kind="date", sort="on"),
        Column("Nommé dans le texte", lambda s: s.printed, shown=False),
    ],
    filters=[
        Filter(
            "etat",
            "État",
            [Choice(s.value, str(s.label), Q(state=s.value)) for s in SignatureState],
        ),
    ],
    default_order=("text__starts_on", "organisation__sort_key", "pk"),
    empty="Aucun signataire n’est encore nommé : nommez-les sur la page de chaque texte.",
)


def term_table(*, editable: bool) -> Table[Term]:
    """The words that the texts of a contract explain; who edits gets there by the word."""
    return Table(
        name="glossaire",
        caption=("terme", "termes"),
        columns=[
            Column(
                "Terme",
                lambda t: t.word,
                sort="word",
                link=(lambda t: reverse("contracts:edit_term", args=[t.pk])) if editable else None,
            ),
            Column("Sens", lambda t: t.meaning),
            Column("Texte", lambda t: t.text.title, sort="text__title", link=_text_url),
        ],
        default_order=("word", "pk"),
        empty="Aucun mot n’est encore expliqué par les textes de ce contrat.",
    )


def place_table(urls: Mapping[int, str], numbers: Mapping[int, int | None]) -> Table[Neighbourhood]:
    """The neighbourhoods of a contract: addresses of their pages and numbers on the map above, by key."""
    plain = neighbourhood_table(lambda place: urls.get(place.pk))
    number: Column[Neighbourhood] = Column("N°", lambda place: numbers.get(place.pk), kind="number")
    columns = [plain.columns[0], number, *plain.columns[1:]]
    filters = [one for one in plain.filters if one.key != "etat"]
    return replace(plain, columns=columns, filters=filters, empty="")


def place_url(contract: Contract, place: Neighbourhood) -> str:
    return reverse("contracts:place_detail", args=[contract.pk, place.pk])


def journal_table(labels: Sequence[str], people: Sequence[tuple[int, str]], today: date) -> Table[Entry]:
    """The acts of a contract, with chips for what they touch, who acted, and when."""
    kinds = [
        Choice(one.replace(".", "-"), _word_of(one), Q(subject_label=one)) for one in labels if model_of(one)
    ]
    persons = [Choice(str(key), name or "une personne oubliée", Q(by_id=key)) for key, name in people]
    periods = [
        Choice(key, label, Q(at__gte=_start_of(today - timedelta(days=days)))) for key, label, days in PERIODS
    ]
    filters = [
        Filter("periode", "Période", periods),
        Filter("nature", "Sur quoi", kinds),
        Filter("qui", "Qui", persons),
    ]
    return replace(ENTRIES, filters=filters, per_page=50, empty="Rien n’a encore été fait dans ce contrat.")


PERIODS = [
    ("aujourdhui", "aujourd’hui", 0),
    ("semaine", "depuis 7 jours", 7),
    ("mois", "depuis 30 jours", 30),
    ("an", "depuis un an", 365),
]


def _word_of(label: str) -> str:
    """What a subject is called: by the app that hangs it, else by its model."""
    subject, model = subjects.named(label), model_of(label)
    return subject.word if subject is not None else str(model._meta.verbose_name) if model else label


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=get_current_timezone())
