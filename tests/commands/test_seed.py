"""The demo newsroom: loaded through actions, complete, and the same the second time."""

import io
import tomllib
from itertools import chain

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from accounts.demo import DEMO_PASSWORD, DEMO_PEOPLE
from accounts.models import User
from accounts.roles import roles_of
from claims.management.commands.seed import SEEDS
from claims.models import Appearance, Article, Claim, Job, Source

pytestmark = pytest.mark.django_db
PLAN = tomllib.loads((SEEDS / "newsroom.toml").read_text())


def seed() -> str:
    out = io.StringIO()
    call_command("seed", stdout=out)
    return out.getvalue()


def newsroom() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of ours."""
    models = chain(apps.get_app_config("claims").get_models(), apps.get_app_config("accounts").get_models())
    return {
        model._meta.label: sorted(map(tuple, model._base_manager.values_list("pk", *_plain(model))), key=str)
        for model in models
    }


def _plain(model) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if field.name != "id"]


def test_seed_fills_every_screen():
    said = seed()

    assert said.startswith(f"{len(PLAN['articles'])} articles read, {Claim.objects.count()} claims")
    assert Article.objects.count() == len(PLAN["articles"]) >= 8
    assert Source.objects.count() >= 3
    assert set(Claim.objects.values_list("status", flat=True)) >= {
        "candidate",
        "queued",
        "researching",
        "declined",
    }
    assert set(Appearance.objects.values_list("quotation", flat=True)) >= {
        "direct",
        "indirect",
        "mixed",
        "own_voice",
    }
    assert len(set(Article.objects.values_list("language", flat=True))) >= 3
    assert not Article.objects.filter(title="").exists()
    assert not Job.objects.filter(state="dead").exists()


def test_seeded_articles_have_claims_and_no_boilerplate():
    seed()

    without = [article.title for article in Article.objects.filter(captures__appearances=None)]
    boilerplate = Appearance.objects.filter(exact__iregex=r"read more|share this|sign up|all rights reserved")
    assert without == []
    assert list(boilerplate) == []


def test_seeded_people_hold_their_roles_and_the_demo_password():
    seed()

    for _, email, role in DEMO_PEOPLE:
        person = User.objects.get(email=email)
        assert person.is_demo
        assert role in roles_of(person) or role is None
        assert person.check_password(DEMO_PASSWORD)


def test_seed_again_changes_nothing():
    seed()
    before = newsroom()

    said = seed()

    assert said.startswith("0 articles read")
    assert newsroom() == before


def test_seed_is_refused_in_production(settings):
    settings.MODE = "production"

    with pytest.raises(CommandError, match="for a laptop"):
        seed()
    assert User.objects.count() == 0


def test_seed_files_are_those_of_the_plan():
    files = {path.name for path in (SEEDS / "articles").iterdir()}

    assert files == {row["file"] for row in PLAN["articles"]}
    assert {row["source"] for row in PLAN["articles"]} <= {row["name"] for row in PLAN["sources"]}
