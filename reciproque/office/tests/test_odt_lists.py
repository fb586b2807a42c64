"""Lists of OpenDocument: their printed labels, nested, restarted, continued; numbered chapters."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reciproque.office.tests.files import shown
from reciproque.office.tests.open_files import bullet, counted, h, list_style, listed, p, read_body, style

pytestmark = pytest.mark.once  # no database: one engine is enough


NUMBERS = list_style(counted(1), counted(2, "a", 'style:num-suffix=")"'), counted(3, "i"))
BULLETS = list_style(bullet(1), bullet(2, "–"), name="L2")


def lines(body, **more):
    return shown(read_body(body, automatic=NUMBERS + BULLETS, **more))


def test_items_bear_the_label_of_their_level():
    assert lines(listed("un", p("deux") + listed("a", "b"), "trois") + listed("puce", style="L2")) == [
        "1. un", "2. deux", "  a) a", "  b) b", "3. trois", "• puce",
    ]  # fmt: skip


def test_a_second_paragraph_of_an_item_bears_none():
    assert lines(listed(p("un") + p("suite"), "deux")) == ["1. un", "suite", "2. deux"]


def test_a_list_restarts_continues_and_starts_where_it_says():
    goes_on, from_five = ' text:continue-numbering="true"', ' text:start-value="5"'
    body = (
        listed("a", "b")
        + listed("c", more=goes_on)
        + listed("d")
        + listed(f"<text:list-item{from_five}>{p('e')}</text:list-item>", "f")
    )

    assert lines(body) == ["1. a", "2. b", "3. c", "1. d", "5. e", "6. f"]


def test_a_list_continues_the_one_that_it_names():
    named, other, goes_on = ' xml:id="x"', ' xml:id="y"', ' text:continue-list="x"'

    assert lines(listed("a", more=named) + listed("b", more=other) + listed("c", more=goes_on)) == [
        "1. a", "1. b", "2. c",
    ]  # fmt: skip


def test_a_nested_list_alone_in_its_item_goes_on():
    goes_on = ' text:continue-numbering="true"'
    body = listed(p("un") + listed("a")) + p("texte") + listed(listed("b", style=""), more=goes_on)

    assert lines(body) == ["1. un", "  a) a", "texte", "  b) b"]


def test_every_paragraph_in_a_list_of_its_own_as_word_writes_them():
    goes_on = ' text:continue-numbering="true"'
    deep = listed(listed("sous", style=""), more=goes_on)

    assert lines(listed("un", more=goes_on) + deep + deep + listed("deux", more=goes_on) + deep) == [
        "1. un", "  a) sous", "  b) sous", "2. deux", "  a) sous",
    ]  # fmt: skip


def test_a_heading_of_a_list_is_not_counted():
    head = f"<text:list-header>{p('titre')}</text:list-header>"

    assert lines(listed(head, "un")) == ["titre", "1. un"]


def test_the_levels_above_are_printed_where_the_style_says():
    both = list_style(counted(1), counted(2, more='text:display-levels="2" style:num-suffix=" -"'))
    pattern = list_style(
        counted(1), counted(2, more='text:display-levels="2" loext:num-list-format="Obj. %1%-%2%"')
    )
    body = listed(p("a") + listed("b", "c"))

    assert shown(read_body(body, automatic=both)) == ["1. a", "  1.1 - b", "  1.2 - c"]
    assert shown(read_body(body, automatic=pattern)) == ["1. a", "  Obj. 1-1 b", "  Obj. 1-2 c"]


def test_the_list_may_be_that_of_the_style_of_the_paragraph():
    styles = style("Liste", more='style:list-style-name="L1"')

    assert lines(listed(p("a", "P1"), style=""), styles=styles + style("P1", base="Liste")) == ["1. a"]


def test_a_list_without_style_has_bullets():
    assert lines(listed("a", style="")) == ["• a"]


def test_a_style_named_second_list_stands_one_deeper():
    assert lines(listed(p("a", "List_20_Bullet_20_2"), style="L2"), styles=style("List_20_Bullet_20_2")) == [
        "  • a"
    ]


@pytest.mark.parametrize(
    ("sign", "font", "label"), [("\uf0a7", "Wingdings", "▪"), ("\uf0b7", "Symbol", "•"), ("-", "", "-")]
)
def test_bullets_of_fonts_of_signs(sign, font, label):
    look = f'<style:text-properties style:font-name="{font}"/>'

    assert shown(read_body(listed("a"), automatic=list_style(bullet(1, sign, inside=look)))) == [f"{label} a"]


def test_a_typed_bullet_stands_beside_that_of_the_list():
    [block] = read_body(listed("◆ a", style="L2"), automatic=BULLETS).parts

    assert (block.markers, block.text) == (("•", "◆"), "a")


OUTLINE = (
    '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>'
    '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
    '<text:outline-level-style text:level="3" style:num-format=""/></text:outline-style>'
)


def test_chapters_are_numbered():
    off = style("Sans", more='style:list-style-name=""')
    body = (
        h("a")
        + h("b", 2)
        + h("c", 2)
        + h("d")
        + h("e", 2)
        + h("f", 3)
        + h("g", 1, more=' text:is-list-header="true"')
    )

    assert shown(read_body(body + h("h", 1, "Sans"), styles=OUTLINE + off)) == [
        "# I. a", "## I.1 b", "## I.2 c", "# II. d", "## II.1 e", "### f", "# g", "# h",
    ]  # fmt: skip


def test_a_heading_in_a_list_bears_its_label():
    assert lines(listed(h("a", 2), h("b", 2))) == ["## 1. a", "## 2. b"]


def test_a_number_written_in_the_file_is_not_read_twice():
    assert lines(listed(p("<text:number>1.</text:number>a"))) == ["1. a"]


DEPTHS = some.lists(some.integers(1, 4), min_size=1, max_size=30).map(
    lambda depths: [min(depth, before + 1) for depth, before in zip(depths, [0, *depths], strict=False)]
)


@given(DEPTHS)
def test_counting_is_that_of_a_person(depths):
    """Written by hand: each item counts the ones since the last item above it."""
    depths = [min(depths[0], 1), *depths[1:]]
    for at in range(1, len(depths)):
        depths[at] = min(depths[at], depths[at - 1] + 1)
    levels = [counted(level, "1", "") for level in (1, 2, 3, 4)]
    counts, wanted = [], []
    for depth in depths:
        counts = [*counts[:depth], *[0] * (depth - len(counts))]
        counts[depth - 1] += 1
        wanted.append(f"{'  ' * (depth - 1)}{counts[depth - 1]} x")

    assert shown(read_body(_nested(depths), automatic=list_style(*levels))) == wanted


def _nested(depths):
    """The items of these depths as LibreOffice writes them: lists in items."""
    xml, open_now = [], 0
    for depth in depths:
        if depth > open_now:
            xml.append('<text:list text:style-name="L1">' if not open_now else "<text:list>")
        else:
            xml += ["</text:list-item></text:list>"] * (open_now - depth) + ["</text:list-item>"]
        xml.append(f"<text:list-item>{p('x')}")
        open_now = depth
    return "".join(xml) + "</text:list-item></text:list>" * open_now
