"""The Internet Archive is asked, and its answer looked at instead of believed."""

import pytest

from claims.actions.evidence import add_evidence
from claims.actions.snapshots import ask_snapshot
from claims.errors import Denied, Refused
from claims.jobs import runner
from claims.jobs import snapshot as job_module
from claims.models import Activity, Job, JobKind, Snapshot
from tests import checks
from tests.archives import archived
from tests.fakes.changing import ASKED, ERROR, PENDING, TICKET, changing, html, success

pytestmark = pytest.mark.django_db
WORDS = (
    "The town of Marlow has six bridges, its books say, and has had them since the great flood of 1931. " * 3
)
ORIGINAL = "https://town.example/books"
STATUS = f"/save/status/{TICKET}"


@pytest.fixture
def archive(settings, monkeypatch):
    monkeypatch.setattr(job_module, "PAUSE", 0.0)
    with changing() as here:
        settings.FETCH_ALLOWED_HOSTS = [here.host]
        settings.SAVE_PAGE_NOW_URL, settings.SAVE_PAGE_NOW_KEY = here.base, "access:secret"
        here.pages |= {
            "POST /save": ASKED,
            STATUS: success(ORIGINAL),
            f"/web/20260301123000id_/{ORIGINAL}": html(WORDS),
        }
        yield here


@pytest.fixture
def item(rita):
    claim = checks.held(rita)
    capture = archived(WORDS.strip(), html(WORDS), ORIGINAL)
    return add_evidence(
        claim, by=rita, title="Books", publisher="Town", stance="refutes", address=ORIGINAL, capture=capture
    )


def asked(item, rita) -> tuple[Snapshot, Job]:
    row = ask_snapshot(item, by=rita)
    job = Job.objects.get(kind=JobKind.SNAPSHOT)
    assert runner.run(job.pk, worker="w1")
    row.refresh_from_db()
    job.refresh_from_db()
    return row, job


def test_a_snapshot_is_verified_by_looking_at_it(archive, item, rita):
    row, job = asked(item, rita)

    assert (row.state, row.kept, job.state) == ("verified", 1.0, "done")
    assert row.address == f"{archive.base}/web/20260301123000/{ORIGINAL}"
    sent = archive.posted[0]
    assert sent["form"] == {"url": ORIGINAL, "skip_first_archive": "1"}
    assert sent["headers"]["Authorization"] == "LOW access:secret"
    assert Activity.objects.filter(claim=item.claim, verb="snapshot verified").exists()


def test_another_page_is_told_although_the_archive_says_success(archive, item, rita):
    archive.pages[f"/web/20260301123000id_/{ORIGINAL}"] = html("Please accept our cookies to go on. " * 12)

    row, _ = asked(item, rita)

    assert (row.state, row.told) == ("differs", "The snapshot holds 0% of our copy's text.")


def test_success_without_a_snapshot_is_no_success(archive, item, rita):
    del archive.pages[f"/web/20260301123000id_/{ORIGINAL}"]

    row, job = asked(item, rita)

    assert (row.state, row.told, job.state) == ("failed", "The page answered 404 Not Found.", "dead")


@pytest.mark.parametrize(
    ("path", "shown", "told"),
    [
        (STATUS, ERROR, "The Internet Archive could not keep the page: Couldn't resolve host for http://a.example/."),
        (STATUS, '{"status": "success", "timestamp": "../../x", "original_url": "y"}',
         "The Internet Archive could not keep the page: no reason given."),
        ("POST /save", '{"message": "You have already reached the limit of active sessions."}',
         "The Internet Archive declined: You have already reached the limit of active sessions."),
        ("POST /save", '{"job_id": "../../etc"}', "The Internet Archive declined: no reason given."),
        ("POST /save", 401, "The site asks for a sign-in (401)."),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_told(archive, item, rita, path, shown, told):
    archive.pages[path] = shown

    row, _ = asked(item, rita)

    assert (row.state, row.told) == ("failed", told)


def test_a_pending_snapshot_is_looked_for_later_and_never_asked_for_twice(archive, item, rita):
    archive.pages[STATUS] = PENDING
    row, job = asked(item, rita)
    assert (row.state, row.ticket, job.state) == ("asked", TICKET, "waiting")
    archive.pages[STATUS] = success(ORIGINAL)
    Job.objects.filter(pk=job.pk).update(run_after=job.created_at)

    assert runner.run(job.pk, worker="w2")

    row.refresh_from_db()
    assert (row.state, len(archive.posted)) == ("verified", 1)


def test_asking_twice_is_one_request(archive, item, rita):
    assert ask_snapshot(item, by=rita) == ask_snapshot(item, by=rita)
    assert Job.objects.filter(kind=JobKind.SNAPSHOT).count() == 1


def test_off_until_configured(settings, item, rita):
    settings.SAVE_PAGE_NOW_KEY = ""

    with pytest.raises(Refused, match="SAVE_PAGE_NOW_KEY"):
        ask_snapshot(item, by=rita)


def test_only_researchers_tell_an_archive_what_the_newsroom_looks_at(archive, item, olaf):
    with pytest.raises(Denied):
        ask_snapshot(item, by=olaf)
