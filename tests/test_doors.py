"""Every address × every role: who gets in, who is told no, and who is not even told that the thing exists.

Nobody who is not signed in passes, but for public pages and personal links. An object of another contract answers
404, whatever is asked of it. Whoever reads a contract without steering it gets 403 for what changes it. Nothing
answers 500, a page that is only looked at writes nothing, and neither does an act that is refused.

What is expected of an address follows from its guard, from the objects in it and from whether it takes a POST;
`OTHERWISE` names the few that differ, with the reason.
"""

import pytest
from django.db import connection, transaction

from reciproque.accounts.choices import Role, ScopeKind
from reciproque.accounts.tests.factories import MembershipFactory, UserFactory
from reciproque.contracts.tests.factories import ContractFactory
from reciproque.framework.tests.factories import NodeFactory
from tests.doors import DOORS, OF_A_CONTRACT, Door, world

SHOWN = {200, 302}
DONE = {200, 302, 409}  # 409: an act that its rules refuse, with the reasons
WHOLE = {Role.TEAM, Role.STATE, Role.FUNDER, Role.SIGNATORY, Role.ASSOCIATION, Role.COUNCILLOR, Role.READER}
STRANGER = "stranger"
STEERS = {Role.ADMINISTRATOR, Role.TEAM}
READS = WHOLE | {Role.ADMINISTRATOR, Role.OBSERVER}
OF_A_PERSON = {"visit", "job", "theme", "paper"}
LED = {
    "node",
    "indicator",
    "entry",
    "commitment",
    "part",
    "recommendation",
}  # what hangs on the objective that the lead leads


# Who gets in (STEERS by default where a POST is taken, READS elsewhere), and what the others are told.
OTHERWISE = {
    # What a contract did not open does not exist for anybody, with or without an account.
    "publication:open_data_page": (set(), 404),
    "publication:open_data_file": (set(), 404),
    "intake:contract_readings": (STEERS, 403),
    # The lists of documents and the way in are for teams, of whatever contract.
    "intake:reading_list": (STEERS | {STRANGER}, 403),
    "intake:bring_document": (STEERS | {STRANGER}, 403),
    "contracts:create_contract": (STEERS | {STRANGER}, 403),
    # What was archived concerns who may bring it back.
    "framework:archived_list": (STEERS, 403),
    "framework:archived_parts": (STEERS, 403),
    # What is answered to councils is written there, before anybody else reads it.
    "evaluation:annual_follow_up": (STEERS, 403),
    "framework:archived_recommendations": (STEERS, 403),
    # The big screen is where a session settles; what it came to is read on the page of the session.
    "evaluation:session_screen": (STEERS, 403),
    "monitoring:archived_list": (STEERS, 403),
    "monitoring:hand_on_indicators": (STEERS, 403),
    # What serves to type and to dress is for who types and dresses; whoever reads takes papers away.
    "monitoring:values_template": (STEERS, 403),
    # A published list of indicators is read by all; whoever keeps it changes it.
    # A grid of values is for whoever was asked for them; it is sent by its team.
    "monitoring:feed_sheet": (set(), 404),
    "monitoring:collection_detail": (STEERS, 403),
    "monitoring:add_library": (STEERS | {STRANGER}, 403),
    "monitoring:edit_library": (STEERS, 403),
    "monitoring:publish_library": (STEERS, 403),
    "monitoring:archive_library": (STEERS, 403),
    "monitoring:import_standards": (STEERS, 403),
    "monitoring:standards_template": (STEERS, 403),
    # Restoring concerns who put it away: a list that stands is not there to be restored.
    "monitoring:restore_library": (set(), 404),
    "monitoring:add_standard": (STEERS, 403),
    "monitoring:edit_standard": (STEERS, 403),
    "monitoring:archive_standard": (STEERS, 403),
    "overview:template_file": (STEERS, 403),
    "overview:starting_point": (STEERS, 403),
    "overview:preview_template": (STEERS, 403),
    "overview:preview_letterhead": (STEERS, 403),
    "overview:export_contract": (READS, 403),
    # A paper that is not made yet has no file and nothing to cancel; a text typed by hand changes nothing it can show.
    "overview:paper_detail": (READS, 404),
    "overview:paper_file": (set(), 404),
    "overview:cancel_paper": (set(), 404),
    "intake:text_changes": (set(), 404),
    "intake:text_changes_paper": (set(), 404),
    "governance:archived_list": (STEERS, 403),
    "partners:archived_list": (STEERS, 403),
    # Questions and who is asked are prepared by the team; the board is for all who read.
    "enquiries:question_list": (STEERS, 403),
    "enquiries:preview_round": (STEERS, 403),
    "enquiries:print_sheets": (STEERS, 403),
    "enquiries:person_workbook": (STEERS, 403),
    "enquiries:transfer_sheets": (STEERS, 403),
    # One's own sheets are those on which one has a part, whatever one's role.
    "enquiries:my_sheet": (set(), 404),
    "enquiries:bring_mine": (set(), 404),
    "enquiries:my_workbook": (set(), 404),
    # A lead says how far her objective is, and what was counted on it.
    "framework:report_on_node": (STEERS | {Role.LEAD}, 403),
    "monitoring:enter_indicator": (STEERS | {Role.LEAD}, 403),
    # Whoever reads an indicator may hold another value against it.
    "monitoring:contest_value": (READS | {Role.LEAD}, 403),
    # Bodies are shared by all contracts: teams keep them.
    "contracts:organisation_list": (READS | {STRANGER}, 403),
    "contracts:organisation_detail": (READS | {STRANGER}, 403),
    "contracts:edit_organisation": (STEERS | {STRANGER}, 403),
    "contracts:succeed_organisation": (STEERS | {STRANGER}, 403),
    "contracts:archive_organisation": (STEERS | {STRANGER}, 403),
    "contracts:restore_organisation": (STEERS | {STRANGER}, 403),
    # The doors of the demo do not exist elsewhere; links that nobody was sent neither.
    "accounts:demo_sign_in": (set(), 404),
    "accounts:stop_messages": (set(), 404),
}
# A reading is known to the team only: for everybody else it does not exist.
OF_A_READING = {"reading", "item", "point"}
# What these act on is named in the form or the question behind the address: without it there is nothing.
NAMED_ELSEWHERE = {
    "intake:pair_thing",
    "intake:part_things",
    "intake:double_list",
    "intake:offer_again",
    "intake:correction_detail",
    "intake:say_correction",
}
# Who reads the contract looks at these too; what is changed there in place is for the team.
EDITED_IN_PLACE = {
    "framework:matrix",
    "framework:suggestion_list",
    "framework:localisation_list",
    "framework:node_ties",
    "evaluation:campaign_papers",
}


def expected(door: Door, who: str, methods: set[str], method: str) -> set[int]:
    """The answers that this visitor may get."""
    if who == "nobody" and door.guard != "public" and not door.guard.startswith("by_link"):
        return {302}
    if method not in methods:
        return {405}
    if door.guard.startswith("by_link"):
        return {404}
    well = (SHOWN if method == "GET" else DONE) | ({404} if door.name in NAMED_ELSEWHERE else set())
    if door.name in OTHERWISE:
        allowed, else_told = OTHERWISE[door.name]
        return well if who in allowed else {_told(door, who, else_told)}
    if door.objects & OF_A_READING:
        return well if who in STEERS else {404}
    if door.guard in {"is_administrator", "may_read_messages"}:
        return well if who == Role.ADMINISTRATOR else {403}
    if door.objects:
        looks = method == "GET" and ("POST" not in methods or door.name in EDITED_IN_PLACE)
        allowed = READS | ({Role.LEAD} if door.objects <= LED else set()) if looks else STEERS
        return well if who in allowed else {_told(door, who, 403)}
    return {404} if who == STRANGER and set(door.parameters) & OF_A_PERSON else well


def _told(door: Door, who: str, else_told: int) -> int:
    """A stranger, and a lead outside her objective, do not learn that the thing exists."""
    outside = who == STRANGER or (who == Role.LEAD and not door.objects & LED)
    return 404 if outside and door.objects else else_told


@pytest.fixture
def ask(client):
    """Ask for an address and undo what came of it; what was written is told beside the status."""

    def send(method: str, address: str) -> tuple[int, list[str], str]:
        written: list[str] = []

        def note(execute, sql, params, many, context):
            if sql.startswith(("INSERT", "UPDATE", "DELETE")) and '"django_session"' not in sql:
                written.append(sql[:60])
            return execute(sql, params, many, context)

        cookies = client.cookies.copy()
        with transaction.atomic():
            with connection.execute_wrapper(note):
                response = getattr(client, method.lower())(address)
            transaction.set_rollback(True)
        client.cookies = cookies
        return response.status_code, written, response.get("Allow", "")

    return send


def walk(ask, who: str, things: dict, methods: dict[str, set[str]]) -> list[str]:
    """Every door is tried with GET and POST; what answered otherwise than expected."""
    wrong = []
    for door in DOORS:
        for method in ("GET", "POST"):
            status, written, _allow = ask(method, door.address(things))
            allowed = expected(door, who, methods[door.name], method)
            if status not in allowed:
                wrong.append(f"{method} {door.name} : {status}, attendu {sorted(allowed)}")
            elif written and (status in {403, 404, 405} or (who == "nobody" and door.guard != "public")):
                wrong.append(f"{method} {door.name} : refusé ({status}), mais a écrit {written}")
    return wrong


@pytest.fixture
def person_of():
    """A person who holds that role in a contract."""

    def make(who: str, contract):
        user = UserFactory()
        if who in {Role.ADMINISTRATOR, Role.OBSERVER}:
            MembershipFactory(user=user, role=who)
        elif who in WHOLE:
            MembershipFactory(user=user, role=who, contract_id=contract.pk)
        elif who == STRANGER:
            MembershipFactory(user=user, role=Role.TEAM, contract_id=ContractFactory().pk)
        return user

    return make


METHODS: dict[str, set[str]] = {}  # asked once: they do not depend on what there is


@pytest.fixture
def methods(ask, client):
    """What each door takes, as it says itself to whom asks for something that none takes."""
    if METHODS:
        return METHODS
    client.force_login(MembershipFactory(role=Role.ADMINISTRATOR).user)
    things = dict.fromkeys({one for door in DOORS for one in door.parameters} - {"kind", "way"}, 1) | {
        "kind": "resultats",
        "way": "monter",
        "form": "docx",
        "intake:reading_changes_paper:paper": "docx",
        "intake:text_changes_paper:paper": "docx",
        "accounts:kind": "x",
        "token": "x",
    }
    said = {door.name: ask("TRACE", door.address(things)) for door in DOORS}
    client.logout()
    for name, (_status, _written, allow) in said.items():
        METHODS[name] = {one.strip() for one in allow.split(",")}
    return METHODS


def lead_of(person, node: int, contract) -> None:
    MembershipFactory(
        user=person, role=Role.LEAD, scope_kind=ScopeKind.OBJECTIVE, scope_id=node, contract_id=contract.pk
    )


ON_BOTH_ENGINES = {STRANGER, Role.TEAM, Role.LEAD}  # between them they ask every query
EVERYBODY = [
    pytest.param(one, marks=() if one in ON_BOTH_ENGINES else pytest.mark.once)
    for one in ["nobody", STRANGER, *Role.values]
]


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_door_opens_to_whom_it_should(who, ask, client, person_of, methods):
    contract = ContractFactory()
    person = person_of(who, contract)
    things = world(contract, UserFactory() if who in {STRANGER, "nobody"} else person)
    if who == Role.LEAD:
        lead_of(person, things["node"], contract)
    if who != "nobody":
        client.force_login(person)

    wrong = walk(ask, who, things, methods)

    assert not wrong, "\n".join(wrong)


def test_a_lead_sees_nothing_beside_her_objective(ask, client, methods):
    contract = ContractFactory()
    lead = UserFactory()
    things = world(contract, lead)
    lead_of(lead, NodeFactory(tree__contract=contract).pk, contract)
    client.force_login(lead)

    answers = {
        (door.name, method): ask(method, door.address(things))[0]
        for door in DOORS
        for method in methods[door.name] & {"GET", "POST"}
        if door.objects
    }

    assert {name: status for name, status in answers.items() if status != 404} == {}


def test_objects_of_two_contracts_do_not_go_together(ask, client, methods):
    """Also for somebody who steers both: the address would lie about what belongs to what."""
    both = UserFactory()
    contracts = [ContractFactory(), ContractFactory()]
    for contract in contracts:
        MembershipFactory(user=both, contract_id=contract.pk)
    ours, theirs = (world(contract, both) for contract in contracts)
    client.force_login(both)
    mixed = [
        (door, ours | {name: theirs[name] for name in (other, f"{door.name}:{other}") if name in theirs})
        for door in DOORS
        for other in [one for one in door.parameters if one in OF_A_CONTRACT | {"membership"}][1:]
    ]

    answers = {
        (door.name, method): ask(method, door.address(things))[0]
        for door, things in mixed
        for method in methods[door.name] & {"GET", "POST"}
    }

    assert len(answers) >= 10
    assert {name: status for name, status in answers.items() if status != 404} == {}


def test_every_door_says_what_it_takes(methods):
    assert [name for name, taken in methods.items() if not taken & {"GET", "POST"}] == []
