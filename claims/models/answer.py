"""What the API answered once, so that the same request sent again is answered and not done again."""

from django.db import models

from accounts.models import ApiToken


class KeptAnswer(models.Model):
    """The answer to one request, written in the transaction of its act.

    ``key`` is the sender's ``Idempotency-Key``, one for each token; ``digest`` is SHA-256 over the
    request's method, address and body. ``body`` is sealed: an answer may hold a link that is shown
    once. Kept for a day.
    """

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=bytes)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="one_answer_a_key")]
        indexes = [models.Index(fields=["created_at"], name="answer_age")]  # actions.answers.forget

    def __str__(self) -> str:
        return self.key
