"""What leaves, read again, is what was there: the five real contracts, in every format."""

from datetime import date
from pathlib import Path

import pytest

from reciproque.accounts.choices import Role
from reciproque.accounts.tests.factories import MembershipFactory
from reciproque.intake.actions.accepting import accept_reading
from reciproque.intake.queries import terms_of
from reciproque.intake.tests.factories import AT, CONTRACT, brought
from reciproque.office.choices import Format
from reciproque.overview.choices import What
from reciproque.overview.exports.exchange import exchange
from reciproque.overview.exports.making import make
from reciproque.overview.queries.leaving import leaving
from reciproque.overview.tests.reading_back import UNDER, WORDS, likeness, read_back, shape

DOCUMENTS = Path(__file__).parents[4] / "shared" / "contracts"
NAMES = sorted(path.name for path in DOCUMENTS.glob("*.md")) if DOCUMENTS.is_dir() else ["absent"]
FORMS = [one for one in Format if one != Format.PPTX]
ON = date(2026, 3, 2)
pytestmark = pytest.mark.once  # what is written and read is the same on both engines

NEARLY = 0.94  # of the other lists: a document cited in passing, an office that a line of a PDF cuts in two


@pytest.fixture
def ada():
    return MembershipFactory(role=Role.ADMINISTRATOR).user


def contract_of(data, name, ada):
    reading = brought(data, name=name, by=ada)
    return accept_reading(reading, contract=None, terms=terms_of(reading), by=ada, at=AT)


def compare(told, what, form, lists):
    gold = exchange(told)
    read = read_back(make(what, form, told, on=ON), form)
    assert shape(read) == shape(gold), (what, form, likeness(gold, read, "framework")[1:])
    for name in lists:
        share, missing, more = likeness(gold, read, name)
        assert share >= (1.0 if name in UNDER else NEARLY), (what, form, name, share, missing, more)


@pytest.mark.skipif(
    not DOCUMENTS.is_dir(), reason="Les cinq documents réels (../shared/contracts) sont absents."
)
@pytest.mark.parametrize("name", NAMES)
def test_a_real_contract_comes_back(name, ada, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    told = leaving(contract_of((DOCUMENTS / name).read_bytes(), name, ada), user=ada)

    assert told.lines
    for form in FORMS:
        compare(told, What.FRAMEWORK, form, UNDER)
        compare(told, What.PROTOCOL, form, WORDS)


@pytest.mark.parametrize("form", FORMS)
def test_a_small_contract_comes_back(form, ada, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    told = leaving(contract_of(CONTRACT.encode(), "contrat.md", ada), user=ada)

    compare(told, What.FRAMEWORK, form, UNDER)
    compare(told, What.PROTOCOL, form, WORDS)
