"""A newsroom of any size for ``bench.screens``: the shares of its states stay, only the number of claims grows.

Written straight into the tables with triggers asleep; every tenth claim repeats another one, a person who
looks holds ten claims whatever the size, and articles hold ten claims each.
"""

# ruff: noqa: E501 - SQL

PEOPLE, OUTLETS, SPEAKERS, TOPICS, DAYS = 40, 120, 2_000, 40, 1_000
# A statement of one length, so that the place of each in its article's text is known.
WORDS = "format('In case %%s the town of Marlow spent %%s million euros on %%s bridges.', lpad({n}::text, 7, '0'), lpad(({n} %% 97)::text, 2, '0'), lpad(({n} %% 89)::text, 2, '0'))"
LONG = len("In case 0000000 the town of Marlow spent 00 million euros on 00 bridges.")
# Seconds ago, spread over the years alike at every size; those who came first are not first in number.
AGO = f"make_interval(secs => ({{n}}::bigint * 104729) %% ({DAYS} * 86400))"
STATUS = """CASE WHEN n %% 100 < 60 THEN 'candidate' WHEN n %% 100 < 68 THEN 'queued' WHEN n %% 100 < 70 THEN 'researching'
    WHEN n %% 100 < 76 THEN 'in_review' WHEN n %% 100 < 78 THEN 'approved' WHEN n %% 100 < 88 THEN 'published' ELSE 'declined' END"""
FILL = (
    """INSERT INTO claims_source (id, name, domain, language, created_at)
    SELECT n, 'Outlet ' || n, 'outlet-' || n || '.example', 'en', now() FROM generate_series(1, %(outlets)s) n""",
    """INSERT INTO claims_speaker (id, name, affiliation, aliases, role, same_as, confirmed, created_at)
    SELECT n, 'Speaker ' || n, 'Party ' || n %% 30, '{}', '', '', true, now() FROM generate_series(1, %(speakers)s) n""",
    "INSERT INTO claims_topic (id, name) SELECT n, 'Topic ' || n FROM generate_series(1, %(topics)s) n",
    f"""INSERT INTO claims_article (id, source_id, address, digest, title, byline, language, created_at)
    SELECT n, 1 + n %% %(outlets)s, 'https://outlet.example/' || n, md5(n::text) || md5(n::text), 'Article ' || n, '', 'en',
        now() - {AGO.format(n="n")} - interval '1 day' FROM generate_series(1, %(rows)s / 10) n""",
    f"""INSERT INTO claims_capture (id, article_id, text, sha256, raw, raw_sha256, media_type, address, notes, retrieved_at,
        extracted_at, engine, refused)
    SELECT a, a, (SELECT string_agg({WORDS.format(n="n")}, ' ' ORDER BY n) FROM generate_series(a * 10 - 9, a * 10) n),
        md5(a::text) || md5(a::text), '', md5(a::text) || md5(a::text), 'text/plain', '', '[]', now() - {AGO.format(n="a")},
        now(), '', 0 FROM generate_series(1, %(rows)s / 10) a""",
    f"""INSERT INTO claims_claim (id, text, made_on, language, type, score, reasons, origin, status, status_since,
        assignee_id, decline_reason, cluster_id, demand, priority, due_at, version, created_at)
    SELECT n, {WORDS.format(n="n")}, '2026-01-01'::date + n %% 300, 'en', 'quantity', (n * 7919 %% 1000) / 1000.0, '[]',
        'machine', {STATUS}, now() - {AGO.format(n="n")}, CASE WHEN n %% 100 IN (68, 69) THEN
            CASE WHEN n < 1000 AND n %% 100 = 68 THEN %(me)s ELSE %(first)s + n / 100 %% %(people)s END END,
        CASE WHEN n %% 100 >= 88 THEN 'not_important' ELSE '' END, CASE WHEN n %% 20 IN (1, 11) THEN n - n %% 20 + 1 END,
        CASE WHEN n %% 20 IN (1, 11) THEN 2 ELSE 1 END,
        CASE WHEN n %% 500 = 3 THEN 2 WHEN n %% 50 = 7 THEN 1 ELSE 0 END,
        CASE n %% 10 WHEN 5 THEN now() - {AGO.format(n="n")} / 100 WHEN 6 THEN now() + interval '1 hour' * (n %% 40) END,
        1, now() - {AGO.format(n="n")} FROM generate_series(1, %(rows)s) n""",
    f"""INSERT INTO claims_appearance (id, claim_id, capture_id, start, "end", exact, prefix, suffix, quotation, cue, attributed_to, created_at)
    SELECT n, n, (n + 9) / 10, (n - 1) %% 10 * {LONG + 1}, (n - 1) %% 10 * {LONG + 1} + {LONG}, {WORDS.format(n="n")}, '', '',
        'own_voice', '', '', now() - {AGO.format(n="n")} FROM generate_series(1, %(rows)s) n""",
    """INSERT INTO claims_claim_speakers (claim_id, speaker_id, position)
    SELECT n, 1 + n %% %(speakers)s, 0 FROM generate_series(1, %(rows)s) n""",
    """INSERT INTO claims_claim_topics (claim_id, topic_id)
    SELECT n, 1 + n %% %(topics)s FROM generate_series(1, %(rows)s) n""",
    """INSERT INTO claims_activity (chain, position, at, actor_id, verb, claim_id, from_status, to_status, note_digest,
        previous, hash) SELECT 'claim:' || n, step, now() - interval '1 day', CASE step WHEN 2 THEN %(first)s END,
        CASE step WHEN 1 THEN 'found' ELSE 'accept' END, n, '', '', '', '', md5(n || ':' || step) || md5(step || ':' || n)
    FROM generate_series(1, %(rows)s) n, generate_series(1, 2) step""",
    f"""INSERT INTO claims_assessment (id, claim_id, version, round, reviews_required, created_at)
    SELECT n, n, 1, 1, 1, now() - {AGO.format(n="n")} FROM generate_series(1, %(rows)s) n WHERE n %% 100 BETWEEN 70 AND 87""",
    """INSERT INTO claims_assessmentversion (id, assessment_id, number, rating_id, summary, reasoning, checklist, media,
        contributor_id, created_at) SELECT id, id, 1, %(rating)s, 'The books say otherwise.', '', '{}', '{}',
        %(first)s + id %% %(people)s, created_at FROM claims_assessment""",
    """INSERT INTO claims_review (assessment_id, round, reviewer_id, rating_id, notes, created_at)
    SELECT id, 1, %(first)s + (id + 7) %% %(people)s, %(rating)s, '', created_at + interval '1 hour'
    FROM claims_assessment WHERE id %% 100 >= 76""",
    """INSERT INTO claims_approval (id, assessment_id, round, version_id, rating_id, how, created_at)
    SELECT id, id, 1, id, %(rating)s, 'reviews', created_at + interval '2 hours' FROM claims_assessment WHERE id %% 100 >= 76""",
    """INSERT INTO claims_publication (id, claim_id, public_id, version, approval_id, rating_id, content, sha256,
        published_by_id, published_at) SELECT id, id, gen_random_uuid(), 1, id, %(rating)s, '{}', md5(id::text) || md5(id::text),
        %(first)s, created_at + interval '3 hours' FROM claims_approval WHERE id %% 100 >= 78""",
    """INSERT INTO claims_match (claim_id, other_id, state, strength, score, probability, same_claim, why, passage, method,
        model_version, created_at, found_at) SELECT n + 10, n, 'suggested', 'strong', 1, 0.9, true, '{}', '', 'words', '', now(),
        now() FROM generate_series(1, %(rows)s - 10, 20) n""",
)


def fill(rows):
    """The person who looks; makes the newsroom where it is not there yet."""
    from accounts.models import User
    from accounts.roles import Role
    from claims.models import Claim, Rating
    from tests import factories

    found = User.objects.filter(name="Rita Okafor").first()
    if found:
        return found
    me = factories.person("Rita Okafor", Role.EDITOR)
    others = [factories.person(f"Person{n} Vega", Role.RESEARCHER) for n in range(PEOPLE)]
    execute(
        rows=rows, me=me.pk, first=others[0].pk, people=PEOPLE, outlets=OUTLETS, speakers=SPEAKERS,
        topics=TOPICS, rating=Rating.objects.order_by("pk").first().pk,
    )  # fmt: skip
    if Claim.objects.count() != rows:
        raise RuntimeError(f"{Claim.objects.count()} claims instead of {rows}")
    return me


def execute(**names):
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in FILL:
            cursor.execute(statement, names)
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(t, 'id'), 10000000) FROM unnest(ARRAY['claims_claim', 'claims_article',"
            " 'claims_capture', 'claims_appearance', 'claims_source', 'claims_speaker', 'claims_topic', 'claims_assessment',"
            " 'claims_assessmentversion', 'claims_approval', 'claims_publication']) t"
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def addresses(client):
    """What is asked for, by the name of the screen; several of a kind where there are several."""
    import re

    from claims.models import Article, Claim

    claims = list(Claim.objects.filter(status="candidate").order_by("?").values_list("pk", flat=True)[:100])
    held = list(Claim.objects.filter(assignee__name="Rita Okafor").values_list("pk", flat=True))
    out = list(Claim.objects.filter(status="published").order_by("?").values_list("pk", flat=True)[:100])
    articles = list(Article.objects.order_by("?").values_list("pk", flat=True)[:100])
    pages = {
        "queue": ["/"],
        "queue, all": ["/?status=all"],
        "queue, published": ["/?status=published"],
        "queue, page 2": [],
        "queue, all, page 2": [],
        "queue, words": [f"/?status=all&q={n:02}+million+euros+{n + 3:02}+bridges" for n in range(60)],
        "queue, one speaker": [f"/?speaker=Speaker+{n}" for n in range(1, 60)],
        "queue, one outlet": [f"/?source={n}" for n in range(1, 100)],
        "queue, high only": ["/?score=0.7"],
        "queue, said again": ["/?repeated=on"],
        "queue, held by me": ["/?mine=on"],
        "queue, by demand": ["/?sort=demand"],
        "queue, by age": ["/?sort=age"],
        "queue, by date": ["/?sort=due"],
        "board": ["/?view=board"],
        "claim": [f"/claims/{pk}/" for pk in claims],
        "claim, held": [f"/claims/{pk}/" for pk in held],
        "claim, published": [f"/claims/{pk}/" for pk in out],
        "article": [f"/articles/{pk}/" for pk in articles],
        "articles": ["/articles/"],
        "my work": ["/work/"],
        "reviews": ["/reviews/"],
        "dashboard": ["/dashboard/"],
        "palette": [f"/palette/?q=bridges+{n:02}" for n in range(60)],
        "live, queue": ["/live/queue/"],
    }
    for name, first in (("queue, page 2", "/"), ("queue, all, page 2", "/?status=all")):
        more = re.search(r'id="more".*?href="([^"]+)"', client.get(first).content.decode(), re.DOTALL)
        pages[name] = ["/" + more.group(1).replace("&amp;", "&")]
    return pages
