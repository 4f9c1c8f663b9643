"""What a person may see of what others say."""

from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import roles_of
from claims.models import Claim, Comment
from claims.people_rules import may_read_comments


def comments_visible_to(user: User, claim: Claim) -> QuerySet[Comment]:
    """Comments in their order, withdrawn ones too (show `Comment.words`, never ``body``).

    Where the rule says no, one's own are left: nobody learns anything from those.
    """
    comments = Comment.objects.filter(claim=claim).select_related("author").prefetch_related("mentioned__user")
    if not roles_of(user):
        return comments.none()
    return comments if may_read_comments(user, claim) else comments.filter(author_id=user.pk)
