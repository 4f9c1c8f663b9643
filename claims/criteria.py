"""The criteria of check-worthiness in plain words, for people who weigh them."""

from typing import NamedTuple


class Criterion(NamedTuple):
    """``label`` names it in a list; ``explanation`` says in a sentence what the engine looks for."""

    label: str
    explanation: str


CRITERIA: dict[str, Criterion] = {
    "bias": Criterion(
        "Start", "Where every sentence starts, before any criterion counts. Lower is stricter."
    ),
    "model": Criterion(
        "The trained model", "What a model that was trained on labelled sentences says of it."
    ),
    "unread": Criterion("Not read by the model", "It is in a language that the trained model does not know."),
    "number": Criterion("Numbers", "A figure or a number word stands in it; years do not count."),
    "quantity": Criterion("A number with its unit", "A number of something: money, a share, people, tonnes."),
    "named_entity": Criterion("Names", "It names people, places or bodies, as its capitals show."),
    "verifiable_verb": Criterion("Something done or happening", "Its verb tells of an act or an event."),
    "comparison": Criterion("A comparison", "It compares or ranks: more than, the largest, twice."),
    "causal": Criterion("Cause and effect", "It says that one thing brings about another."),
    "law": Criterion("Law or rule", "It speaks of laws, votes, courts, taxes, bans."),
    "harm": Criterion("Could do harm", "It speaks of death, crime, disease, danger."),
    "topic": Criterion(
        "A public matter", "It speaks of what newsrooms check: the economy, health, war, climate."
    ),
    "record": Criterion("On the public record", "It tells what somebody said, voted, promised, cut or paid."),
    "third_person": Criterion("Speaks of others", "It speaks of him, her, them."),
    "time": Criterion("A time", "It says when: a year, last week, yesterday."),
    "length": Criterion(
        "A full sentence", "The longer, the more it says; from 20 words on it counts in full."
    ),
    "attribution": Criterion("Somebody says so", "The article puts it into somebody's mouth."),
    "opinion": Criterion("Words of opinion", "It judges: terrible, wonderful, unfair."),
    "future": Criterion("Speaks of the future", "It says what will be, which cannot be checked today."),
    "duty": Criterion("Says what should be", "It says what should or must be done."),
    "first_person": Criterion("Speaks of oneself", "It speaks of me and mine."),
    "second_person": Criterion("Speaks to somebody", "It speaks to you."),
    "together": Criterion("Speaks of us", "It speaks of we, us and ours."),
    "intent": Criterion("Speaks of wanting and trying", "It says what somebody wants, can or tries."),
    "vague": Criterion("Vague", "It stays general: something, things, somehow."),
    "hedges": Criterion("Hedged", "It holds back: perhaps, might, if."),
    "question": Criterion("A question", "It ends in a question mark."),
    "greeting": Criterion("A greeting", "It greets or thanks."),
    "fragment": Criterion("Not a whole sentence", "It has fewer than five words."),
    "demand": Criterion("Readers ask for it", "How many readers asked for it."),
    "reach": Criterion("It reaches many", "How far it has spread."),
}


def criterion(key: str) -> Criterion:
    """The words of a criterion; of one that has none yet, its own name."""
    return CRITERIA.get(key) or Criterion(key.replace("_", " ").capitalize(), "")
