"""Keep a way of looking at the queue under a name."""

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from claims import rules
from claims.errors import Refused
from claims.models import SavedView
from claims.models.saved import NAME_MAX, QUERY_MAX
from claims.wording import line

VIEWS_MAX = 30  # a person's own, and the desk's: more than that is no list to choose from


@transaction.atomic
def save_view(*, by: User, name: str, query: str, shared: bool = False) -> SavedView:
    """Under the same name it is saved anew, whatever the case. ``shared`` makes it the desk's."""
    rules.may_save_view(by, shared).check()
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # one at a time, so that the limit holds
    named = line(name, NAME_MAX)
    if not named:
        raise Refused(gettext("Give the view a name."))
    if len(query) > QUERY_MAX:
        raise Refused(gettext("This filter is too long to be saved."))
    owner = None if shared else by
    theirs = SavedView.objects.filter(owner=owner)
    known = theirs.filter(name__iexact=named).first()
    if known is None and theirs.count() >= VIEWS_MAX:
        raise Refused(
            gettext("There are %(views_max)s views already. Remove one first.") % {"views_max": VIEWS_MAX}
        )
    view = known or SavedView(owner=owner)
    view.name, view.query, view.made_by = named, query, by
    view.save()
    return view


@transaction.atomic
def remove_view(view: SavedView, *, by: User) -> None:
    """Removing it again is no error."""
    rules.may_remove_view(by, view).check()
    SavedView.objects.filter(pk=view.pk).delete()
