"""Truth tables: each way in which an article tells who speaks, on sentences of our own making."""

from __future__ import annotations

import pytest

from claims.nlp.engine import analyze

PRONOUNS = [
    ("Anna Bell met Tom Reed. He said taxes fell.", ("Tom Reed",)),
    ("Tom Reed spoke about Ann Bell’s plan. He said taxes fell.", ("Tom Reed",)),
    ("Anna Bell resigned. Nobody knew why. “I was tired,” she said.", ("Anna Bell",)),
    ("“We paid for it,” Anna Bell said. Tom Reed left. “Taxes fell,” she said.", ("Anna Bell",)),
    ("Mr. Oduya met Anna Bell. He said taxes fell.", ("Oduya",)),
    ("Anna Bell, a delegate from Tarn who said taxes fell, left.", ("Anna Bell",)),
    ("The Tarn Bank raised rates. It said taxes fell.", ("Tarn Bank",)),
    ("It said taxes fell.", ()),
    ("Tom Reed left. A spokesman said rents rose. He said taxes fell.", ()),
    ("Lib Dem MP Lembo Opak left. He said taxes fell.", ("Lembo Opak",)),
]
ROLES = [
    ("Sen. Anna Bell arrived. The senator said taxes fell.", ("Anna Bell",)),
    ("Gov. Anna Bell met Sen. Tom Reed. The governor said taxes fell.", ("Anna Bell",)),
    ("The mayor, Anna Bell, met Tom Reed. The mayor said taxes fell.", ("Anna Bell",)),
    ("Texas delegate Anna Bell met the senator. The delegate said taxes fell.", ("Anna Bell",)),
    ("Anna Bell is a former judge. The judge said taxes fell.", ("Anna Bell",)),
    ("Mayor Anna Bell met a witness. The witness said taxes fell.", ()),
    ("Tom Reed spoke. The billionaire said taxes fell.", ("Tom Reed",)),
    ("Tom Reed spoke. The spokesman said taxes fell.", ()),
]
SURNAMES = [
    ("Juan Vargas Lozano spoke. Vargas Lozano said taxes fell.", ("Juan Vargas Lozano",)),
    ("Donald J. Bell spoke. Mr. Bell said taxes fell.", ("Donald J. Bell",)),
    ("Anna Bell and Tom Bell met. Mr. Bell said taxes fell.", ("Tom Bell",)),
    ("Quintrell said taxes fell.", ("Quintrell",)),
]
SEVERAL = [
    ("Anna Bell and Sen. Tom Reed met. They said taxes fell.", ("Anna Bell", "Tom Reed")),
    ("Tom Reed and Anna Bell met. Bell and Reed said taxes fell.", ("Tom Reed", "Anna Bell")),
    ("Zoe Bell and Anna Reed met Tom Hall. Both women said taxes fell.", ("Zoe Bell", "Anna Reed")),
    ("Zoe Bell came with Adam Bell. The brothers and others left. The couple said taxes fell.",
     ("Zoe Bell", "Adam Bell")),
    ("Anna Bell, Tom Reed and Zoe Hall ran. The three candidates said taxes fell.",
     ("Anna Bell", "Tom Reed", "Zoe Hall")),
    ("Anna Bell and Tom Reed met. Researchers left. They said taxes fell.", ()),
]  # fmt: skip
BODIES = [
    ("Pyongyang said taxes fell.", ("Pyongyang",)),
    ("The Food and Drug Administration said taxes fell.", ("Food and Drug Administration",)),
    ("Anna Bell and Tarn Council said taxes fell.", ("Anna Bell", "Tarn Council")),
    ("The Kremlin said taxes fell.", ("Kremlin",)),
    ("Tarn’s Ministry of Roads opened. The ministry said taxes fell.", ("Ministry of Roads",)),
    ("The Tarn Herald asked. The newspaper said taxes fell.", ("Tarn Herald",)),
    ("The Trump campaign left. Donald Trump won. His campaign said taxes fell.", ("Trump campaign",)),
    ("Donald Trump won. His campaign said taxes fell.", ()),
    ("The Office of the Prime Minister (OPM) met. The OPM said taxes fell.",
     ("Office of the Prime Minister",)),
    ("A poll by the Tarn Institute came out. The poll said taxes fell.", ("Tarn Institute",)),
]  # fmt: skip
NOBODY: list[tuple[str, tuple[str, ...]]] = [
    ("Tom Reed’s lawyer said taxes fell.", ()),
    ("A senior official said taxes fell.", ()),
    ("Many Democrats said taxes fell.", ()),
    ("Critics of Tom Reed said taxes fell.", ()),
    ("Police in Tarn said taxes fell.", ()),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    PRONOUNS + ROLES + SURNAMES + SEVERAL + BODIES + NOBODY,
    ids=lambda value: str(value)[:60],
)
def test_speaker_of_each_category(text, expected):
    assert [one.speakers for one in analyze(text, language="en").attributions][-1:] == [expected]


def test_speakers_of_chained_reports_are_each_their_own():
    text = "Anna Bell and Tom Reed met. Bell said that Reed had told her that taxes fell."

    found = {one.source[0].of(text): one.speakers for one in analyze(text, language="en").attributions}

    assert found["Bell"] == ("Anna Bell",)


def test_speaker_of_an_aside_is_not_the_one_just_named():
    text = "Anna Bell echoed Zoe Reed. Ms. Reed, she said, “counts every house twice.”"

    assert [one.speakers for one in analyze(text, language="en").attributions] == [("Anna Bell",)]


def test_headline_verbs_are_no_part_of_a_name():
    text = (
        "Anna Bell Slams Rivals Over Budget Plan For Schools.\nAnna Bell said taxes fell. Bell slams nobody."
    )

    assert analyze(text, language="en").attributions[-1].speakers == ("Anna Bell",)


def test_a_quotation_that_goes_on_keeps_its_speaker():
    text = "“Taxes fell last year,” Anna Bell said.\n“We paid 40 crowns for the bridge.”"

    assert {one.speakers for one in analyze(text, language="en").attributions} == {("Anna Bell",)}
