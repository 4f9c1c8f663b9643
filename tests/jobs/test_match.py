"""From a text to a suggestion, by the real search: what the one job leaves, the next one takes up."""

import pytest

from claims.actions.searchable import index_later
from claims.jobs import runner
from claims.models import Job, JobKind, Match
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    """Jobs wait as rows: nothing here needs a broker."""
    monkeypatch.setattr("claims.actions.jobs.dispatch", lambda job: True)


def work() -> list[str]:
    """Do every job that waits, and those that come of it; their kinds in order."""
    done = []
    while job := Job.objects.filter(state=Job.State.WAITING).order_by("pk").first():
        runner.run(job.pk, worker="test")
        job.refresh_from_db()
        assert job.state == Job.State.DONE, job.error_detail or job.error
        done.append(job.kind)
    return done


def test_of_two_new_claims_the_newer_is_suggested_to_be_the_older():
    older = factories.claim("Crime in Marlow has doubled since the new mayor took office.")
    index_later([older])
    work()
    newer = factories.claim("Since its new mayor took office, crime in Marlow has doubled.")
    factories.claim("The choir of Tern sang twice on Sunday.")
    index_later([newer])

    assert work() == [JobKind.EMBED, JobKind.MATCH]

    match = Match.objects.get()
    assert (match.claim, match.other, match.state) == (newer, older, "suggested")
    assert (match.method, match.decided_by) == ("hybrid", None)
    assert match.probability > 0.5
    older.refresh_from_db()
    assert (older.status, older.activities.count()) == ("candidate", 0)
