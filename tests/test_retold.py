"""What a machine wrote down once is told to each reader in their own language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import translation
from django.utils.translation import pgettext

from claims.models import Job, JobKind
from claims.retold import CONTEXT, pattern_of, retold
from claims.said import said
from factcheck.catalogues import PLURALS, ROOT, marked
from tests import factories

LANGUAGES = pytest.mark.parametrize("language", sorted(PLURALS))
PLACES = re.compile(r"%\((\w+)\)s")
TEMPLATES = [str(one.id) for one in marked() if one.context == CONTEXT]
PENS = {"Permanent", "Transient", "FetchFailed", "FetchRefused", "Unreadable", "Finding", "Guard", "progress"}


def filled(template: str) -> tuple[str, dict[str, str]]:
    places = {name: f"Zürich {at}" for at, name in enumerate(PLACES.findall(template))}
    return said(template, **places), places


@LANGUAGES
def test_every_sentence_is_known_again_by_its_template(language):
    wrong = {}
    with translation.override(language):
        for template in TEMPLATES:
            sentence, places = filled(template)
            told = pgettext(CONTEXT, template) % places if places else pgettext(CONTEXT, template)
            if retold(sentence) != told or told == sentence:
                wrong[template] = retold(sentence)

    assert len(TEMPLATES) > 250
    assert wrong == {}


@pytest.mark.parametrize(
    ("language", "sentence", "told"),
    [
        ("en", "The site could not be reached.", "The site could not be reached."),
        ("es", "The site could not be reached.", "No se pudo contactar con el sitio."),
        ("fr", "The page answered 404 Not Found.", "La page a répondu 404 Not Found."),
        ("es", "This is a video.", "Esto es un vídeo."),
        (
            "fr",
            "The number differs: 12 there, 9 here.",
            "Le nombre diffère : 12 là, 9 ici.",
        ),
        ("es", "The number differs: “not” here only.", "El número difiere: «not» solo aquí."),
        ("ar", "“Done” was taken out.", "حُذف «Done»."),
        (
            "es",
            "The source also says “There is no text in it.”.",
            "La fuente dice también «There is no text in it.».",
        ),
        ("es", "Whatever nobody translates, 100 % of it.", "Whatever nobody translates, 100 % of it."),
        ("fr", "", ""),
    ],
)
def test_sentence_is_told_in_the_language_in_force(language, sentence, told):
    with translation.override(language):
        assert retold(sentence) == told


def test_places_are_read_as_they_were_put_in():
    template = "%(many)s%% of “%(words)s” (%(code)s)."
    match = pattern_of(template).fullmatch(template % {"many": 5, "words": "a (b) 5%", "code": "x\ny"})

    assert match is not None
    assert match.groupdict() == {"many": "5", "words": "a (b) 5%", "code": "x\ny"}


def test_job_speaks_each_readers_language_and_programs_english(client, rita):
    job = Job.objects.create(
        kind=JobKind.READ,
        key="one",
        queue="fetch",
        state=Job.State.DEAD,
        run_after=Now(),
        finished_at=Now(),
        error="The page answered 404 Not Found.",
        article=factories.article(),
    )
    type(rita).objects.filter(pk=rita.pk).update(language="es")

    client.force_login(rita)
    page = client.get(reverse("job", args=[job.pk])).content.decode()

    job.refresh_from_db()
    assert "La página respondió 404 Not Found." in page
    assert job.error == "The page answered 404 Not Found."


def _unmarked(path: Path) -> Iterator[str]:
    """Literal sentences that are handed to a pen of the machine's without being marked."""
    for node in ast.walk(ast.parse(path.read_text())):
        name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        for given in getattr(node, "args", []) if name in PENS else []:
            parts = [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]
            for part in parts:
                words = [one.value for one in ast.walk(part) if isinstance(one, ast.Constant)]
                plain = isinstance(part, ast.Constant | ast.JoinedStr)
                if plain and any(isinstance(word, str) and " " in word for word in words):
                    yield f"{path.relative_to(ROOT)}:{part.lineno}"


def test_every_sentence_of_the_machine_is_marked():
    folders = [ROOT / "claims" / name for name in ("nlp", "integrations", "jobs", "actions", "search")]
    found = [line for folder in folders for path in folder.rglob("*.py") for line in _unmarked(path)]

    assert found == [], "say it with claims.said.said"
