-- Which sums count, so that no dirham counts twice: sums are taken in one order, the widest totals first, and each
-- counts unless one that already counts may hold it. What counts is at most what was given, never more.
-- A sum is judged for five questions ('context'): the total, its region, its province, its payer, and its payer in
-- its province; a province keeps its own sum where the country's holds it.
-- In: affected_facts, funding_changed. Out: the counting columns of funding_figures, and funding_exclusions.

-- What cannot count by itself, whatever else is there.
CREATE TEMP TABLE newly_in_or_out ON COMMIT DROP AS
SELECT f.fact_id, n.out_because
FROM affected_facts AS a
JOIN coopdb.funding_figures AS f USING (fact_id)
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN f.status <> 'reported' THEN 'target'
        WHEN f.role = 'per_unit' THEN 'per_unit'
        WHEN f.role IN ('capital', 'turnover') THEN 'capital_or_turnover'
        WHEN f.measure = 'loan' THEN 'loan'
        WHEN f.measure IN ('capital', 'turnover', 'exports_value', 'revenue') THEN 'capital_or_turnover'
        WHEN f.measure IN ('price', 'wage', 'debt', 'savings') THEN 'not_support'
        WHEN f.measure = 'public_works' THEN 'not_cooperatives'
        -- The envelope of a programme is support; the budget of an office supports nobody by itself.
        WHEN f.measure = 'budget' AND f.programme_id IS NULL AND f.beneficiary_unit IS NULL THEN 'not_support'
        WHEN f.role IS NULL OR f.role NOT IN ('total', 'contribution') THEN 'not_support'
        WHEN f.unit <> 'MAD' THEN 'foreign_currency'
    END AS out_because
) AS n
WHERE f.out_because IS DISTINCT FROM n.out_because;
-- Such a one is another sum than it was.
INSERT INTO funding_changed
SELECT f.*, 0, true FROM newly_in_or_out JOIN coopdb.funding_figures AS f USING (fact_id);
UPDATE coopdb.funding_figures AS f SET
    out_because = n.out_because, not_counted_because = n.out_because, counted_in_id = NULL, overruled_by_id = NULL,
    counts_toward_total = false, counts_toward_region = false, counts_toward_province = false,
    counts_toward_payer = false, counts_toward_payer_in_province = false, counts_anywhere = false
FROM newly_in_or_out AS n
WHERE n.fact_id = f.fact_id;
DROP TABLE newly_in_or_out;

-- What stood under a sum that is gone, or is no longer what it was, is judged again, and so is the sum itself.
INSERT INTO funding_to_judge (fact_id)
SELECT fact_id FROM affected_facts
UNION
SELECT e.fact_id FROM funding_changed AS g JOIN coopdb.funding_exclusions AS e ON e.by_id = g.fact_id WHERE g.is_deep
ON CONFLICT DO NOTHING;
DELETE FROM coopdb.funding_exclusions AS e USING funding_changed AS g WHERE g.is_deep AND g.fact_id IN (e.fact_id, e.by_id);
UPDATE coopdb.funding_figures AS f SET
    counts_toward_total = false, counts_toward_region = false, counts_toward_province = false,
    counts_toward_payer = false, counts_toward_payer_in_province = false, counts_anywhere = false
FROM funding_changed AS g
WHERE g.fact_id = f.fact_id AND g.is_deep AND f.counts_anywhere;

-- Values that contradict each other about the very same thing: the one with most behind it overrules the others.
UPDATE coopdb.funding_figures AS f SET same_thing = CASE
    WHEN f.out_because IS NULL AND f.period_from IS NOT NULL AND f.where_code IS NOT NULL
    THEN md5(ROW(f.where_code, f.role, f.period_from, f.period_to, f.measure, f.programme_id, f.payer_id, f.setting, f.sector)::text)
END
FROM affected_facts AS a
WHERE f.fact_id = a.fact_id AND f.same_thing IS DISTINCT FROM CASE
    WHEN f.out_because IS NULL AND f.period_from IS NOT NULL AND f.where_code IS NOT NULL
    THEN md5(ROW(f.where_code, f.role, f.period_from, f.period_to, f.measure, f.programme_id, f.payer_id, f.setting, f.sector)::text)
END;
CREATE TEMP TABLE contradicted ON COMMIT DROP AS
WITH things AS (
    SELECT f.same_thing FROM affected_facts AS a JOIN coopdb.funding_figures AS f USING (fact_id) WHERE f.same_thing IS NOT NULL
    UNION
    SELECT same_thing FROM funding_before WHERE same_thing IS NOT NULL
),
winners AS (
    SELECT DISTINCT ON (f.same_thing) f.same_thing, f.fact_id
    FROM things
    JOIN coopdb.funding_figures AS f USING (same_thing)
    JOIN coopdb.facts AS x USING (fact_id)
    ORDER BY f.same_thing, x.n_sources DESC, x.n_claims DESC, f.value DESC, f.fact_id COLLATE "C"
)
SELECT f.fact_id, f.overruled_by_id AS before, CASE
    -- An article does not contradict itself: its sums are parts of each other, or apart.
    WHEN w.fact_id <> f.fact_id AND NOT pg_temp.share_article(f.fact_id, w.fact_id) THEN w.fact_id
END AS overruled_by_id
FROM winners AS w
JOIN coopdb.funding_figures AS f USING (same_thing);
INSERT INTO contradicted (fact_id, before)
SELECT f.fact_id, f.overruled_by_id
FROM affected_facts AS a
JOIN coopdb.funding_figures AS f USING (fact_id)
WHERE f.same_thing IS NULL AND f.overruled_by_id IS NOT NULL;
INSERT INTO funding_to_judge (fact_id)
SELECT fact_id FROM contradicted WHERE overruled_by_id IS DISTINCT FROM before
ON CONFLICT DO NOTHING;
UPDATE coopdb.funding_figures AS f SET overruled_by_id = c.overruled_by_id
FROM contradicted AS c
WHERE c.fact_id = f.fact_id AND c.overruled_by_id IS DISTINCT FROM c.before;
DROP TABLE contradicted;

INSERT INTO funding_queue
SELECT o.*
FROM funding_to_judge AS j
JOIN coopdb.funding_figures AS f USING (fact_id)
CROSS JOIN LATERAL pg_temp.place_in_order(f) AS o;

-- The same few queries thousands of times: planned once.
SET LOCAL plan_cache_mode = force_generic_plan;
DO $$
DECLARE
    f coopdb.funding_figures;
    other record;
    was text[];
    now text[];
    gained text[];
    lost text[];
BEGIN
    LOOP
        DELETE FROM funding_queue AS q
        WHERE q.fact_id = (
            SELECT fact_id FROM funding_queue ORDER BY is_part, breadth, less_value, no_period, no_programme, fact_id LIMIT 1
        )
        RETURNING q.fact_id INTO other;
        EXIT WHEN NOT FOUND;
        SELECT * INTO STRICT f FROM coopdb.funding_figures WHERE fact_id = other.fact_id;
        was := pg_temp.contexts_counted(f);
        DELETE FROM coopdb.funding_exclusions WHERE fact_id = f.fact_id;

        IF f.out_because IS NOT NULL THEN
            now := '{}';
        ELSIF f.overruled_by_id IS NOT NULL THEN
            now := '{}';
            f.not_counted_because := 'conflict';
            f.counted_in_id := f.overruled_by_id;
        ELSE
            now := pg_temp.contexts_of(f);
            f.not_counted_because := NULL;
            f.counted_in_id := NULL;
            FOR other IN
                SELECT g.fact_id, g AS whole, pg_temp.contexts_shared(f, g) AS contexts, c.reason,
                    row_number() OVER (ORDER BY pg_temp.nearness(f, g), g.fact_id COLLATE "C") AS place_in_line
                FROM (
                    -- The same purpose; the same programme or one above it; the same value, or one that it rounds.
                    SELECT g.fact_id
                    FROM coopdb.place_containments AS p
                    JOIN coopdb.funding_figures AS g
                        ON g.where_code = p.wider_code AND g.measure = f.measure AND g.counts_anywhere
                    WHERE p.place_code = f.where_code AND f.measure IN ('support_to_cooperatives', 'support')
                        AND coalesce(g.period_first, '-infinity') <= coalesce(f.period_last, 'infinity')
                        AND coalesce(f.period_first, '-infinity') <= coalesce(g.period_last, 'infinity')
                        AND (g.role = 'total' OR g.payer_id = f.payer_id)
                    UNION
                    SELECT g.fact_id
                    FROM coopdb.place_containments AS p
                    CROSS JOIN coopdb.programme_ancestors AS above
                    JOIN coopdb.funding_figures AS g
                        ON g.where_code = p.wider_code AND g.programme_id = above.ancestor_id AND g.counts_anywhere
                    WHERE p.place_code = f.where_code AND above.programme_id = f.programme_id
                    UNION
                    SELECT g.fact_id
                    FROM coopdb.funding_figures AS g
                    WHERE g.where_code = f.where_code AND g.counts_anywhere
                        AND g.value BETWEEN f.value - f.step AND f.value + f.step AND (g.value = f.value OR g.step < f.step)
                        AND coopdb.measures_agree(f.measure, g.measure) AND coopdb.agree(f.payer_id, g.payer_id)
                    UNION
                    -- What the same source says.
                    SELECT theirs.fact_id
                    FROM coopdb.figure_statements AS own
                    JOIN coopdb.article_sources AS source ON source.source_key = own.source_key
                    JOIN coopdb.figure_statements AS theirs ON theirs.article_id = source.article_id AND theirs.kind = 'money'
                    WHERE own.fact_id = f.fact_id
                ) AS candidate
                JOIN coopdb.funding_figures AS g USING (fact_id)
                CROSS JOIN LATERAL (SELECT pg_temp.reason_inside(f, g) AS reason) AS c
                WHERE g.counts_anywhere AND pg_temp.outranks(g, f) AND c.reason IS NOT NULL
                ORDER BY place_in_line
            LOOP
                INSERT INTO coopdb.funding_exclusions (fact_id, context, by_id)
                SELECT f.fact_id, context, other.fact_id FROM unnest(other.contexts) AS context
                ON CONFLICT DO NOTHING;
                IF f.counted_in_id IS NULL AND 'total' = ANY (other.contexts) THEN
                    f.counted_in_id := other.fact_id;
                    f.not_counted_because := other.reason;
                END IF;
                now := ARRAY(SELECT unnest(now) EXCEPT SELECT unnest(other.contexts));
            END LOOP;
        END IF;

        UPDATE coopdb.funding_figures SET
            counts_toward_total = 'total' = ANY (now), counts_toward_region = 'region' = ANY (now),
            counts_toward_province = 'province' = ANY (now), counts_toward_payer = 'payer' = ANY (now),
            counts_toward_payer_in_province = 'payer_in_province' = ANY (now), counts_anywhere = now <> '{}',
            not_counted_because = f.not_counted_because, counted_in_id = f.counted_in_id
        WHERE fact_id = f.fact_id;
        gained := ARRAY(SELECT unnest(now) EXCEPT SELECT unnest(was));
        lost := ARRAY(SELECT unnest(was) EXCEPT SELECT unnest(now));

        IF lost <> '{}' THEN
            INSERT INTO funding_queue
            SELECT DISTINCT o.*
            FROM coopdb.funding_exclusions AS e
            JOIN coopdb.funding_figures AS x USING (fact_id)
            CROSS JOIN LATERAL pg_temp.place_in_order(x) AS o
            WHERE e.by_id = f.fact_id AND e.context = ANY (lost)
            ON CONFLICT DO NOTHING;
        END IF;
        -- What counted until now and lies in this one is judged again; so is what it holds more nearly than another.
        IF gained <> '{}' THEN
            INSERT INTO funding_queue
            SELECT o.*
            FROM (
                SELECT x.fact_id
                FROM coopdb.place_containments AS p
                JOIN coopdb.funding_figures AS x ON x.where_code = p.place_code AND x.measure = f.measure
                WHERE p.wider_code = f.where_code AND f.measure IN ('support_to_cooperatives', 'support')
                    AND coalesce(x.period_first, '-infinity') <= coalesce(f.period_last, 'infinity')
                    AND coalesce(f.period_first, '-infinity') <= coalesce(x.period_last, 'infinity')
                UNION
                SELECT x.fact_id
                FROM coopdb.programme_ancestors AS below
                CROSS JOIN coopdb.place_containments AS p
                JOIN coopdb.funding_figures AS x ON x.where_code = p.place_code AND x.programme_id = below.programme_id
                WHERE below.ancestor_id = f.programme_id AND p.wider_code = f.where_code
                UNION
                SELECT x.fact_id
                FROM (SELECT f.value AS form UNION SELECT coopdb.rounded_forms(f.value)) AS r
                JOIN coopdb.funding_figures AS x ON x.where_code = f.where_code AND x.value = r.form
                UNION
                SELECT theirs.fact_id
                FROM coopdb.figure_statements AS own
                JOIN coopdb.article_sources AS source ON source.source_key = own.source_key
                JOIN coopdb.figure_statements AS theirs ON theirs.article_id = source.article_id AND theirs.kind = 'money'
                WHERE own.fact_id = f.fact_id
            ) AS candidate
            JOIN coopdb.funding_figures AS x USING (fact_id)
            CROSS JOIN LATERAL pg_temp.place_in_order(x) AS o
            LEFT JOIN coopdb.funding_figures AS holder ON holder.fact_id = x.counted_in_id
            WHERE x.out_because IS NULL AND x.overruled_by_id IS NULL AND pg_temp.outranks(f, x)
                AND (
                    gained && pg_temp.contexts_counted(x)
                    OR ('total' = ANY (gained) AND (x.counted_in_id IS NULL
                        OR (pg_temp.nearness(x, f), f.fact_id COLLATE "C") < (pg_temp.nearness(x, holder), holder.fact_id COLLATE "C")))
                )
                AND pg_temp.reason_inside(x, f) IS NOT NULL
            ON CONFLICT DO NOTHING;
        END IF;
    END LOOP;
END
$$;
SET LOCAL plan_cache_mode = auto;
