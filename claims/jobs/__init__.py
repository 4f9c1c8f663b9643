"""Background work, one file a kind, and the table of who does which."""

from collections.abc import Callable
from typing import Any

from claims.jobs.capture import capture
from claims.jobs.deliver import deliver
from claims.jobs.embed import embed
from claims.jobs.extract import extract
from claims.jobs.feed import look_into
from claims.jobs.look import look_again
from claims.jobs.mail import send_mail
from claims.jobs.match import alert, match
from claims.jobs.progress import Progress
from claims.jobs.propose import propose
from claims.jobs.read import read_intake
from claims.jobs.replay import replay
from claims.jobs.rescore import rescore
from claims.jobs.shelve import shelve
from claims.jobs.snapshot import keep_snapshot
from claims.jobs.subscribe import subscribe
from claims.jobs.verify import verify
from claims.models import Job, JobKind

Handler = Callable[[Job, Progress], dict[str, Any]]

HANDLERS: dict[str, Handler] = {
    JobKind.READ: read_intake,
    JobKind.EXTRACT: extract,
    JobKind.VERIFY: verify,
    JobKind.CAPTURE: capture,
    JobKind.MAIL: send_mail,
    JobKind.RESCORE: rescore,
    JobKind.MATCH: match,
    JobKind.ALERT: alert,
    JobKind.EMBED: embed,
    JobKind.PROPOSE: propose,
    JobKind.FEED: look_into,
    JobKind.SUBSCRIBE: subscribe,
    JobKind.SHELVE: shelve,
    JobKind.REPLAY: replay,
    JobKind.DELIVER: deliver,
    JobKind.LOOK: look_again,
    JobKind.SNAPSHOT: keep_snapshot,
}
