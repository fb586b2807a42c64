"""Where upper apps hang what lower pages show: the reverse of an import, found once through `doors.py`.

A register only where the consumer lives below the provider; what sits on top simply imports.
Objects are passed as they are; across floors a subject is named by its label (`"framework.node"`) and key.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Generic, TypeVar

Entry = TypeVar("Entry")


class Register(Generic[Entry]):
    """A list that `doors.py` modules fill while the house starts; in order of `position`, then of arrival."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def hang(self, *entries: Entry) -> None:
        self._entries.extend(entries)
        self._entries.sort(key=lambda entry: getattr(entry, "position", 0))

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def on(self, label: str) -> list[Entry]:
        """The entries hung on a subject (`entry.on == label`)."""
        return [entry for entry in self._entries if getattr(entry, "on", None) == label]

    def named(self, key: str) -> Entry | None:
        return next((entry for entry in self._entries if getattr(entry, "key", None) == key), None)


@dataclass(frozen=True)
class RailLink:
    """A link in the side rail of a contract. `count` may be None; it is asked in one go with the page."""

    group: str  # "Le contrat", "Partenaires", "Gouvernance", "Suivi" … : see RAIL_GROUPS
    label: str
    url_name: str  # takes one argument, the contract's key
    may: Callable[[Any, Any], bool]  # (user, contract)
    position: int = 0
    matches: str = ""  # beginnings of url names, between spaces: the longest that fits lights its link up


RAIL_GROUPS = [
    "Le contrat",
    "Partenaires",
    "Gouvernance",
    "Programmation",
    "Suivi",
    "Évaluation",
    "Observatoire",
    "Participation",
    "Conventions",
    "Équipe",
]


@dataclass(frozen=True)
class Tab:
    """A tab on the page of a subject: a link to a page of the app that hangs it."""

    on: str
    label: str
    url_name: str  # takes the key of the subject
    may: Callable[[Any, Any], bool]
    count: Callable[[Any], int] | None = None
    position: int = 0


@dataclass(frozen=True)
class Panel:
    """A block of plain data on a subject: served to its page, to sheets, to what is frozen.

    `facts(user, thing)` returns None when there is nothing to say, else {"heading": str, "facts": [(label,
    value)], "rows": [...], "url": str, "act": (label, url) or None}: strings, numbers, dates only.
    """

    on: str
    key: str
    facts: Callable[[Any, Any], dict[str, Any] | None]
    template: str = "core/_panel.html"
    position: int = 0


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a person."""

    what: str
    url: str
    due_on: date | None = None
    contract_id: int | None = None


@dataclass(frozen=True)
class WaitingSource:
    key: str
    waiting_for: Callable[[Any, date], Iterable[Waiting]]  # (user, on)


@dataclass(frozen=True)
class Subject:
    """What a label and a key stand for: used by journal, notices, search, ties."""

    label: str  # "framework.node", as in `model._meta.label_lower`
    word: str  # "objectif"
    visible_to: Callable[[Any], Any]  # queryset of what that user may see
    title: Callable[[Any], str]
    url: Callable[[Any], str]

    @property
    def key(self) -> str:
        return self.label


@dataclass(frozen=True)
class Obstacle:
    """Reasons that an upper app adds to an act of a lower one. `on` names the act: "framework.archive_node"."""

    on: str
    reasons: Callable[[Any], Sequence[str]]


@dataclass(frozen=True)
class JobKind:
    """A long work, asked for by its key. `run(work)` gets a `jobs.running.Work` (payload, progress, cancel)."""

    key: str
    label: str
    run: Callable[[Any], Any]


@dataclass(frozen=True)
class Chore:
    """Something that the worker does again and again. Returns how much it did."""

    key: str
    every: timedelta
    run: Callable[[datetime], Any]


@dataclass(frozen=True)
class Writer:
    """A format in which a table leaves the house: `write(title, columns, rows)` gives bytes."""

    key: str
    title: str
    media_type: str
    extension: str
    write: Callable[[str, Sequence[Any], Iterable[Any]], bytes]


@dataclass(frozen=True)
class PersonalData:
    """What an app knows of a person: for export and forgetting."""

    key: str
    export: Callable[[Any], Any]
    forget: Callable[[Any, datetime], None]


@dataclass(frozen=True)
class Act:
    """How the journal says an act in French. `sentence` goes on after the person's name: "a archivé l’objectif".

    It may quote details of the entry: "a importé {count} lignes".
    """

    key: str  # "framework.node_archived", as given to `record`
    sentence: str


@dataclass(frozen=True)
class NoticeKind:
    """A kind of message. `groupable`: those of one day go out in one mail, the next morning.

    `stoppable`: whoever receives it may ask for no more (never for sign-in links and other personal links).
    """

    key: str
    label: str  # as on the page of one's messages: "rappels de fiches à remplir"
    groupable: bool = False
    stoppable: bool = False


@dataclass(frozen=True)
class Findable:
    """A thing as it can be searched. `above`: the words of what stands over it. `text_id`, `place`: where it was read.

    `node_id`: the objective that it is or hangs on, for whoever sees only some. `anchor` names a part of a thing.
    """

    label: str
    key: int
    kind: str  # "objective", "result", "commitment", "indicator", "text" … : how answers are grouped
    text: str
    above: str = ""
    position: int = 0
    node_id: int | None = None
    text_id: int | None = None
    place: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class FindableSource:
    """What an app offers to be searched: all of a contract, as it stands. Archived things are not given.

    `follows`: how the labels of the subjects begin after whose acts it is to be read again.
    """

    key: str
    follows: tuple[str, ...]
    things: Callable[[int], Iterable[Findable]]  # key of a contract


@dataclass(frozen=True)
class Event:
    """A dated thing for calendars: the whole day, or from `at` on. `what` says in a word or two what falls due."""

    title: str
    on: date
    url: str
    what: str
    at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""


@dataclass(frozen=True)
class EventSource:
    key: str
    events_in: Callable[[Any, Any, date, date], Iterable[Event]]  # (user, contract, first day, last day)


@dataclass(frozen=True)
class ScopeKind:
    """What a role can be limited to ("contract", "objective", …): the app that owns it gives names and lists."""

    key: str
    word: str
    title: Callable[[int], str]
    contract_of: Callable[[int], int | None]
    choices: Callable[[int], list[tuple[int, str]]] = field(default=lambda contract: [])


@dataclass(frozen=True)
class WordSource:
    """Words that an upper app knows of the subjects of a lower one, for suggestions: (key of the subject, text)."""

    on: str
    words_in: Callable[[int], Iterable[tuple[int, str]]]  # (contract_id)


@dataclass(frozen=True)
class IndicatorSource:
    """What the software knows itself and an indicator can be fed by.

    `measure(contract, until)` gives what is known at the end of that day: the number (None when there is nothing to
    count), and for a share what it was made of. `things(contract, until)` is the way back: each counted thing as
    (label, address), those that count first.
    """

    key: str
    label: str
    unit: str
    kind: str  # "number" or "ratio"
    measure: Callable[[Any, date], tuple[float | None, float | None, float | None]]
    things: Callable[[Any, date], Iterable[tuple[str, str]]]


@dataclass(frozen=True)
class EnquiryKind:
    """What a round of questions is for. `home(round)` is the address of its page for whoever steers it.

    `own_page(sheet)` gives the address of a page of the upper app that takes the place of the sheet of questions
    (a grid of values), for a person who is signed in; `own_page_by_link(sheet, token)` the same behind a personal
    link of purpose « sheets ». None: the engine's own sheet. `questions` are the first ones of a new round of that
    kind: mappings of the fields of `enquiries.Question`. `subject_word`: what its sheets are about ("objectif").
    """

    key: str  # "evaluation.campaign"
    word: str  # "campagne d’évaluation"
    home: Callable[[Any], str]
    subject_word: str = "sujet"
    questions: Sequence[dict[str, Any]] = ()
    own_page: Callable[[Any], str] | None = None
    own_page_by_link: Callable[[Any, str], str] | None = None


@dataclass(frozen=True)
class SheetBlock:
    """What an app knows of a subject over a period, shown on sheets, on the screen of sessions and in what is frozen.

    `facts(thing, starts_on, ends_on)` gives None when there is nothing to say, else plain data (strings, numbers,
    ISO dates, lists, mappings) that a page is drawn from without any other question: {"heading": str, "sentence":
    str, "facts": [[label, value]], "columns": [str], "rows": [[cell]], "points": [[label, number or None]]}, each
    part optional but the heading. A cell or value is a string, or {"state": one of the states of progress, "word": str}
    for a badge. What is secret, missing or not applicable is said in words, never as a number.
    """

    on: str  # label of the subject: "framework.node"
    key: str  # "monitoring.indicators"
    label: str
    facts: Callable[[Any, date, date], dict[str, Any] | None]
    position: int = 0


@dataclass(frozen=True)
class Dresser:
    """How a contract dresses its papers, for the apps below the one that keeps its templates and its letterhead.

    `dress(contract, what, form)` gives an `office.papers.making.Dress` for a kind of paper ("evaluation", "diaporama",
    "annuel"); `url(contract)` is the page where the team brings its templates.
    """

    key: str
    dress: Callable[[Any, str, str], Any]
    url: Callable[[Any], str]


rail: Register[RailLink] = Register()
tabs: Register[Tab] = Register()
panels: Register[Panel] = Register()
waiting: Register[WaitingSource] = Register()
subjects: Register[Subject] = Register()
obstacles: Register[Obstacle] = Register()
job_kinds: Register[JobKind] = Register()
chores: Register[Chore] = Register()
writers: Register[Writer] = Register()
personal: Register[PersonalData] = Register()
acts: Register[Act] = Register()
notice_kinds: Register[NoticeKind] = Register()
events: Register[EventSource] = Register()
findable: Register[FindableSource] = Register()
scope_kinds: Register[ScopeKind] = Register()
words: Register[WordSource] = Register()
indicator_sources: Register[IndicatorSource] = Register()
enquiry_kinds: Register[EnquiryKind] = Register()
sheet_blocks: Register[SheetBlock] = Register()
dressers: Register[Dresser] = Register()


def reasons_from_above(act: str, thing: Any) -> list[str]:
    """All the reasons that upper apps have against an act of a lower one."""
    return [reason for obstacle in obstacles.on(act) for reason in obstacle.reasons(thing)]


def what_waits(user: Any, on: date) -> list[Waiting]:
    """All that waits for a person: what has a deadline first, the nearest at the top."""
    everything = (one for source in waiting for one in source.waiting_for(user, on))
    return sorted(everything, key=lambda one: (one.due_on is None, one.due_on or on))


def what_falls_due(user: Any, contract: Any, first: date, last: date) -> list[Event]:
    """All that falls due in a contract between two days, for that person, in the order of time."""
    everything = (one for source in events for one in source.events_in(user, contract, first, last))
    within = [one for one in everything if first <= one.on <= last]
    return sorted(within, key=lambda one: (one.on, one.at.isoformat() if one.at else "", one.title))
