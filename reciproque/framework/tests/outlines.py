"""Trees for tests: planting by titles, reading them back; and forms, as a browser would send them back."""

from hypothesis import strategies as st

from reciproque.framework.actions import shaping
from reciproque.framework.models import Node
from reciproque.framework.queries import branches
from reciproque.framework.tests.factories import NodeFactory


def outline(tree):
    """The live nodes as nested titles."""

    def told(some):
        return [(one.node.title, told(one.branches)) if one.branches else one.node.title for one in some]

    return told(branches(Node.objects.filter(tree=tree, archived_at=None)))


def planted(tree, *titles, parent=None):
    return [NodeFactory(tree=tree, parent=parent, title=title) for title in titles]


def positions_are_distinct(tree):
    places = list(Node.objects.filter(tree=tree).values_list("parent_id", "position"))
    return len(places) == len(set(places))


def any_nodes(data, tree, *, by, at, most=8):
    """Plant a tree of any shape, as hypothesis draws it."""
    count = data.draw(st.integers(1, most))
    parents = [data.draw(st.one_of(st.none(), st.integers(0, n - 1))) if n else None for n in range(count)]
    sprouts = [shaping.Sprout(str(n), "axe", parent=up) for n, up in enumerate(parents)]
    return shaping.grow_tree(tree, sprouts, by=by, at=at)


def typed_as_shown(page):
    """What a browser would send back from a form that nobody touched."""
    sent = {}
    for field in page.select("main form[data-guard] [name]"):
        if field.name == "select":
            values = [one.get("value", "") for one in field.select("option[selected]")]
            sent[field["name"]] = values or [field.option.get("value", "")]
        elif field.name == "textarea":
            sent[field["name"]] = [field.get_text().removeprefix("\n").removeprefix("\r\n")]
        elif field.get("type") not in {"checkbox", "radio"} or field.has_attr("checked"):
            sent.setdefault(field["name"], []).append(field.get("value", ""))
    return sent
