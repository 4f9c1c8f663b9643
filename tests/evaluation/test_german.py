"""German quotations counted: what is found, what is right, whose it is."""

import json

from claims.evaluation import german

TEXT = "Eva Lang sagte, die Mieten seien gestiegen. Es regnete. „Das ist falsch“, sagte Udo Kern."


def _at(words):
    start = TEXT.index(words)
    return [[start, start + len(words)]]


def test_german_figures_count_what_people_marked(tmp_path):
    path = tmp_path / german.FILE
    path.parent.mkdir()
    marked = [
        {"type": "Indirect", "quote": _at("die Mieten seien gestiegen"), "speaker": _at("Eva Lang")},
        {"type": "Direct", "quote": _at("„Das ist falsch“"), "speaker": _at("Eva Lang")},
        {"type": "Direct", "quote": _at("Es regnete."), "speaker": _at("Udo Kern")},
    ]
    path.write_text(json.dumps({"text": TEXT, "annotations": marked}) + "\n", "utf-8")

    found = {one.metric: one.value for one in german.figures(tmp_path)}

    assert found == {
        "direct quotations found": 0.5,
        "indirect quotations found": 1.0,
        "carried on quotations found": 0.0,
        "what is found is a quotation": 1.0,
        "sources of found quotations right": 0.5,
    }


def test_german_figures_are_none_without_the_set(tmp_path):
    assert german.figures(tmp_path) == []
