"""What an export carries beside public pages, and what happens to one that is not whole."""

import hashlib
import io
import json
import shutil
import zipfile

import pytest
from django.core.management import call_command

from accounts.roles import Role
from claims.actions.comments import comment
from claims.actions.known_checks import import_file
from claims.actions.tips import leave_tip
from claims.actions.triage import decline
from claims.errors import Refused
from claims.exchange.beside import export_at
from claims.exchange.restore import restore
from claims.exchange.written import lines, write_folder
from claims.ledger.audit import audit
from claims.models import (
    Approval,
    Archive,
    Claim,
    Comment,
    EvidenceFile,
    KnownCheck,
    KnownPassage,
    PanelVote,
    Review,
    Run,
    SealedEvidence,
    Snapshot,
    Step,
    Tip,
)
from tests import factories, steps
from tests.database import empty
from tests.integrations.test_validity import GOOD
from tests.public.kept import by_panel, kept


def facts():
    """What an export has to bring back beside public pages, without what is of one server alone."""
    panel = Approval.objects.filter(how="panel")
    known = KnownCheck.objects.filter(own_claim=None)
    return {
        "archives": list(Archive.objects.values_list("sha256", "status", "payload_sha256", "headers")),
        "files": [(row.name, row.media_type, bytes(row.raw)) for row in EvidenceFile.objects.all()],
        "snapshots": list(Snapshot.objects.values_list("state", "address", "kept", "asked_at", "ended_at")),
        "votes": list(
            PanelVote.objects.order_by("pk").values_list("rating__key", "note", "voter__name", "round")
        ),
        "panel": list(panel.values_list("rating__key", "version__rating__key", "round")),
        "notes": list(Review.objects.exclude(notes="").values_list("notes", "reviewer__name")),
        "seals": sorted(SealedEvidence.objects.values_list("text_sha256", "warc_sha256")),
        "steps": list(
            Step.objects.order_by("pk").values_list(
                "name", "inputs", "inputs_digest", "outputs", "outputs_digest", "started_at", "duration_ms"
            )
        ),
        "runs": list(Run.objects.values_list("started_at", "finished_at")),
        "comments": list(Comment.objects.values_list("body", "author__name", "created_at")),
        "known": list(known.values_list("claim", "rating_words", "digest")),
        "passages": sorted(KnownPassage.objects.filter(known__own_claim=None).values_list("kind", "text")),
        "tips": list(Tip.objects.values_list("kind", "state", "text", "created_at", "publication__version")),
        "declined": sorted(
            Claim.objects.filter(status="declined").values_list("decline_reason", "merged_into__text")
        ),
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(400)
def test_what_is_kept_and_said_comes_back(rita, edda, paul, olaf, monkeypatch, tmp_path):
    monkeypatch.setattr("claims.actions.jobs.dispatch", lambda job: True)
    published = kept(rita, edda, paul)
    by_panel(rita, edda, paul)
    comment(published.claim, by=edda, body="Well done.")
    leave_tip(kind=Tip.Kind.ERROR, publication=published, sender="", text="Page 5, not 4.")
    decline(factories.claim(), by=rita, reason="opinion")
    same = factories.claim("Marlow has bridges, nine of them.")
    decline(factories.claim(), by=rita, reason="duplicate", duplicate_of=same)
    (tmp_path / "theirs.json").write_text(json.dumps(GOOD | {"reviewBody": "Long words of theirs."}))
    import_file(tmp_path / "theirs.json", feed="Theirs")
    before, folder = facts(), tmp_path / "out"
    call_command("export", str(folder))

    empty()
    olga = factories.person("Olga Operator", Role.OPERATOR)
    told = io.StringIO()
    call_command("import_export", str(folder), by=olga.email, stdout=told)

    assert facts() == before
    assert all(before.values())
    assert "Left in the file: " in told.getvalue()
    assert audit().broken is None


@pytest.fixture
def exported(rita, edda, paul, olaf, tmp_path):
    """A folder with an export of one check that rests on kept copies; the newsroom is empty again."""
    kept(rita, edda, paul)
    folder = tmp_path / "out"
    write_folder(folder)
    empty()
    return folder


def brought_back(path):
    with export_at(path) as (found, files):
        return restore(found, by=factories.person("Olga Operator", Role.OPERATOR), files=files)


def one_of(folder, name):
    return next((folder / name).iterdir())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["archives", "files"])
def test_an_altered_file_is_found_out_and_nothing_comes_back(exported, name):
    path = one_of(exported, name)
    path.write_bytes(path.read_bytes()[:-1] + b"!")

    with pytest.raises(Refused, match="is not what its digest says"):
        brought_back(exported)
    assert not Claim.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_missing_file_is_found_out_and_an_altered_capture_too(exported):
    lost = one_of(exported, "archives")
    aside = lost.rename(exported / "aside")
    with pytest.raises(Refused, match="which is not there"):
        brought_back(exported)
    aside.rename(lost)
    told = (exported / "export.jsonl").read_text()
    (exported / "export.jsonl").write_text(told.replace("Three bridges, say", "Nine bridges, say"))
    with pytest.raises(Refused, match="The text of capture"):
        brought_back(exported)


@pytest.mark.django_db(transaction=True)
def test_lines_alone_come_back_without_their_files_and_say_so(exported):
    told = (exported / "export.jsonl").read_text().replace('"files": true', '"files": false', 1)
    (exported / "export.jsonl").write_text(told)
    shutil.rmtree(exported / "archives")

    done = brought_back(exported / "export.jsonl")

    assert {kind: done.left[kind] for kind in ("archive", "file")} == {"archive": 1, "file": 1}
    assert (done.counts["publication"], Archive.objects.count()) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_a_line_leads_to_no_file_outside(exported):
    told = (exported / "export.jsonl").read_text()
    secret = exported.parent / "secret"
    secret.write_bytes(b"of this machine")
    digest = hashlib.sha256(b"of this machine").hexdigest()
    own = one_of(exported, "files").name
    (exported / "export.jsonl").write_text(told.replace(f"files/{own}", "../secret").replace(own, digest))

    with pytest.raises(Refused, match="which is not there"):
        brought_back(exported)


@pytest.mark.django_db
def test_no_zip_and_a_zip_without_lines_are_refused(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"no")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as packed:
        packed.writestr("x", "y")
    for name, sentence in (("a.zip", "no ZIP file"), ("b.zip", "no export.jsonl")):
        with pytest.raises(Refused, match=sentence):
            brought_back(tmp_path / name)


@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_not_what_its_digests_say_stays_in_the_file(db):
    steps.run(factories.claim())
    steps.run(factories.claim())
    told = list(lines())
    first = next(n for n, line in enumerate(told) if "Planted finding" in line)
    told[first] = told[first].replace("Planted finding", "Another")
    empty()

    done = restore(told, by=factories.person("Olga Operator", Role.OPERATOR))

    assert (done.left["run"], done.counts["run"], Run.objects.count()) == (1, 1, 1)
