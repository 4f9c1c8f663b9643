from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions
from accounts.models import Invitation, User
from accounts.roles import Role
from claims.models import Activity
from claims.states import Status
from tests import factories
from tests.views.test_queue import found, said

PASSWORD = "a long walk by the harbour"


def test_an_invitation_is_shown_once_and_opens_an_account(as_, olaf):
    client = as_("olaf")

    answer = client.post(reverse("invite"), {"email": "New@Example.org", "roles": ["researcher"]})
    link = found(r'value="(http://testserver/accounts/invitation/[^"]+)"', answer.content.decode())
    again = client.get(reverse("people")).content.decode()
    guest = Client()
    welcome = guest.get(link)
    guest.post(link, {"name": "Nia New", "password": PASSWORD})

    person = User.objects.get(email="new@example.org")
    assert "/accounts/invitation/" not in again
    assert "new@example.org" in welcome.content.decode()
    assert (person.name, [group.name for group in person.groups.all()]) == ("Nia New", ["researcher"])
    assert guest.login(email="new@example.org", password=PASSWORD)
    assert guest.get(link).status_code == 410


def test_an_invitation_that_is_over_says_so(client, olaf):
    gone, token = actions.invite("a@example.org", [Role.EDITOR], by=olaf)
    Invitation.objects.filter(pk=gone.pk).update(
        created_at=timezone.now() - timedelta(days=9), expires_at=timezone.now() - timedelta(days=1)
    )

    for link in (token, "never-made"):
        answer = client.post(reverse("invitation", args=[link]), {"name": "A", "password": PASSWORD})
        assert answer.status_code == 410
        assert "no longer works" in answer.content.decode()
    assert not User.objects.filter(email="a@example.org").exists()


@pytest.mark.parametrize("password", ["short", "password1234", "123456789012"])
def test_a_weak_password_is_refused_and_the_name_kept(client, olaf, password):
    _, token = actions.invite("a@example.org", [Role.EDITOR], by=olaf)

    answer = client.post(reverse("invitation", args=[token]), {"name": "Ann Kept", "password": password})

    assert "Ann Kept" in answer.content.decode()
    assert not User.objects.filter(email="a@example.org").exists()


def test_a_person_with_an_account_is_not_invited(as_, rita):
    answer = as_("olaf").post(reverse("invite"), {"email": rita.email, "roles": ["editor"]})

    assert "has an account already" in answer.content.decode()


def test_a_revoked_invitation_is_over(as_, olaf, client):
    invitation, token = actions.invite("a@example.org", [Role.EDITOR], by=olaf)

    as_("olaf").post(reverse("revoke", args=[invitation.pk]))

    assert client.get(reverse("invitation", args=[token])).status_code == 410


def test_roles_are_changed(as_, rita):
    as_("olaf").post(reverse("person", args=[rita.pk]), {"roles": ["editor", "operator"]})

    assert sorted(group.name for group in rita.groups.all()) == ["editor", "operator"]


def test_what_is_done_with_people_is_on_the_record_by_numbers(as_, olaf, rita):
    """Twice is once, and no name nor address is in it: those can be erased."""
    operator = as_("olaf")
    operator.post(reverse("invite"), {"email": "nia@example.org", "roles": ["researcher"]})
    first = Invitation.objects.get()
    _, token = actions.invite("nia@example.org", [Role.EDITOR], by=olaf)  # takes the place of the first
    second = Invitation.objects.get(revoked_at=None)
    nia = actions.accept_invitation(token, name="Nia", password=PASSWORD)
    third, _ = actions.invite("zoe@example.org", [Role.EDITOR], by=olaf)
    for _ in "12":
        operator.post(reverse("person", args=[rita.pk]), {"roles": ["operator", "editor"]})
        operator.post(reverse("revoke", args=[third.pk]))
        operator.post(reverse("deactivate", args=[nia.pk]))
    operator.post(reverse("reactivate", args=[nia.pk]))

    acts = Activity.objects.filter(chain="house").order_by("position")
    assert [(act.verb, act.actor, act.detail) for act in acts] == [
        ("invited", olaf, {"invitation": first.pk, "roles": ["researcher"]}),
        ("invitation revoked", olaf, {"invitation": first.pk}),
        ("invited", olaf, {"invitation": second.pk, "roles": ["editor"]}),
        ("invitation accepted", nia, {"invitation": second.pk, "person": nia.pk, "roles": ["editor"]}),
        ("invited", olaf, {"invitation": third.pk, "roles": ["editor"]}),
        (
            "roles changed",
            olaf,
            {"person": rita.pk, "before": ["researcher"], "after": ["editor", "operator"]},
        ),
        ("invitation revoked", olaf, {"invitation": third.pk}),
        ("deactivated", olaf, {"person": nia.pk}),
        ("reactivated", olaf, {"person": nia.pk}),
    ]


def test_an_operator_stays_an_operator_and_active(as_, olaf):
    client = as_("olaf")

    roles = client.post(reverse("person", args=[olaf.pk]), {"roles": ["editor"]}, follow=True)
    out = client.post(reverse("deactivate", args=[olaf.pk]), follow=True)

    assert said(roles) == ["You cannot give up your own operator role. Ask another operator."]
    assert said(out) == ["Nobody switches off their own account: ask another operator."]


def test_the_work_of_whoever_is_shut_out_goes_back_to_the_queue(as_, rita):
    claim = factories.at(factories.claim(), Status.RESEARCHING, holder=rita)

    answer = as_("olaf").post(reverse("deactivate", args=[rita.pk]), follow=True)

    claim.refresh_from_db()
    assert said(answer) == ["Rita Okafor is shut out."]
    assert (claim.status, claim.assignee) == (Status.QUEUED, None)


def test_whoever_is_shut_out_is_out_at_once(as_, rita):
    theirs, client = as_("rita"), as_("olaf")

    client.post(reverse("deactivate", args=[rita.pk]))
    assert theirs.get("/").status_code == 302

    client.post(reverse("reactivate", args=[rita.pk]))
    assert theirs.get("/").status_code == 200
