"""The admin panel's acts: each through its action, each for whom it is; and the state of the system."""

import html
import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from accounts.actions import invite, set_roles
from accounts.roles import Role
from claims.actions.seal import seal_day
from claims.models import Feed, Job, JobKind, Source, WorkerSeen
from claims.workflow import record
from tests import factories
from tests.views.test_query_counts import ADMIN
from tests.views.test_queue import said

PAGE = reverse("admin:claims_workerseen_changelist")
FEEDS = reverse("admin:claims_feed_changelist")


def feed(**fields):
    n = next(factories.number)
    return Feed.objects.create(source=factories.source(), address=f"https://c.example/{n}", **fields)


def act(client, model, action, *rows):
    fields = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(reverse(f"admin:{model}_changelist"), fields, follow=True)


@pytest.mark.parametrize("count", [1, 3])
def test_system_state_asks_a_fixed_number_of_questions(as_, count, django_assert_num_queries):
    for n in range(count):
        WorkerSeen.objects.create(name=f"worker{n}", seen_at=timezone.now())
        factories.job(state="dead", error="No.")
        feed(trouble="The site could not be reached.")
    client = as_("olaf")

    # workers, queues, feeds, seal, encoders, storage, versions; what the panel links to (2)
    with django_assert_num_queries(ADMIN + 7 + 2):
        answer = client.get(PAGE)

    shown = html.unescape(answer.content.decode())
    assert all(f"worker{n}" in shown for n in range(count))
    assert f"0 waiting, 0 running, {count} failed" in shown
    assert f"{count} of {count} are read, {count} have trouble" in shown


def test_system_state_of_a_newsroom_without_workers_says_so(as_, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    shown = as_("edda").get(PAGE).content.decode()

    assert "None was seen in the last day." in shown
    assert "does not answer" in shown
    assert "No day is sealed yet." in shown


def test_system_state_shows_the_last_seal(as_):
    record("erased_person", by=None, person=1)
    sealed = seal_day()

    assert sealed.root in as_("olaf").get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("name", "status"), [("rita", 302), ("edda", 200), ("olaf", 200), ("sam", 302), ("nobody", 302)]
)
def test_system_state_is_for_who_may_open_the_panel(as_, name, status):
    assert as_(name).get(PAGE).status_code == status


def test_editor_adds_a_feed_to_an_outlet_and_bad_input_gets_a_sentence(as_):
    source, client = factories.source(), as_("edda")
    page = reverse("admin:claims_feed_add")
    typed = {"source": source.pk, "address": "ftp://c.example/feed", "every_minutes": 2, "active": "on"}

    assert "DatabaseDefault" not in client.get(page).content.decode()
    refused = client.post(page, typed)

    errors = refused.context["adminform"].form.errors
    assert set(errors) == {"address", "every_minutes"}
    assert errors["every_minutes"] == ["Write a number of minutes from 5 to 1440, which is a day."]
    client.post(page, typed | {"address": "https://c.example/feed", "every_minutes": 15})
    made = Feed.objects.get()
    assert (made.source, made.address, made.every_minutes) == (source, "https://c.example/feed", 15)
    assert made.history.get().pgh_context["user"]


def test_feeds_are_changed_by_editors_alone_and_deleted_by_nobody(as_):
    one = feed()
    for name, status in (("olaf", 403), ("edda", 200)):
        assert as_(name).get(reverse("admin:claims_feed_add")).status_code == status
    for name in ("olaf", "edda"):
        answer = as_(name).post(reverse("admin:claims_feed_delete", args=[one.pk]), {"post": "yes"})
        assert answer.status_code == 403
    assert as_("olaf").get(reverse("admin:claims_source_change", args=[one.source_id])).status_code == 200


def test_feeds_are_looked_into_now_each_by_itself(as_):
    on, off = feed(), feed(active=False)

    answer = act(as_("edda"), "claims_feed", "look", on, off)

    assert sorted(said(answer)) == sorted(
        [f"{on}: a worker looks into it.", f"{off}: This feed is switched off: switch it on first."]
    )
    assert Job.objects.get(kind=JobKind.FEED).payload == {"feed": on.pk}
    act(as_("olaf"), "claims_feed", "look", on)
    assert Job.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_feeds_ask_a_fixed_number_of_questions(as_, count, django_assert_num_queries):
    for _ in range(count):
        feed()
    client = as_("edda")

    with django_assert_num_queries(ADMIN + 4):
        client.get(FEEDS)


def test_waiting_jobs_are_cancelled_and_others_say_why_not(as_):
    waiting, done = factories.job(), factories.job(state="done")

    answer = act(as_("edda"), "claims_job", "take_out", waiting, done)

    waiting.refresh_from_db()
    assert waiting.state == Job.State.CANCELLED
    assert sorted(said(answer)) == sorted(
        [f"Job {waiting.pk} is cancelled.", f"Job {done.pk}: Only a waiting job can be cancelled."]
    )


def test_operator_shuts_people_out_and_lets_them_in_again(as_, olaf, rita):
    client = as_("olaf")

    off = act(client, "accounts_user", "switch_off", rita, olaf)
    rita.refresh_from_db()
    assert (rita.is_active, sorted(said(off))) == (
        False,
        [f"{olaf}: Nobody switches off their own account: ask another operator.", f"{rita} is shut out."],
    )

    act(client, "accounts_user", "switch_on", rita)
    rita.refresh_from_db()
    assert rita.is_active


def test_operator_revokes_an_invitation(as_, olaf):
    invitation, _ = invite("new@example.org", ["editor"], by=olaf)

    answer = act(as_("olaf"), "accounts_invitation", "revoke", invitation)

    invitation.refresh_from_db()
    assert invitation.revoked_at is not None
    assert said(answer) == ["The invitation of new@example.org is revoked."]


@pytest.mark.parametrize("model", ["auth_group", "accounts_user", "accounts_invitation"])
def test_people_and_roles_are_seen_by_operators_and_changed_nowhere_here(as_, model, rita):
    listed = reverse(f"admin:{model}_changelist")

    assert as_("olaf").get(listed).status_code == 200
    assert as_("edda").get(listed).status_code == 403
    assert as_("olaf").get(reverse(f"admin:{model}_add")).status_code == 403


def test_roles_show_how_many_hold_them(as_, rita, edda):
    factories.person("Gone", "researcher", is_active=False)

    rows = as_("olaf").get(reverse("admin:auth_group_changelist")).context["cl"].result_list

    assert {row.name: row.held for row in rows} == {
        "editor": 1,
        "operator": 1,
        "publisher": 0,
        "researcher": 1,
    }
    assert Group.objects.count() == 4
    assert Source.objects.count() == 0


def scripts(answer):
    return set(re.findall(r'src="/static/(?:admin|claims)/js/([^"]+)"', answer.content.decode()))


def test_admin_pages_bring_the_scripts_that_they_use(as_, olaf):
    set_roles(olaf, [Role.OPERATOR, Role.EDITOR])
    client, jquery = as_("olaf"), "vendor/jquery/jquery.min.js"
    row = feed()

    listed = scripts(client.get(FEEDS))
    chosen = scripts(client.get(FEEDS, {"_popup": 1}))
    form = scripts(client.get(reverse("admin:claims_feed_change", args=[row.pk])))
    slug = scripts(client.get(reverse("admin:claims_publicpage_add")))

    assert {"core.js", "actions.js"} <= listed
    assert not {one for one in listed if "vendor" in one or "Related" in one}
    assert {jquery, "admin/RelatedObjectLookups.js"} <= chosen & form
    assert not {one for one in form | listed | chosen if "xregexp" in one or "urlify" in one}
    assert {"urlify.js", "vendor/xregexp/xregexp.min.js"} <= slug
