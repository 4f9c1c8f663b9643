"""What the dashboard counts over the whole newsroom, as it was counted last."""

from django.db import models


class FigureCounts(models.Model):
    """One row a period; ``days`` is 0 for ever. ``counts`` is `board_queries.Counts` as JSON, in its
    own order, which PostgreSQL's type for JSON would lose.

    ``counted_at`` is when counting began, ``took`` how many seconds it took.
    """

    days = models.PositiveSmallIntegerField(unique=True)
    counts = models.TextField()
    counted_at = models.DateTimeField()
    took = models.FloatField()

    class Meta:
        verbose_name_plural = "figure counts"

    def __str__(self) -> str:
        return f"Counts of {self.days} days at {self.counted_at:%Y-%m-%d %H:%M}"
