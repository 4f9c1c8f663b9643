"""The names of things and of what is kept of them, in each reader's language.

Django names a model and a field by their identifiers. Here stand those names once, marked, instead of
beside a few hundred fields: no migration is written for a word, and ``accepted_at`` is called the same
wherever it stands.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Field, Model
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

# fmt: off
NAMES = frozenset([
    _("accepted at"), _("accepted by"), _("active"), _("activities"), _("activity"), _("actor"),
    _("added by"), _("address"), _("aliases"), _("api token"), _("api tokens"), _("appearance"),
    _("appearances"), _("approval"), _("approvals"), _("archive"), _("archives"), _("article"),
    _("articles"), _("assessment"), _("assessment version"), _("assessment versions"), _("assessments"),
    _("assignee"), _("at"), _("attempts"), _("attributed to"), _("byline"), _("capture"), _("captures"),
    _("captures required"), _("chain"), _("chains"), _("check-worthiness weights"), _("checklist"),
    _("claim"), _("claim history"), _("claims"), _("cluster"), _("colour"), _("confirmed"), _("content"),
    _("contributor"), _("correction"), _("corrections"), _("created at"), _("created by"), _("cue"),
    _("day"), _("decline reason"), _("detail"), _("details"), _("digest"), _("dimensions"),
    _("dispatched at"), _("domain"), _("done units"), _("due at"), _("duration ms"), _("email"),
    _("embargo"), _("embargos"), _("embedding model"), _("embedding models"), _("end"), _("ended at"),
    _("engine"), _("equivalents"), _("erased at"), _("error"), _("error detail"), _("etag"),
    _("every minutes"), _("evidence"), _("exact"), _("expires at"), _("explanation"), _("extracted at"),
    _("feed"), _("feed history"), _("feeds"), _("filename"), _("finished at"), _("from status"), _("hash"),
    _("history of claims"), _("history of feeds"), _("history of policies"), _("history of public pages"),
    _("history of sources"), _("history of speakers"), _("history of speakers of claims"),
    _("history of topics"), _("history of topics of claims"), _("how"), _("inputs"), _("intake"),
    _("intakes"), _("invitation"), _("invitations"), _("invited by"), _("is demo"), _("is read"), _("job"),
    _("jobs"), _("key"), _("keys"), _("kind"), _("label"), _("language"), _("last import"), _("last look"),
    _("last modified"), _("last used at"), _("lease until"), _("likeness"), _("look"), _("looked at"),
    _("looks"), _("lookup"), _("lookups"), _("made at"), _("made by"), _("made on"), _("mark"),
    _("max attempts"), _("media"), _("media type"), _("merged into"), _("minutes between two looks"),
    _("model"), _("model version"), _("modified"), _("name"), _("next at"), _("next look"), _("note"),
    _("note digest"), _("notes"), _("notice"), _("number"), _("origin"), _("outcome"), _("outputs"),
    _("owner"), _("panel vote"), _("panel votes"), _("party or organisation"), _("passage"), _("passages"),
    _("payload"), _("pgh created at"), _("pgh label"), _("policies"), _("policy"), _("policy history"),
    _("position"), _("prefix"), _("previous"), _("primary required"), _("priority"), _("progress note"),
    _("public id"), _("public page"), _("public page history"), _("public pages"), _("publication"),
    _("publications"), _("publish at"), _("published at"), _("published by"), _("published on"), _("queue"),
    _("quotation"), _("rating"), _("ratings"), _("raw"), _("raw sha256"), _("read at"), _("reason"),
    _("reasoning"), _("reasons"), _("refused"), _("reply required"), _("requested by"), _("result"),
    _("retrieved at"), _("review"), _("reviewer"), _("reviews"), _("reviews required"), _("revoked at"),
    _("role"), _("roles"), _("root"), _("round"), _("run"), _("run after"), _("runs"), _("said by history"),
    _("same as"), _("scale"), _("scales"), _("scopes"), _("score"), _("seal"), _("seals"), _("search"),
    _("seen at"), _("severity"), _("sha256"), _("shortcuts"), _("slug"), _("snapshot"), _("snapshots"),
    _("source"), _("source history"), _("sources"), _("sources required"), _("speaker"),
    _("speaker history"), _("speaker of a claim"), _("speakers"), _("speakers of claims"), _("start"),
    _("started at"), _("state"), _("status"), _("status since"), _("step"), _("steps"), _("subscription"),
    _("subscriptions"), _("suffix"), _("suggest from"), _("summary"), _("system state"), _("text"),
    _("time zone"), _("title"), _("to status"), _("token"), _("token digest"), _("topic"),
    _("topic history"), _("topic of claim history"), _("topics"), _("total units"), _("trouble"), _("type"),
    _("updated at"), _("user"), _("users"), _("value"), _("values"), _("verb"), _("version"), _("voter"),
    _("weights"), _("what"), _("why"), _("withdrawal"), _("withdrawals"), _("worker"),
])
# fmt: on


def name_in_every_language(models: Iterable[type[Model]]) -> None:
    """Give models and their fields the names of the table. Once, when all models are there."""
    for model in models:
        meta: Any = model._meta
        meta.verbose_name, meta.verbose_name_plural = map(
            _named, (meta.verbose_name, meta.verbose_name_plural)
        )
        for field in meta.get_fields():
            if isinstance(field, Field):
                field.verbose_name = _named(field.verbose_name)


def _named(name: Any) -> Any:
    """A plural that Django made itself is lazy already, and only as English as its singular."""
    return gettext_lazy(str(name)) if str(name) in NAMES else name
