"""The house's first public pages, their history kept like all history, and the lists of what is public."""

from collections import Counter

from django.db import migrations
from django.utils.dateparse import parse_datetime

from claims import public_words

METHOD = """\
We check statements of fact that matter and that can be checked. Opinions and predictions are not rated.

## How a check is made

1. **Finding claims.** We read articles, speeches and what readers send us. A program points at statements
   that look worth checking, with their exact words and their place in the source. People decide.
2. **Research.** One of us looks for the best evidence on either side, and asks the person concerned for a
   reply. Every source is cited, and a copy of it is kept.
3. **Review.** Somebody who had no part in the research judges the same evidence without seeing the verdict.
   Where the two differ, a panel decides. Nobody approves their own work.
4. **Publication.** What is published is frozen. Each page says which steps were made by machine, with the
   version of the program, and carries a fingerprint and the receipt of its publication, so that anybody can
   find out whether it was altered later.

## What the machine does

It suggests: claims, earlier checks, passages that may be evidence. It never sets a verdict.

## Verdicts

Every verdict with its meaning stands on the page of [verdicts](/checks/ratings/).
"""
POLICIES = """\
## Corrections

We correct openly. A correction makes a new version of the page, says what was wrong and when it was put
right, and stays on the page. All corrections are listed in our [corrections log](/checks/corrections/).
A check that no longer stands is withdrawn: its address stays and says why.

Every check has a link to report an error. We read each report.

## Sources

A check rests on at least two independent sources, one of them primary, and considers the evidence that
speaks against its verdict. We link what we cite and keep copies, because pages change.

## Fairness

We hold every side to the same standard, choose claims by what they say and not by who said it, and ask the
person concerned for a reply before we publish.
"""
PAGES = [("method", "How we check", METHOD), ("policies", "Our policies", POLICIES)]

KEEP = """
    CREATE TRIGGER publicpagehistory_is_append_only BEFORE DELETE OR TRUNCATE ON claims_publicpagehistory
    FOR EACH STATEMENT EXECUTE FUNCTION claims_history_is_kept();
    CREATE TRIGGER publicpagehistory_is_erased_whole BEFORE UPDATE ON claims_publicpagehistory
    FOR EACH ROW EXECUTE FUNCTION claims_words_are_erased_whole();
    CREATE CONSTRAINT TRIGGER publicpagehistory_erasure_is_recorded AFTER UPDATE ON claims_publicpagehistory
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION claims_erasure_of_words_is_recorded();
    CREATE TRIGGER publicpage_is_never_emptied BEFORE TRUNCATE ON claims_publicpage
    FOR EACH STATEMENT EXECUTE FUNCTION claims_edited_is_never_emptied();
"""
LET_GO = """
    DROP TRIGGER publicpage_is_never_emptied ON claims_publicpage;
    DROP TRIGGER publicpagehistory_erasure_is_recorded ON claims_publicpagehistory;
    DROP TRIGGER publicpagehistory_is_erased_whole ON claims_publicpagehistory;
    DROP TRIGGER publicpagehistory_is_append_only ON claims_publicpagehistory;
"""


def write_pages(apps, schema_editor):
    PublicPage = apps.get_model("claims", "PublicPage")
    for position, (slug, title, text) in enumerate(PAGES):
        PublicPage.objects.create(slug=slug, title=title, text=text, position=position)


def list_checks(apps, schema_editor):
    """A row for each check that is public already, from its newest version."""
    Publication, PublicCheck, PublicFacet, Withdrawal = (
        apps.get_model("claims", name) for name in ("Publication", "PublicCheck", "PublicFacet", "Withdrawal")
    )
    gone = dict(Withdrawal.objects.values_list("claim_id", "created_at"))
    names, counts = {}, Counter()
    newest = Publication.objects.order_by("public_id", "-version").distinct("public_id")
    for publication in newest.iterator(chunk_size=500):
        content, withdrawn = publication.content, gone.get(publication.claim_id)
        lists = {
            "topic": public_words.topics_of(content),
            "speaker": public_words.speakers_of(content),
            "outlet": public_words.outlets_of(content),
            "rating": [public_words.Named(content["rating"]["label"], content["rating"]["key"])],
        }
        PublicCheck.objects.create(
            public_id=publication.public_id, publication=publication, claim_id=publication.claim_id,
            text=content["claim"]["text"], summary=content["summary"], language=content["claim"]["language"],
            rating=content["rating"]["key"], card=public_words.card_of(content),
            first_published_at=parse_datetime(content["first_published"]), published_at=publication.published_at,
            withdrawn_at=withdrawn, changed_at=withdrawn or publication.published_at,
            **{f"{kind}s": [one.slug for one in lists[kind]] for kind in ("topic", "speaker", "outlet")},
        )
        for kind, found in lists.items():
            names |= {(kind, one.slug): one.name for one in found}
            counts.update((kind, one.slug) for one in found if not withdrawn)
    PublicFacet.objects.bulk_create(
        PublicFacet(kind=kind, slug=slug, name=name, checks=counts[kind, slug])
        for (kind, slug), name in names.items()
    )


class Migration(migrations.Migration):
    dependencies = [("claims", "0016_public_site")]
    operations = [
        migrations.RunSQL(KEEP, LET_GO),
        migrations.RunPython(write_pages, migrations.RunPython.noop),
        migrations.RunPython(list_checks, migrations.RunPython.noop),
    ]
