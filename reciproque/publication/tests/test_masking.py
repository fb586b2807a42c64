"""Small counts stay hidden, and no single subtraction gives one away."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from reciproque.publication.rules.masking import hidden_cells

BOTH = (True, True)


def table(rows):
    """A table of two dimensions with its margins, as cells."""
    cells = {}
    for r, c in product(range(len(rows) + 1), range(len(rows[0]) + 1)):
        those = [
            number
            for i, row in enumerate(rows, 1)
            for j, number in enumerate(row, 1)
            if r in (0, i) and c in (0, j)
        ]
        cells[f"r{r}" if r else "", f"c{c}" if c else ""] = float(sum(those))
    return cells


def test_nothing_small_hides_nothing():
    assert hidden_cells(table([[5, 6], [7, 0]]), (), threshold=5, additive=BOTH) == set()


def test_zero_points_at_nobody():
    assert hidden_cells({("",): 0.0, ("F",): 0.0, ("H",): 0.0}, (), threshold=5, additive=(True,)) == set()


def test_the_other_part_goes_too():
    cells = {("",): 40.0, ("F",): 3.0, ("H",): 37.0}

    assert hidden_cells(cells, (), threshold=5, additive=(True,)) == {("F",), ("H",)}


def test_the_smallest_other_part_goes():
    cells = {("",): 60.0, ("a",): 3.0, ("b",): 37.0, ("c",): 20.0, ("d",): 0.0}

    assert hidden_cells(cells, (), threshold=5, additive=(True,)) == {("a",), ("c",)}


def test_an_only_part_takes_its_total_along():
    assert hidden_cells({("",): 9.0, ("a",): 3.0}, (), threshold=5, additive=(True,)) == {("",), ("a",)}


def test_a_missing_part_leaves_the_difference_open():
    cells = {("",): 40.0, ("F",): 3.0, ("H",): None}

    assert hidden_cells(cells, (), threshold=5, additive=(True,)) == {("F",)}


def test_what_does_not_add_up_gives_nothing_away():
    cells = {("",): 40.0, ("F",): 3.0, ("H",): 37.0}

    assert hidden_cells(cells, (), threshold=5, additive=(False,)) == {("F",)}


def test_a_secret_part_is_protected_like_a_small_one():
    cells = {("",): 400.0, ("F",): None, ("H",): 370.0}

    assert hidden_cells(cells, [("F",)], threshold=0, additive=(True,)) == {("F",), ("H",)}


@settings(max_examples=150, deadline=None)
@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 30), min_size=width, max_size=width), min_size=1, max_size=4
        )
    ),
    st.integers(2, 8),
)
def test_no_sum_has_one_unknown_that_is_to_hide(rows, threshold):
    cells = table(rows)

    hidden = hidden_cells(cells, (), threshold=threshold, additive=BOTH)

    assert {cell for cell, number in cells.items() if 0 < number < threshold} <= hidden
    for total in cells:
        for dimension in (0, 1):
            parts = [
                cell
                for cell in cells
                if not total[dimension] and cell[dimension] and cell[1 - dimension] == total[1 - dimension]
            ]
            if parts:
                assert len([cell for cell in (total, *parts) if cell in hidden]) != 1
