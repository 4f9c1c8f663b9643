"""The table of states is well formed, and is the table of DOMAIN.md."""

import pytest

from claims import rules, states
from claims.states import ACTIONS, EDGES, TRANSITIONS, UNDOABLE, Status

# from: action → to, as the editors wrote it down; a change to the table is a change to this list
TABLE = """
candidate accept queued
candidate decline declined
queued decline declined
researching decline declined
declined reopen queued
queued take researching
queued assign researching
researching release queued
researching submit in_review
in_review return researching
in_review approve approved
in_review conflict conflicted
conflicted resolve approved
conflicted return researching
approved publish published
approved return researching
published revisit researching
published withdraw withdrawn
"""
ROWS = [tuple(line.split()) for line in TABLE.strip().splitlines()]
WITH_REASON = {"decline", "reopen", "return", "revisit", "withdraw"}


def test_table_is_the_editors_table():
    rows = {(source, row.action, row.target) for row in TRANSITIONS for source in row.sources}

    assert rows == set(ROWS)


def test_edges_are_the_tables_pairs_without_repetition():
    assert set(EDGES) == {(start, end) for start, _, end in ROWS}
    assert len(EDGES) == len(set(EDGES))


def test_an_action_leads_from_a_state_to_one_state_only():
    pairs = [(source, row.action) for row in TRANSITIONS for source in row.sources]

    assert len(pairs) == len(set(pairs))


def test_no_transition_leads_nowhere():
    assert [row for row in TRANSITIONS if row.target in row.sources] == []


def test_every_state_is_reached_and_only_withdrawn_is_final():
    reached = {end for _, end in EDGES} | {Status.CANDIDATE}
    left = {start for start, _ in EDGES}

    assert reached == set(Status)
    assert set(Status) - left == {Status.WITHDRAWN}


def test_acts_that_undo_other_peoples_work_need_a_reason():
    assert {row.action for row in TRANSITIONS if row.needs_reason} == WITH_REASON
    assert all(row.needs_reason for row in TRANSITIONS if row.action in WITH_REASON)


def test_every_action_has_a_rule_and_a_word():
    assert set(rules.MOVES) == set(ACTIONS)
    assert set(rules.DONE) == set(ACTIONS)


def test_what_the_public_saw_is_not_undone():
    assert set(ACTIONS) >= UNDOABLE
    assert UNDOABLE.isdisjoint({"publish", "withdraw", "revisit", "approve", "conflict", "resolve"})


@pytest.mark.parametrize(("start", "action", "end"), ROWS)
def test_transition_finds_its_row(start, action, end):
    row = states.transition(action, start)

    assert row is not None
    assert row.target == end
    assert end in states.targets(action)


def test_transition_is_none_off_the_table():
    assert states.transition("publish", Status.CANDIDATE) is None
    assert states.transition("fly", Status.CANDIDATE) is None
