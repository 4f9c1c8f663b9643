"""The house's first rating scale and its policy."""

from django.db import migrations

# key, label, value 1–5, mark, what it means, other publishers' words for it
RATINGS = [
    ("true", "True", 5, "✓", "The claim is accurate and nothing that matters is missing.",
     ["correct", "accurate", "verdadero", "vrai", "wahr", "verdadeiro", "صحيح", "geppetto checkmark"]),
    ("mostly-true", "Mostly true", 4, "◕", "The claim is accurate but needs clarification or a detail.",
     ["mostly correct", "largely true", "mostly accurate"]),
    ("half-true", "Half true", 3, "◐", "The claim is partly accurate and leaves out what changes the picture.",
     ["partly true", "mixture", "mixed", "partly false", "half-true", "partially true"]),
    ("misleading", "Misleading", 2, "△", "The words may be right; the impression that they give is not.",
     ["missing context", "out of context", "distorts the facts", "spins the facts", "engañoso", "trompeur"]),
    ("mostly-false", "Mostly false", 2, "◔", "The claim has a grain of truth and ignores what decides it.",
     ["barely true", "mostly incorrect", "largely false", "barely-true", "three pinocchios"]),
    ("false", "False", 1, "✕", "The claim is not accurate.",
     ["incorrect", "wrong", "pants on fire", "pants-fire", "fake", "falso", "faux", "falsch", "four pinocchios", "خطأ"]),
    ("unproven", "Unproven", None, "?", "What can be known today neither supports nor refutes the claim.",
     ["unsupported", "unverified", "no rating", "needs more evidence", "unproved", "research in progress"]),
    ("satire", "Satire", None, "☺", "The claim was meant as a joke and is passed on as earnest.",
     ["labeled satire", "parody", "humour"]),
]


def make(apps, schema_editor):
    Scale, Rating, Policy = (apps.get_model("claims", name) for name in ("Scale", "Rating", "Policy"))
    scale = Scale.objects.create(version=1, note="The first scale.")
    for position, (key, label, value, mark, explanation, words) in enumerate(RATINGS):
        Rating.objects.create(
            scale=scale, key=key, label=label, value=value, mark=mark, explanation=explanation,
            colour=key, position=position, equivalents=words,
        )
    Policy.objects.create()


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
