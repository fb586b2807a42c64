"""Tables of contracts, signatures and terms: one description for page and export."""

from typing import Any

from django.db.models import Q
from django.urls import reverse

from reciproque.contracts.choices import Generation, SignatureState
from reciproque.contracts.models import Contract, Signature, Term
from reciproque.core.tables import Choice, Column, Filter, Table


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
    SignatureState.SIGNED: "ready",
    SignatureState.EXPECTED: "waiting",
    SignatureState.DECLINED: "over",
}

SIGNATURES: Table[Signature] = Table(
    name="signataires",
    caption=("signataire", "signataires"),
    columns=[
        Column(
            "Organisme",
            str,
            sort="organisation__sort_key",
            link=lambda s: reverse("contracts:edit_signature", args=[s.pk]),
        ),
        Column(
            "Nature",
            lambda s: s.organisation and s.organisation.get_kind_display(),
            sort="organisation__kind",
        ),
        Column("Texte", lambda s: s.text.title, sort="text__title"),
        Column("Signataire", lambda s: s.person),
        Column("En qualité de", lambda s: s.role),
        Column(
            "État",
            lambda s: s.get_state_display(),
            sort="state",
            badge=lambda s: BADGES[SignatureState(s.state)],
        ),
        Column("Signé le", lambda s: s.on, kind="date", sort="on"),
    ],
    filters=[
        Filter(
            "etat",
            "État",
            [Choice(s.value, s.label, Q(state=s.value)) for s in SignatureState],
        )
    ],
    default_order=("text__starts_on", "pk"),
    empty="Aucun signataire n’est encore nommé.",
)

TERMS: Table[Term] = Table(
    name="glossaire",
    caption=("terme", "termes"),
    columns=[
        Column("Terme", lambda t: t.word, sort="word"),
        Column("Sens", lambda t: t.meaning),
        Column("Texte", lambda t: t.text.title, sort="text__title"),
    ],
    default_order=("word", "pk"),
    empty="Aucun terme n’est expliqué par les textes de ce contrat.",
)
