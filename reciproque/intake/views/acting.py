"""The acts of a review: one address, whatever is done; what others do, and who is there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from reciproque.accounts.access import SignedInRequest, allowed, is_signed_in
from reciproque.core.edits import Overtaken
from reciproque.core.engine import insist
from reciproque.core.refusals import Refused
from reciproque.core.text import key_in
from reciproque.intake import access, queries
from reciproque.intake.actions import reviewing
from reciproque.intake.choices import ItemKind
from reciproque.intake.views.sheets import answer, back_to, kind_asked


@dataclass(frozen=True)
class Asked:
    """An act that was asked for: on which item, as it was seen in which version."""

    request: SignedInRequest
    reading: Any
    verb: str
    item: Any
    seen: int | None
    at: datetime

    @property
    def by(self) -> Any:
        return self.request.user

    @property
    def since(self) -> int | None:
        """The last step that the page knew."""
        return key_in(self.request.POST.get("depuis", ""))

    @property
    def who(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at}

    @property
    def how(self) -> dict[str, Any]:
        return {"seen": self.seen, **self.who}

    def other(self, name: str) -> tuple[Any, int | None]:
        """Another item that the act names, as `key:version`."""
        key, _, seen = self.request.POST.get(name, "").partition(":")
        found = key_in(key)
        item = access.item_seen_by(self.by, found) if found else None
        return item, key_in(seen)


def _needs_item(asked: Asked) -> Any:
    if asked.item is None:
        raise Refused(["Choisissez d’abord un élément."])
    return asked.item


def _check(asked: Asked) -> str:
    reviewing.check_item(_needs_item(asked), **asked.how)
    return "Vérifié."


def _tree(asked: Asked) -> str:
    return _counted(reviewing.check_beneath(_needs_item(asked), since=asked.since, **asked.how))


def _list(asked: Asked) -> str:
    kind = asked.request.POST.get("liste", "")
    if kind not in ItemKind.values:
        raise Refused(["Cette liste n’existe pas."])
    return _counted(reviewing.check_all(asked.reading, kind, since=asked.since, **asked.who))


def _counted(done: reviewing.Checked) -> str:
    parts = [f"{done.checked} vérifié{'s' if done.checked > 1 else ''}"]
    if done.doubtful:
        s = "s" if done.doubtful > 1 else ""
        parts.append(f"{done.doubtful} douteux à regarder un par un" if s else "1 douteux à regarder")
    if done.changed:
        parts.append(f"{done.changed} changé{'s' if done.changed > 1 else ''} entre-temps, à relire")
    return ", ".join(parts) + "."


def _discard(asked: Asked) -> str:
    reviewing.discard_item(_needs_item(asked), **asked.how)
    return "Écarté."


def _join(asked: Asked) -> str:
    other, version = asked.other("autre")
    if other is None:
        raise Refused(["Il n’y a pas d’élément suivant à joindre."])
    seen = {other.pk: version} if version else {}
    reviewing.join_items(_needs_item(asked), [other], seen_others=seen, **asked.how)
    return "Joint au suivant."


def _split(asked: Asked) -> str:
    parts = asked.request.POST.get("parts", "").splitlines()
    made = reviewing.split_item(_needs_item(asked), parts=parts, **asked.how)
    return f"Séparé en {len(made)}."


def _hang(asked: Asked) -> str:
    parent, _seen = asked.other("parent")
    reviewing.hang_item(_needs_item(asked), parent, **asked.how)
    return f"Déplacé sous « {parent} »." if parent else "Déplacé au premier niveau."


def _retype(asked: Asked) -> str:
    kind = asked.request.POST.get("vers", "")
    reviewing.retype_item(_needs_item(asked), kind=kind, **asked.how)
    return f"Passé dans la liste « {ItemKind(kind).label} »."


def _indent(asked: Asked) -> str:
    reviewing.indent_item(_needs_item(asked), **asked.how)
    return "Descendu d’un niveau."


def _outdent(asked: Asked) -> str:
    reviewing.outdent_item(_needs_item(asked), **asked.how)
    return "Remonté d’un niveau."


def _up(asked: Asked) -> str:
    reviewing.shift_item(_needs_item(asked), -1, **asked.how)
    return "Avancé d’un rang."


def _down(asked: Asked) -> str:
    reviewing.shift_item(_needs_item(asked), 1, **asked.how)
    return "Reculé d’un rang."


def _undo(asked: Asked) -> str:
    reviewing.undo_last(asked.reading, **asked.who)
    return "Votre dernier acte est annulé."


DEEDS: dict[str, Callable[[Asked], str]] = {
    "check": _check,
    "tree": _tree,
    "list": _list,
    "discard": _discard,
    "join": _join,
    "split": _split,
    "hang": _hang,
    "retype": _retype,
    "indent": _indent,
    "outdent": _outdent,
    "up": _up,
    "down": _down,
    "undo": _undo,
}


def _asked(request: SignedInRequest, reading: Any) -> Asked:
    """`acte` is « verb », « verb:key » or « verb:key:version »: what one button can say."""
    verb, key, seen, *_rest = [*request.POST.get("acte", "").split(":"), "", ""]
    found = key_in(key)
    item = access.item_seen_by(request.user, found) if found else None
    if item is not None and item.reading_id != reading.pk:
        item = None
    return Asked(request, reading, verb, item, key_in(seen), timezone.now())


@require_POST
@allowed(is_signed_in)
def act_on_review(request: SignedInRequest, reading: int) -> HttpResponse:
    """Do one act. htmx gets what changed, others the list again."""
    thing = access.review_seen_by(request.user, reading)
    asked = _asked(request, thing)
    said, refused, redraw = "", [], set()
    try:
        deed = DEEDS.get(asked.verb)
        if deed is None:
            raise Refused(["Cet acte n’existe pas."])
        said = insist(lambda: deed(asked))
    except Overtaken as overtaken:
        refused, redraw = [_overtaken(overtaken.current)], {overtaken.current.pk}
    except Refused as refusal:
        refused = refusal.reasons
    if "HX-Request" in request.headers:
        kind = kind_asked(request.GET, queries.lists_of(thing))
        focus = _to_look_at(asked) if said else None
        return answer(request, thing, kind, said=said, refused=refused, focus=focus, redraw=redraw)
    return _plainly(request, asked, said, refused)


STAYS = {"join", "indent", "outdent", "up", "down", "hang", "retype"}


def _to_look_at(asked: Asked) -> int | None:
    """The item that an act leaves before the eyes, wherever it now stands; nothing when one goes on to the next."""
    if asked.verb == "undo":
        return queries.last_undone(asked.reading, asked.by)
    return asked.item.pk if asked.item and asked.verb in STAYS else None


def _overtaken(current: Any) -> str:
    who = str(current.touched_by) if current.touched_by else "Quelqu’un d’autre"
    return f"{who} a modifié cet élément entre-temps : le voici tel qu’il est. Relisez-le, puis recommencez."


def _plainly(request: SignedInRequest, asked: Asked, said: str, refused: list[str]) -> HttpResponse:
    for reason in refused:
        messages.error(request, reason)
    if said:
        messages.success(request, said)
    if asked.item is not None:
        asked.item.refresh_from_db(fields=["kind"])
        return redirect(back_to(asked.item))
    url = reverse("intake:reading_detail", args=[asked.reading.pk])
    return redirect(f"{url}?{urlencode({'liste': request.POST.get('liste', '')})}")


@require_POST
@allowed(is_signed_in)
def review_presence(request: SignedInRequest, reading: int) -> HttpResponse:
    """Say where one is, and get what others did since: asked every few seconds by the page."""
    thing = access.review_seen_by(request.user, reading)
    kind = kind_asked(request.GET, queries.lists_of(thing))
    item = key_in(request.POST.get("element", ""))
    insist(lambda: reviewing.note_place(thing, kind, item, by=request.user, at=timezone.now()))
    return answer(request, thing, kind)
