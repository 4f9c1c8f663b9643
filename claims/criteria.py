"""The criteria of check-worthiness in plain words, for people who weigh them."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Criterion(NamedTuple):
    """``label`` names it in a list; ``explanation`` says in a sentence what the engine looks for."""

    label: str
    explanation: str


CRITERIA: dict[str, tuple[str | Promise, str | Promise]] = {
    "bias": (_("Start"), _("Where every sentence starts, before any criterion counts. Lower is stricter.")),
    "model": (_("The trained model"), _("What a model that was trained on labelled sentences says of it.")),
    "unread": (_("Not read by the model"), _("It is in a language that the trained model does not know.")),
    "number": (_("Numbers"), _("A figure or a number word stands in it; years do not count.")),
    "quantity": (_("A number with its unit"), _("A number of something: money, a share, people, tonnes.")),
    "named_entity": (_("Names"), _("It names people, places or bodies, as its capitals show.")),
    "verifiable_verb": (_("Something done or happening"), _("Its verb tells of an act or an event.")),
    "comparison": (_("A comparison"), _("It compares or ranks: more than, the largest, twice.")),
    "causal": (_("Cause and effect"), _("It says that one thing brings about another.")),
    "law": (_("Law or rule"), _("It speaks of laws, votes, courts, taxes, bans.")),
    "harm": (_("Could do harm"), _("It speaks of death, crime, disease, danger.")),
    "topic": (
        _("A public matter"),
        _("It speaks of what newsrooms check: the economy, health, war, climate."),
    ),
    "record": (_("On the public record"), _("It tells what somebody said, voted, promised, cut or paid.")),
    "third_person": (_("Speaks of others"), _("It speaks of him, her, them.")),
    "time": (_("A time"), _("It says when: a year, last week, yesterday.")),
    "length": (_("A full sentence"), _("The longer, the more it says; from 20 words on it counts in full.")),
    "attribution": (_("Somebody says so"), _("The article puts it into somebody's mouth.")),
    "opinion": (_("Words of opinion"), _("It judges: terrible, wonderful, unfair.")),
    "future": (_("Speaks of the future"), _("It says what will be, which cannot be checked today.")),
    "duty": (_("Says what should be"), _("It says what should or must be done.")),
    "first_person": (_("Speaks of oneself"), _("It speaks of me and mine.")),
    "second_person": (_("Speaks to somebody"), _("It speaks to you.")),
    "together": (_("Speaks of us"), _("It speaks of we, us and ours.")),
    "intent": (_("Speaks of wanting and trying"), _("It says what somebody wants, can or tries.")),
    "vague": (_("Vague"), _("It stays general: something, things, somehow.")),
    "hedges": (_("Hedged"), _("It holds back: perhaps, might, if.")),
    "question": (_("A question"), _("It ends in a question mark.")),
    "greeting": (_("A greeting"), _("It greets or thanks.")),
    "fragment": (_("Not a whole sentence"), _("It has fewer than five words.")),
    "demand": (_("Readers ask for it"), _("How many readers asked for it.")),
    "reach": (_("It reaches many"), _("How far it has spread.")),
}


def criterion(key: str) -> Criterion:
    """The words of a criterion, as the reader's language has them; of one that has none yet, its own name."""
    label, explanation = CRITERIA.get(key) or (key.replace("_", " ").capitalize(), "")
    return Criterion(str(label), str(explanation))
