"""Answers that are kept for requests that are sent again."""

from datetime import timedelta

from django.db.models.functions import Now

from claims.models import KeptAnswer

KEPT_FOR = timedelta(days=1)


def forget_answers() -> int:
    """Those of yesterday: who has not heard by now asks under a new key. How many."""
    return KeptAnswer.objects.filter(created_at__lt=Now() - KEPT_FOR).delete()[0]
