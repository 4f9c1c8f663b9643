"""The errors that a person meets, each carrying one sentence for them."""


class Sentence(Exception):
    """An answer other than yes. ``str(error)`` is shown to the person as it is."""


class Denied(Sentence):
    """Not you: the person's role or their part in the work does not allow it."""


class Refused(Sentence):
    """Not now: the state of things does not allow it, whoever asks. ``field``: what to mend in a form."""

    def __init__(self, sentence: str = "", *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class Stale(Refused):
    """Someone was faster: the form was drawn from an older state."""


class JobError(Exception):
    """What ends an attempt of a job; ``str(error)`` is shown on the job."""


class Permanent(JobError):
    """Trying again would not help."""


class Transient(JobError):
    """Trying again later may help; ``after`` is how many seconds the other side asked us to wait."""

    def __init__(self, sentence: str, *, after: float | None = None) -> None:
        super().__init__(sentence)
        self.after = after
