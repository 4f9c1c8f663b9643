"""Every marked string has its translations, and what Django reads is what translators wrote."""

import re

import pytest
from django.contrib import admin
from django.utils import translation
from django.utils.translation import ngettext

from factcheck.catalogues import PLURALS, compiled, kept, missing, po

LANGUAGES = pytest.mark.parametrize("language", sorted(PLURALS))
PLACES = re.compile(r"%\(\w+\)s|%%")
UPDATE = "manage.py catalogues, then translate what it names in the .po files, then run it again"


@LANGUAGES
def test_every_marked_string_is_translated(language):
    assert [message.id for message in missing(language)] == [], UPDATE


@LANGUAGES
def test_compiled_catalogue_is_that_of_the_translations(language):
    assert po(language).with_suffix(".mo").read_bytes() == compiled(language), UPDATE


@LANGUAGES
def test_translations_have_the_places_of_what_they_translate(language):
    """A place that is missing loses a name or number; one too many breaks the page."""
    wrong = {}
    for message in kept(language):
        if not message.id:
            continue
        asked = message.id[-1] if isinstance(message.id, tuple | list) else message.id
        given = message.string if isinstance(message.string, tuple | list) else (message.string,)
        for words in given:
            if sorted(PLACES.findall(words)) != sorted(PLACES.findall(asked)):
                wrong[asked] = words

    assert wrong == {}


def test_arabic_counts_in_its_six_forms():
    words = "%(number)s day", "%(number)s days"
    with translation.override("ar"):
        told = [ngettext(*words, number) % {"number": number} for number in (0, 1, 2, 3, 11, 100)]

    assert told == ["0 يوم", "يوم (1)", "يومان (2)", "3 أيام", "11 يومًا", "100 يوم"]


def test_everything_in_the_admin_panel_has_a_name_of_its_own():
    """Its models, one and many: `claims.nouns`. Those of Django's own apps are Django's."""
    with translation.override("ar"):
        models = [one._meta for one in admin.site._registry if one._meta.app_label in {"accounts", "claims"}]
        names = [str(name) for meta in models for name in (meta.verbose_name, meta.verbose_name_plural)]

    assert len(names) > 60
    assert [name for name in names if name.isascii()] == []
