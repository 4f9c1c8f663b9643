"""The shape of what the engine knows of one language: word lists, all in lower case."""

from __future__ import annotations

from dataclasses import dataclass

EMPTY: frozenset[str] = frozenset()


def words(*lines: str) -> frozenset[str]:
    """The words of some blank-separated lines, as a set."""
    return frozenset(" ".join(lines).split())


def with_leads(leads: str, *lines: str) -> frozenset[str]:
    """The words of some lines, each also with every one of the letters in front of it (Arabic "and")."""
    plain = words(*lines)
    return plain | {lead + word for lead in leads for word in plain}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of one language. A language without rules has an empty one.

    ``say`` verbs report a whole statement; ``act`` verbs (call, accuse, praise) are speech acts that
    count as a cue only beside quoted words or a that-clause; ``evident`` ones do without where a document is
    their subject ("the poll found"); ``nouns`` are forms that are as often a
    noun as a verb; ``told`` verbs are followed by an addressee; ``gerunds`` borrow the subject of
    their sentence; ``according`` are phrases of one to four words that introduce a source;
    ``indefinite`` are the determiners of somebody who is not named ("a witness");
    ``verb_first`` languages put the verb before its subject without any inversion. ``phrasal`` verbs say
    something only with their particle ("fügte hinzu"); ``behind`` are words that follow the source they
    introduce ("Behörden zufolge"); ``like`` open an aside that ends in its verb ("wie das Amt mitteilte").
    ``drops_subject``: "añadió" alone is "he added"; ``comma_clause``: a comma may stand for "that", and
    ``subjunctive`` are the verb forms that then tell a reported clause from an apposition;
    ``noun_capitals``: a capital makes no name.
    """

    code: str = "und"
    say: frozenset[str] = EMPTY
    act: frozenset[str] = EMPTY
    evident: frozenset[str] = EMPTY
    nouns: frozenset[str] = EMPTY
    told: frozenset[str] = EMPTY
    gerunds: frozenset[str] = EMPTY
    statement_nouns: frozenset[str] = EMPTY
    according: tuple[tuple[str, ...], ...] = ()
    that: frozenset[str] = EMPTY
    auxiliaries: frozenset[str] = EMPTY
    adverbs: frozenset[str] = EMPTY
    negations: frozenset[str] = EMPTY
    finite: frozenset[str] = EMPTY
    breaks: frozenset[str] = EMPTY
    prepositions: frozenset[str] = EMPTY
    determiners: frozenset[str] = EMPTY
    indefinite: frozenset[str] = EMPTY
    conjunctions: frozenset[str] = EMPTY
    relatives: frozenset[str] = EMPTY
    he: frozenset[str] = EMPTY
    she: frozenset[str] = EMPTY
    they: frozenset[str] = EMPTY
    other_pronouns: frozenset[str] = EMPTY
    titles: frozenset[str] = EMPTY
    abbreviations: frozenset[str] = EMPTY
    starters: frozenset[str] = EMPTY
    dates: frozenset[str] = EMPTY
    documents: frozenset[str] = EMPTY
    number_words: frozenset[str] = EMPTY
    opinion: frozenset[str] = EMPTY
    future: frozenset[str] = EMPTY
    duty: frozenset[str] = EMPTY
    comparison: frozenset[str] = EMPTY
    causal: frozenset[str] = EMPTY
    law: frozenset[str] = EMPTY
    harm: frozenset[str] = EMPTY
    topic: frozenset[str] = EMPTY
    greeting: frozenset[str] = EMPTY
    first_person: frozenset[str] = EMPTY
    second_person: frozenset[str] = EMPTY
    hedges: frozenset[str] = EMPTY
    record: frozenset[str] = EMPTY
    third_person: frozenset[str] = EMPTY
    together: frozenset[str] = EMPTY
    intent: frozenset[str] = EMPTY
    vague: frozenset[str] = EMPTY
    verb_first: bool = False
    drops_subject: bool = False
    comma_clause: bool = False
    noun_capitals: bool = False
    phrasal: frozenset[tuple[str, str]] = frozenset()
    behind: frozenset[str] = EMPTY
    like: frozenset[str] = EMPTY
    subjunctive: frozenset[str] = EMPTY
    boilerplate: tuple[str, ...] = ()
