-- Which sums count, so that no dirham counts twice: sums are taken in one order, the widest totals first, and each
-- counts unless one that already counts may hold it. What counts is at most what was given, never more.
-- A sum is judged for five questions ('contexts', see counting_functions.sql): the total, its region, its province, its
-- payer, and its payer in its province; a province keeps its own sum where the country's holds it.
-- In: affected_facts, said_beside, funding_before, funding_changed, funding_to_judge. Out: the counting columns of funding_figures,
-- funding_exclusions, and in funding_to_judge all that was judged.

-- What stood under a sum that is gone, or is no longer what it was, is judged again, and so is the sum itself.
INSERT INTO funding_to_judge (fact_id)
SELECT fact_id FROM affected_facts
UNION
SELECT e.fact_id FROM funding_changed AS g JOIN coopdb.funding_exclusions AS e ON e.by_id = g.fact_id
UNION
SELECT f.fact_id
FROM said_beside AS b
JOIN coopdb.funding_figures AS f USING (fact_id)
JOIN coopdb.funding_figures AS g ON g.fact_id = b.by_id AND g.counts_anywhere
WHERE pg_temp.may_hold(g, f)
ON CONFLICT DO NOTHING;
DELETE FROM coopdb.funding_exclusions AS e USING funding_changed AS g WHERE g.fact_id = e.by_id;

-- Values that contradict each other about the very same thing: the one with most behind it overrules the others.
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
    WHEN w.fact_id <> f.fact_id AND NOT EXISTS (
        SELECT FROM coopdb.figure_statements AS own
        JOIN coopdb.figure_statements AS theirs USING (article_id)
        WHERE own.fact_id = f.fact_id AND theirs.fact_id = w.fact_id
    ) THEN w.fact_id
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

-- Which places lie in which, of those that a sum is of: some hundreds of some thousands.
CREATE TEMP TABLE places_inside ON COMMIT DROP AS
WITH RECURSIVE used AS (
    SELECT min(where_code) AS code FROM coopdb.funding_figures
    UNION ALL
    SELECT (SELECT min(f.where_code) FROM coopdb.funding_figures AS f WHERE f.where_code > used.code)
    FROM used
    WHERE used.code IS NOT NULL
)
SELECT p.place_code, p.wider_code FROM used JOIN coopdb.place_containments AS p ON p.place_code = used.code;
ANALYZE places_inside;
-- Joins go in the order that they are written in, from the few sums that are judged to what may hold them, which is
-- looked up by indexes (OFFSET 0 keeps it so).
SET LOCAL join_collapse_limit = 1;
-- In waves: what is judged may change what lies in it, which is judged next. A sum depends on those alone that outrank
-- it, so the waves end, and in one state whatever came first.
DO $$
DECLARE
    wave int := 0;
BEGIN
    LOOP
        DELETE FROM judged;
        INSERT INTO judged (fact_id, was, counts, open, is_visible)
        SELECT
            f.fact_id, CASE WHEN wave = 0 AND c.fact_id IS NOT NULL THEN 0 ELSE pg_temp.contexts_counted(f) END,
            0, pg_temp.contexts_of(f), f.counts_anywhere
        FROM funding_to_judge AS j
        JOIN coopdb.funding_figures AS f USING (fact_id)
        LEFT JOIN funding_changed AS c USING (fact_id)
        WHERE j.is_waiting;
        EXIT WHEN NOT FOUND;
        UPDATE funding_to_judge SET is_waiting = false WHERE is_waiting;
        -- Plans are made for the first wave, as large as what came in, and for the second, whose plan serves all that follow.
        wave := wave + 1;
        IF wave <= 2 THEN
            ANALYZE judged;
        END IF;

        -- What may hold them. What the same source says may, whatever it is.
        DELETE FROM said_together;
        INSERT INTO said_together (fact_id, other_id, in_one_article)
        SELECT u.fact_id, u.other_id, bool_or(t.in_one_article)
        FROM (
            SELECT DISTINCT own.fact_id, theirs.fact_id AS other_id, own.article_id = theirs.article_id AS in_one_article
            FROM judged AS j
            JOIN coopdb.figure_statements AS own USING (fact_id)
            JOIN coopdb.article_sources AS source USING (source_key)
            JOIN coopdb.readings AS r ON r.article_id = source.article_id AND r.is_current
            JOIN coopdb.figure_statements AS theirs ON theirs.reading_id = r.reading_id
            WHERE j.open <> 0 AND theirs.kind = 'money' AND theirs.fact_id <> own.fact_id
        ) AS t
        CROSS JOIN LATERAL (VALUES (t.fact_id, t.other_id), (t.other_id, t.fact_id)) AS u (fact_id, other_id)
        GROUP BY u.fact_id, u.other_id;
        IF wave = 1 THEN
            ANALYZE said_together;
        END IF;
        DELETE FROM candidates;
        INSERT INTO candidates (fact_id, by_id)
        -- Support in the same or a wider place.
        SELECT f.fact_id, (whole.sum).fact_id
        FROM judged AS j
        JOIN coopdb.funding_figures AS f USING (fact_id)
        JOIN coopdb.place_containments AS p ON p.place_code = f.where_code
        CROSS JOIN LATERAL (
            SELECT g AS sum FROM coopdb.funding_figures AS g
            WHERE g.where_code = p.wider_code AND g.measure = f.measure AND g.counts_anywhere
                AND g.measure IN ('support_to_cooperatives', 'support')
            OFFSET 0
        ) AS whole
        WHERE j.open <> 0 AND pg_temp.may_hold(whole.sum, f)
        UNION
        -- The same programme, or one above it.
        SELECT f.fact_id, (whole.sum).fact_id
        FROM judged AS j
        JOIN coopdb.funding_figures AS f USING (fact_id)
        JOIN coopdb.place_containments AS p ON p.place_code = f.where_code
        JOIN coopdb.programme_ancestors AS above ON above.programme_id = f.programme_id
        CROSS JOIN LATERAL (
            SELECT g AS sum FROM coopdb.funding_figures AS g
            WHERE g.programme_id = above.ancestor_id AND g.where_code = p.wider_code AND g.counts_anywhere
            OFFSET 0
        ) AS whole
        WHERE j.open <> 0 AND pg_temp.may_hold(whole.sum, f)
        UNION
        -- The same value, or one that it rounds.
        SELECT f.fact_id, (whole.sum).fact_id
        FROM judged AS j
        JOIN coopdb.funding_figures AS f USING (fact_id)
        CROSS JOIN LATERAL (
            SELECT g AS sum FROM coopdb.funding_figures AS g
            WHERE g.where_code = f.where_code AND g.value BETWEEN f.value - f.step AND f.value + f.step AND g.counts_anywhere
                AND (g.value = f.value OR coopdb.stands_for(f.value, f.step, f.qualifier, g.value, g.step))
            OFFSET 0
        ) AS whole
        WHERE j.open <> 0 AND pg_temp.may_hold(whole.sum, f)
        UNION
        SELECT f.fact_id, g.fact_id
        FROM judged AS j
        JOIN coopdb.funding_figures AS f USING (fact_id)
        JOIN said_together AS said USING (fact_id)
        JOIN coopdb.funding_figures AS g ON g.fact_id = said.other_id AND g.counts_anywhere
        WHERE j.open <> 0 AND pg_temp.may_hold(g, f);
        DELETE FROM holders;
        IF wave = 1 THEN
            ANALYZE candidates;
        END IF;
        PERFORM pg_temp.find_holders();
        IF wave = 1 THEN
            ANALYZE holders;
        END IF;

        -- A question is settled by a holder that counts in it, or when no holder is open in it any more.
        LOOP
            UPDATE judged AS f SET counts = f.counts | (f.open & ~h.taken & ~h.unsure), open = f.open & ~h.taken & h.unsure
            FROM (
                SELECT
                    j.fact_id, coalesce(bit_or(h.contexts & coalesce(g.counts, 31)), 0) AS taken,
                    coalesce(bit_or(h.contexts & coalesce(g.open, 0)), 0) AS unsure
                FROM judged AS j
                LEFT JOIN holders AS h USING (fact_id)
                LEFT JOIN judged AS g ON g.fact_id = h.by_id
                WHERE j.open <> 0
                GROUP BY j.fact_id
            ) AS h
            WHERE h.fact_id = f.fact_id;
            EXIT WHEN NOT EXISTS (SELECT FROM judged WHERE open <> 0);
        END LOOP;

        -- It lies in the nearest of those that count.
        DELETE FROM coopdb.funding_exclusions AS e USING judged AS j WHERE e.fact_id = j.fact_id;
        WITH counting AS (
            SELECT h.fact_id, h.by_id, h.reason, h.contexts & coalesce(j.counts, 31) AS contexts
            FROM holders AS h
            LEFT JOIN judged AS j ON j.fact_id = h.by_id
            WHERE h.contexts & coalesce(j.counts, 31) <> 0
        ),
        nearest AS (
            SELECT DISTINCT ON (c.fact_id) c.fact_id, c.by_id, c.reason
            FROM counting AS c
            JOIN coopdb.funding_figures AS f USING (fact_id)
            JOIN coopdb.funding_figures AS g ON g.fact_id = c.by_id
            WHERE c.contexts & 1 <> 0
            ORDER BY c.fact_id, pg_temp.nearness(f, g), c.by_id COLLATE "C"
        ),
        -- When the nearest counts no more, or another that answers for a question, the sum is judged again.
        kept AS (
            INSERT INTO coopdb.funding_exclusions (fact_id, by_id, contexts)
            SELECT fact_id, by_id, contexts
            FROM (
                SELECT c.fact_id, c.by_id, c.contexts & ~coalesce(bit_or(c.contexts) OVER (
                    PARTITION BY c.fact_id ORDER BY n.by_id IS NULL, c.contexts DESC, c.by_id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ), 0) AS contexts
                FROM counting AS c
                LEFT JOIN nearest AS n USING (fact_id, by_id)
            ) AS c
            WHERE contexts <> 0
        )
        UPDATE coopdb.funding_figures AS f SET
            counts_toward_total = n.total, counts_toward_region = n.region, counts_toward_province = n.province,
            counts_toward_payer = n.payer, counts_toward_payer_in_province = n.payer_in_province, counts_anywhere = n.anywhere,
            not_counted_because = n.reason, counted_in_id = n.by_id
        FROM (
            SELECT
                j.fact_id, j.counts & 1 <> 0 AS total, j.counts & 2 <> 0 AS region, j.counts & 4 <> 0 AS province,
                j.counts & 8 <> 0 AS payer, j.counts & 16 <> 0 AS payer_in_province, j.counts <> 0 AS anywhere,
                CASE
                    WHEN f.out_because IS NOT NULL THEN f.out_because
                    WHEN f.overruled_by_id IS NOT NULL THEN 'conflict'
                    ELSE near.reason
                END AS reason,
                CASE WHEN f.out_because IS NULL THEN coalesce(f.overruled_by_id, near.by_id) END AS by_id
            FROM judged AS j
            JOIN coopdb.funding_figures AS f USING (fact_id)
            LEFT JOIN nearest AS near ON near.fact_id = j.fact_id
        ) AS n
        WHERE n.fact_id = f.fact_id
            AND (f.counts_toward_total, f.counts_toward_region, f.counts_toward_province, f.counts_toward_payer,
                f.counts_toward_payer_in_province, f.counts_anywhere, f.not_counted_because, f.counted_in_id)
            IS DISTINCT FROM (n.total, n.region, n.province, n.payer, n.payer_in_province, n.anywhere, n.reason, n.by_id);

        -- Next: what lay in a sum that counts no more,
        INSERT INTO funding_to_judge AS t (fact_id)
        SELECT DISTINCT e.fact_id
        FROM judged AS j
        JOIN coopdb.funding_exclusions AS e ON e.by_id = j.fact_id
        WHERE e.contexts & j.was & ~j.counts <> 0
        ON CONFLICT (fact_id) DO UPDATE SET is_waiting = true;
        -- and what counted until now and lies in one that now counts, or lies nearer in it than in another.
        DELETE FROM candidates;
        INSERT INTO candidates (fact_id, by_id)
        SELECT (part.sum).fact_id, f.fact_id
        FROM judged AS j
        JOIN coopdb.funding_figures AS f USING (fact_id)
        JOIN places_inside AS p ON p.wider_code = f.where_code
        CROSS JOIN LATERAL (
            SELECT x AS sum FROM coopdb.funding_figures AS x
            WHERE x.where_code = p.place_code AND x.measure = f.measure AND x.measure IN ('support_to_cooperatives', 'support')
            OFFSET 0
        ) AS part
        WHERE j.counts & ~j.was <> 0 AND pg_temp.may_hold(f, part.sum)
        UNION
        SELECT (part.sum).fact_id, f.fact_id
        FROM judged AS j
        JOIN coopdb.funding_figures AS f USING (fact_id)
        JOIN places_inside AS p ON p.wider_code = f.where_code
        JOIN coopdb.programme_ancestors AS below ON below.ancestor_id = f.programme_id
        CROSS JOIN LATERAL (
            SELECT x AS sum FROM coopdb.funding_figures AS x
            WHERE x.programme_id = below.programme_id AND x.where_code = p.place_code
            OFFSET 0
        ) AS part
        WHERE j.counts & ~j.was <> 0 AND pg_temp.may_hold(f, part.sum)
        UNION
        SELECT (part.sum).fact_id, f.fact_id
        FROM judged AS j
        JOIN coopdb.funding_figures AS f USING (fact_id)
        CROSS JOIN LATERAL (SELECT f.value AS form UNION SELECT coopdb.rounded_forms(f.value)) AS r
        CROSS JOIN LATERAL (
            SELECT x AS sum FROM coopdb.funding_figures AS x WHERE x.where_code = f.where_code AND x.value = r.form OFFSET 0
        ) AS part
        WHERE j.counts & ~j.was <> 0 AND pg_temp.may_hold(f, part.sum)
        UNION
        SELECT x.fact_id, f.fact_id
        FROM judged AS j
        JOIN coopdb.funding_figures AS f USING (fact_id)
        JOIN said_together AS said USING (fact_id)
        JOIN coopdb.funding_figures AS x ON x.fact_id = said.other_id
        WHERE j.counts & ~j.was <> 0 AND pg_temp.may_hold(f, x);
        -- Sums of this wave have met already, but for those that none could see because they did not count.
        DELETE FROM candidates AS c USING judged AS f, judged AS x
        WHERE f.fact_id = c.by_id AND f.is_visible AND x.fact_id = c.fact_id;
        DELETE FROM holders;
        PERFORM pg_temp.find_holders();
        INSERT INTO funding_to_judge (fact_id)
        SELECT DISTINCT x.fact_id
        FROM holders AS h
        JOIN judged AS j ON j.fact_id = h.by_id
        JOIN coopdb.funding_figures AS f ON f.fact_id = h.by_id
        JOIN coopdb.funding_figures AS x ON x.fact_id = h.fact_id
        LEFT JOIN coopdb.funding_figures AS holder ON holder.fact_id = x.counted_in_id
        WHERE x.out_because IS NULL AND x.overruled_by_id IS NULL AND (
            j.counts & ~j.was & h.contexts & pg_temp.contexts_counted(x) <> 0
            OR (j.counts & ~j.was & 1 <> 0 AND (pg_temp.nearness(x, f), f.fact_id COLLATE "C")
                < (pg_temp.nearness(x, holder), holder.fact_id COLLATE "C"))
        )
        ON CONFLICT (fact_id) DO UPDATE SET is_waiting = true;
    END LOOP;
END
$$;
SET LOCAL join_collapse_limit TO DEFAULT;
DROP TABLE places_inside;
