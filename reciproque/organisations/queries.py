"""Finding bodies: by what is printed on a paper, and by what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Replace

from reciproque.core.text import fold
from reciproque.organisations.choices import OrganisationKind
from reciproque.organisations.models import Organisation, Succession
from reciproque.organisations.rules import (
    SAME,
    Likeness,
    ReadName,
    bare_siret,
    kind_from_name,
    likeness,
    match_key,
    read_key,
)


def active_organisations() -> QuerySet[Organisation]:
    return Organisation.objects.filter(archived_at=None)


def for_listing(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    return organisations.order_by("sort_key", "pk")


def organisation_with_siret(siret: str) -> Organisation | None:
    bare = bare_siret(siret)
    return Organisation.objects.filter(siret=bare).first() if bare else None


@dataclass(frozen=True)
class Candidate:
    """A known body that a printed name may mean."""

    organisation: Organisation
    score: int
    why: str

    @property
    def is_certain(self) -> bool:
        return self.score >= SAME


class Directory:
    """Known bodies, read once, to recognise many printed names (a page of signatures) without asking again."""

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self._names: list[tuple[ReadName, Organisation, bool]] = []
        for body in organisations:
            self._names.append((read_key(body.match_key, body.kind), body, False))
            if body.short_name:
                self._names.append((read_key(match_key(body.short_name), body.kind), body, True))

    def like(self, name: str, *, kind: str | None = None, at_least: int = 60) -> list[Candidate]:
        """The bodies that this printed name may mean, the likeliest first; several certain ones are homonyms."""
        printed = read_key(match_key(name), kind or kind_from_name(name))
        best: dict[int, Candidate] = {}
        for known, body, is_short in self._names:
            alike = _of_short_name(printed, known) if is_short else likeness(printed, known)
            if alike.score >= at_least and (body.pk not in best or best[body.pk].score < alike.score):
                best[body.pk] = Candidate(body, alike.score, alike.why)
        return sorted(best.values(), key=lambda one: (-one.score, one.organisation.sort_key))


def _of_short_name(printed: ReadName, known: ReadName) -> Likeness:
    """A short name is compared as a whole: « CAF » must not draw in every name that begins so."""
    return Likeness(SAME, "même sigle") if printed.key and printed.key == known.key else Likeness(0, "")


def directory() -> Directory:
    return Directory(active_organisations())


def like(name: str, *, kind: str | None = None, at_least: int = 60) -> list[Candidate]:
    """The known bodies that one printed name may mean. For many names take `directory()` once."""
    return directory().like(name, kind=kind, at_least=at_least)


def the_one_meant(name: str, kind: str) -> Organisation | None:
    """The body of which there is no doubt: same words, kinds that do not contradict; of homonyms, the oldest.

    One that was succeeded is answered by its only successor.
    """
    certain = [
        one.organisation
        for one in Directory(_perhaps_the_same(name)).like(name, kind=kind, at_least=SAME)
        if one.organisation.kind == kind or OrganisationKind.OTHER in {one.organisation.kind, kind}
    ]
    certain.sort(key=lambda body: (body.match_key != match_key(name), body.kind != kind, body.pk))
    return standing_for(certain[0]) if certain else None


def _perhaps_the_same(name: str) -> QuerySet[Organisation]:
    """Few rows among which a certain likeness must be, so that the whole directory is not read for one name."""
    key = match_key(name)
    if not key:
        return Organisation.objects.none()
    same_words = Q(match_key__contains=max(key.split(), key=len))
    same_letters = Q(letters=key.replace(" ", ""))
    short = ~Q(short_name="") & (Q(search_key__contains=fold(name)) | Q(search_key__contains=key))
    standing = Q(archived_at=None) | Exists(Succession.objects.filter(before=OuterRef("pk")))
    letters = Replace("match_key", Value(" "), Value(""), output_field=TextField())
    return (
        Organisation.objects.annotate(letters=letters)
        .filter(same_words | same_letters | short)
        .filter(standing)
    )


def standing_for(organisation: Organisation) -> Organisation:
    """The one body that stands today for this one; itself when it was split into several."""
    standing = successors_of(organisation)
    return standing[0] if len(standing) == 1 else organisation


def standing_for_all(bodies: Iterable[Organisation]) -> dict[int, Organisation]:
    """The same for many, by key: as many questions as the longest chain of successions, whatever their number."""
    known = {body.pk: body for body in bodies}
    followers: dict[int, list[Organisation]] = {}
    ahead = set(known)
    while ahead:
        links = list(Succession.objects.filter(before__in=ahead).select_related("after").order_by("pk"))
        for link in links:
            followers.setdefault(link.before_id, []).append(link.after)
        ahead = {link.after_id for link in links} - set(followers) - set(known)
    standing = {}
    for key, body in known.items():
        seen = {key}
        while len(after := followers.get(body.pk, [])) == 1 and after[0].pk not in seen:
            body = after[0]
            seen.add(body.pk)
        standing[key] = body
    return standing


def successors_of(organisation: Organisation) -> list[Organisation]:
    """The bodies that stand today for this one: itself if it still exists, several after a scission."""
    standing: dict[int, Organisation] = {}
    seen: set[int] = set()
    ahead = [organisation]
    while ahead:
        body = ahead.pop()
        if body.pk in seen:
            continue
        seen.add(body.pk)
        followers = [link.after for link in body.successors.select_related("after").order_by("pk")]
        if followers:
            ahead.extend(followers)
        else:
            standing[body.pk] = body
    return sorted(standing.values(), key=lambda body: (body.sort_key, body.pk))


def leads_to(start: Organisation, target: Organisation) -> bool:
    """Whether the successions that begin at `start` arrive at `target`."""
    seen: set[int] = set()
    ahead = {start.pk}
    while ahead:
        if target.pk in ahead:
            return True
        seen |= ahead
        found = Succession.objects.filter(before__in=ahead).order_by("pk").values_list("after", flat=True)
        ahead = set(found) - seen
    return False


def organisation_facts(organisation: Organisation) -> list[tuple[str, str]]:
    """What is known of a body, as plain labels and words; nothing is said of what is not known."""
    facts = [
        ("Nature", organisation.get_kind_display()),
        ("Sigle", organisation.short_name),
        ("SIRET", spaced_siret(organisation.siret)),
        ("Adresse électronique", organisation.email),
    ]
    for link in organisation.predecessors.select_related("before").order_by("before__sort_key"):
        facts.append(("A pris la suite de", _with_reason(link.before, link)))
    for link in organisation.successors.select_related("after").order_by("after__sort_key"):
        facts.append(("Remplacé par", _with_reason(link.after, link)))
    return [(label, value) for label, value in facts if value]


def _with_reason(body: Organisation, link: Succession) -> str:
    return f"{body.name} ({link.get_reason_display()})"


def spaced_siret(siret: str) -> str:
    """« 242 900 314 00017 », with spaces that do not break."""
    return "\u00a0".join([siret[:3], siret[3:6], siret[6:9], siret[9:]]) if len(siret) == 14 else siret
