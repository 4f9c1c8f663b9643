"""Outlets that people name."""

from django.db import transaction

from claims.models import Source


@transaction.atomic
def outlet_named(name: str) -> Source | None:
    """The outlet of this name, whatever its letters' case, made now when it is new; None for no name."""
    name = " ".join(name.split())[:200]
    if not name:
        return None
    known = Source.objects.filter(name__iexact=name).first()
    return known or Source.objects.get_or_create(name=name)[0]
