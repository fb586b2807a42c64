"""Proposed links drawn in Python: both objectives, the reason, the kind that can be changed."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reciproque.core.text import shorten
from reciproque.framework.choices import LinkKind
from reciproque.framework.models import Node
from reciproque.framework.tables import node_url
from reciproque.intake.queries.linking import Proposal

KINDS = [(kind.value, str(kind.label)) for kind in LinkKind]


def draw_links(proposals: Iterable[Proposal]) -> SafeString:
    return mark_safe("".join(_row(one) for one in proposals))


def _row(one: Proposal) -> str:
    name = escape(f"{shorten(one.source.title, 60)} et {shorten(one.target.title, 60)}")
    options = "".join(
        f'<option value="{value}"{" selected" if value == one.kinship.kind else ""}>{escape(word)}</option>'
        for value, word in KINDS
    )
    return (
        f'<tr id="lien-{one.key}"><td data-side="Objectif">{_end(one.source, one.source.contract_id)}</td>'
        f'<td data-side="Objectif lié">{_end(one.target, one.source.contract_id)}</td><td>'
        f'<label class="choice"><input type="checkbox" name="lien" value="{one.key}"> Choisir'
        f'<span class="unseen"> le lien entre {name}</span></label> '
        f'<label class="unseen" for="nature-{one.key}">Nature du lien entre {name}</label>'
        f'<select id="nature-{one.key}" name="nature-{one.key}">{options}</select>'
        f'<p class="remark">{escape(one.kinship.reason)}</p></td></tr>'
    )


def _end(node: Node, own: int) -> str:
    left = escape(" ".join(part for part in (node.code, node.label) if part))
    where = node.tree.title if node.contract_id == own else f"{node.contract} : {node.tree.title}"
    return (
        f'<p><span class="remark">{left}</span> <a href="{node_url(node)}">{escape(node.title)}</a></p>'
        f'<p class="remark">{escape(where)}</p>'
    )
