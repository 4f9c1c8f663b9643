"""The library: sentence vectors of the passages that a verification run searches."""

from django.db import models
from django.db.models import Q
from pgvector.django import HalfVectorField

from claims.models.article import Passage
from claims.models.known import EmbeddingModel, KnownPassage


class PassageVector(models.Model):
    """The vector of a captured passage, or of a piece of a check's body, by one model, of length 1.

    The heads of checks have theirs in `KnownVector`. Each model has one HNSW index over its rows
    (`claims.actions.library.make_index`).
    """

    passage = models.ForeignKey(Passage, models.CASCADE, null=True, related_name="vectors", db_index=False)
    known = models.ForeignKey(
        KnownPassage, models.CASCADE, null=True, related_name="body_vectors", db_index=False
    )
    model = models.ForeignKey(EmbeddingModel, models.CASCADE, related_name="+", db_index=False)
    vector = HalfVectorField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["passage", "model"], name="one_passage_vector_a_model"),
            models.UniqueConstraint(fields=["known", "model"], name="one_body_vector_a_model"),
            models.CheckConstraint(
                condition=Q(passage=None, known__isnull=False) | Q(passage__isnull=False, known=None),
                name="passage_vector_is_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"Vector of passage {self.passage_id or self.known_id}"
