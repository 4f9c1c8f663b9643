"""Whether anything that a page shows may have changed: one short text, one question.

A page that is open asks every two seconds, so the answer must cost next to nothing: each part is an
index's end or a handful of rows. Two stamps that are the same mean that nothing has changed; what a
stamp is made of is nobody's business, least of all a blind reviewer's, so it is a digest.
"""

from django.db import connection

from claims.people_queries import HERE

# The person's own news, then what is asked for. "max" of an indexed column reads its last entry.
STAMP = """
SELECT md5(ROW(
    (SELECT max(id) FROM claims_notification WHERE user_id = %(user)s),
    (SELECT count(*) FROM claims_notification WHERE user_id = %(user)s AND read_at IS NULL),
    {what}
)::text)
"""
CLAIM = """
    (SELECT ROW(version, status, status_since, assignee_id, priority, due_at, cluster_id)::text
     FROM claims_claim WHERE id = %(pk)s),
    (SELECT max(id) FROM claims_activity WHERE claim_id = %(pk)s),
    (SELECT max(found_at) FROM claims_match WHERE claim_id = %(pk)s),
    (SELECT max(found_at) FROM claims_match WHERE other_id = %(pk)s),
    (SELECT string_agg(concat_ws(':', id, state, done_units, error), ',' ORDER BY id)
     FROM claims_job WHERE claim_id = %(pk)s AND state IN ('waiting', 'running', 'dead')),
    (SELECT string_agg(user_id::text, ',' ORDER BY user_id) FROM claims_presence
     WHERE claim_id = %(pk)s AND user_id <> %(user)s AND seen_at > now() - make_interval(secs => %(here)s))
"""
ARTICLE = """
    (SELECT max(id) FROM claims_capture WHERE article_id = %(pk)s),
    (SELECT string_agg(concat_ws(':', id, state, done_units), ',' ORDER BY id)
     FROM claims_job WHERE article_id = %(pk)s AND state IN ('waiting', 'running', 'dead')),
    (SELECT max(activity.id) FROM claims_activity AS activity
     WHERE activity.claim_id IN (
        SELECT place.claim_id FROM claims_appearance AS place
        JOIN claims_capture AS capture ON capture.id = place.capture_id
        WHERE capture.article_id = %(pk)s))
"""
QUEUE = "(SELECT max(id) FROM claims_activity), (SELECT max(id) FROM claims_claim)"
WHAT = {"claim": CLAIM, "article": ARTICLE, "queue": QUEUE}


def stamp(what: str, *, user: int, pk: int = 0) -> str:
    """For ``what`` of `WHAT`; of a claim or article that is not there it is as good as any."""
    with connection.cursor() as cursor:
        cursor.execute(STAMP.format(what=WHAT[what]), {"user": user, "pk": pk, "here": HERE.total_seconds()})
        return str(cursor.fetchone()[0])
