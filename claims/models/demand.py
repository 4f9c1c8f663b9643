"""How often a claim was met, counted by PostgreSQL whenever it may have changed.

A claim's group are those of one ``cluster``, or the claim alone. `claims_count_demand` (migration
`demand`) counts the articles of whole groups anew, and has their rows first: of two transactions that
change one group the second counts what the first has written.
"""

import pgtrigger

# The rows of the group in their order, as everywhere, or two places of one group could wait for each
# other; and once more where the claim was given to another group while this waited for them.
DEMAND_OF_A_PLACE = pgtrigger.Trigger(
    name="appearance_is_demand",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    declare=[("head", "bigint")],
    func="""
        LOOP
            SELECT coalesce(cluster_id, id) INTO head FROM claims_claim WHERE id = NEW.claim_id;
            PERFORM 1 FROM claims_claim WHERE cluster_id = head OR id IN (head, NEW.claim_id)
            ORDER BY id FOR NO KEY UPDATE;
            EXIT WHEN head = (SELECT coalesce(cluster_id, id) FROM claims_claim WHERE id = NEW.claim_id);
        END LOOP;
        PERFORM claims_count_demand(ARRAY[head]);
        RETURN NULL;
    """,
)

# Once for all rows of a statement: where a group gets another head, each of its claims changes.
DEMAND_OF_A_GROUP = pgtrigger.Trigger(
    name="claim_demand_of_its_group",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    referencing=pgtrigger.Referencing(old="before", new="after"),
    declare=[("heads", "bigint[]")],
    func="""
        SELECT array_agg(head) INTO heads FROM (
            SELECT unnest(ARRAY[coalesce(b.cluster_id, b.id), coalesce(a.cluster_id, a.id)]) AS head
            FROM before b JOIN after a USING (id)
            WHERE a.cluster_id IS DISTINCT FROM b.cluster_id
        ) AS changed;
        IF heads IS NOT NULL THEN
            PERFORM claims_count_demand(heads);
        END IF;
        RETURN NULL;
    """,
)
