-- Which sums count, so that no dirham counts twice. A sum does not count where another that is related to it
-- outranks it; what remains is at most what was given, never more.
-- In: funding_changed, funding_to_judge. Out: the counting columns of funding_figures.

-- Whom a change can concern: the narrower and equal places of the same programme or purpose, and the same source.
INSERT INTO funding_to_judge
SELECT f.fact_id
FROM funding_changed AS g
JOIN coopdb.place_containments AS p ON p.wider_code = g.where_code
JOIN coopdb.funding_figures AS f ON f.where_code = p.place_code AND f.unit = g.unit
WHERE g.is_deep AND g.status = 'reported' AND g.role IN ('total', 'contribution')
    AND f.status = 'reported' AND f.role IN ('total', 'contribution')
    AND (coopdb.programmes_agree(f.programme_id, g.programme_id) OR EXISTS (
        SELECT FROM coopdb.programme_ancestors AS above
        WHERE above.programme_id = f.programme_id AND above.ancestor_id = g.programme_id
    ))
    AND (f.measure = g.measure OR f.programme_id = g.programme_id OR f.value = g.value OR g.programme_id IS NOT NULL)
    AND coalesce(f.period_first, '-infinity') <= coalesce(g.period_last, 'infinity')
    AND coalesce(g.period_first, '-infinity') <= coalesce(f.period_last, 'infinity')
UNION
SELECT f.fact_id
FROM funding_changed AS g
JOIN coopdb.funding_figures AS f ON f.where_code = g.where_code AND f.unit = g.unit AND f.measure = g.measure
WHERE NOT g.is_deep AND f.role = g.role AND f.period_from = g.period_from AND f.status = 'reported'
UNION
SELECT theirs.fact_id
FROM funding_changed AS g
JOIN coopdb.figure_statements AS own ON own.fact_id = g.fact_id
JOIN coopdb.article_sources AS source ON source.source_key = own.source_key
JOIN coopdb.figure_statements AS theirs ON theirs.article_id = source.article_id AND theirs.kind = 'money'
WHERE g.is_deep
ON CONFLICT DO NOTHING;
DELETE FROM funding_to_judge AS j WHERE NOT EXISTS (SELECT FROM coopdb.funding_figures AS f WHERE f.fact_id = j.fact_id);
ANALYZE funding_to_judge;

CREATE TEMP TABLE judged ON COMMIT DROP AS
SELECT
    f.*, a.n_sources, a.n_claims,
    CASE
        WHEN f.status <> 'reported' THEN 'target'
        WHEN f.role = 'per_unit' THEN 'per_unit'
        WHEN f.role IN ('capital', 'turnover') THEN 'capital_or_turnover'
        WHEN f.measure = 'loan' THEN 'loan'
        WHEN f.measure IN ('capital', 'turnover', 'exports_value', 'revenue') THEN 'capital_or_turnover'
        WHEN f.measure IN ('price', 'wage', 'debt', 'savings') THEN 'not_support'
        WHEN f.measure = 'public_works' THEN 'not_cooperatives'
        -- The envelope of a programme is support; the budget of an office supports nobody by itself.
        WHEN f.measure = 'budget' AND f.programme_id IS NULL AND f.beneficiary_unit IS NULL THEN 'not_support'
        WHEN f.unit <> 'MAD' AND f.role IN ('total', 'contribution') THEN 'foreign_currency'
        WHEN f.role IN ('total', 'contribution') THEN NULL
        ELSE 'not_support'
    END AS out_by_itself
FROM funding_to_judge
JOIN coopdb.funding_figures AS f USING (fact_id)
JOIN coopdb.facts AS a USING (fact_id);
CREATE INDEX ON judged (fact_id);
ANALYZE judged;

CREATE TEMP TABLE rivals ON COMMIT DROP AS
SELECT fact_id, other_id, bool_or(shares_source) AS shares_source, bool_or(shares_article) AS shares_article
FROM (
    -- What the same source says.
    SELECT f.fact_id, theirs.fact_id AS other_id, true AS shares_source,
        own.article_id = theirs.article_id AS shares_article
    FROM judged AS f
    JOIN coopdb.figure_statements AS own ON own.fact_id = f.fact_id
    JOIN coopdb.article_sources AS source ON source.source_key = own.source_key
    JOIN coopdb.figure_statements AS theirs ON theirs.article_id = source.article_id AND theirs.kind = 'money'
    WHERE f.out_by_itself IS NULL
    UNION ALL
    -- The same programme, or one above it, in the same place or a wider one.
    SELECT f.fact_id, g.fact_id, false, false
    FROM judged AS f
    JOIN coopdb.programme_ancestors AS above ON above.programme_id = f.programme_id
    JOIN coopdb.place_containments AS p ON p.place_code = f.where_code
    JOIN coopdb.funding_figures AS g ON g.programme_id = above.ancestor_id AND g.where_code = p.wider_code
    WHERE f.out_by_itself IS NULL AND coopdb.agree(f.measure, g.measure)
    UNION ALL
    -- Support for the same purpose, no matter from which programme where one does not say.
    SELECT f.fact_id, g.fact_id, false, false
    FROM judged AS f
    JOIN coopdb.place_containments AS p ON p.place_code = f.where_code
    JOIN coopdb.funding_figures AS g ON g.where_code = p.wider_code AND g.unit = f.unit AND g.measure = f.measure
    WHERE f.out_by_itself IS NULL AND f.measure IN ('support_to_cooperatives', 'support')
        AND coopdb.programmes_agree(f.programme_id, g.programme_id)
    UNION ALL
    -- The same value, or one that rounds it, that something kept apart.
    SELECT f.fact_id, g.fact_id, false, false
    FROM judged AS f
    JOIN coopdb.funding_figures AS g ON g.where_code = f.where_code AND g.unit = f.unit
        AND g.value BETWEEN f.value - coopdb.step_of(f.value) AND f.value + coopdb.step_of(f.value)
    WHERE f.out_by_itself IS NULL AND coopdb.measures_agree(f.measure, g.measure) AND coopdb.programmes_agree(f.programme_id, g.programme_id)
        AND (g.value = f.value OR coopdb.stands_for(f.value, f.qualifier, g.value))
) AS found
WHERE fact_id <> other_id
GROUP BY fact_id, other_id;
ANALYZE rivals;

CREATE TEMP TABLE inside ON COMMIT DROP AS
SELECT r.fact_id, r.other_id, r.shares_source, f.payer_id = g.payer_id AS is_same_payer,
    (f.period_from, f.period_to) IS NOT DISTINCT FROM (g.period_from, g.period_to) AS is_same_period,
    f.programme_id = g.programme_id AS is_same_programme,
    CASE
        WHEN g.breadth >= 2 AND f.where_code IS NOT NULL THEN 1
        WHEN g.breadth = 1 AND f.where_code IS NOT NULL THEN 2
        ELSE 3
    END AS at_level,
    CASE
        WHEN f.part_of_id = g.fact_id THEN CASE f.role WHEN 'contribution' THEN 'contribution_of_known_total' ELSE 'inside_total' END
        WHEN is_conflict THEN 'conflict'
        WHEN g.value = f.value AND NOT is_known_apart AND f.role = g.role THEN 'copy'
        WHEN coopdb.stands_for(f.value, f.qualifier, g.value) AND NOT is_known_apart AND f.role = g.role THEN 'rounded_copy'
        WHEN f.role = 'contribution' AND g.role = 'total' THEN
            CASE WHEN r.shares_source OR NOT is_period_inside THEN 'unclear_inside' ELSE 'contribution_of_known_total' END
        WHEN NOT is_period_inside OR (f.programme_id IS NULL AND g.programme_id IS NOT NULL) THEN 'unclear_inside'
        WHEN f.where_code <> g.where_code THEN 'narrower_place'
        WHEN (f.period_from, f.period_to) IS DISTINCT FROM (g.period_from, g.period_to) THEN 'shorter_period'
        ELSE 'unclear_inside'
    END AS reason,
    row_number() OVER (
        PARTITION BY r.fact_id
        ORDER BY (f.part_of_id = g.fact_id) DESC NULLS LAST, is_conflict DESC, r.shares_source DESC, g.breadth DESC NULLS LAST,
            g.value, g.fact_id
    ) AS nearness
FROM rivals AS r
JOIN judged AS f USING (fact_id)
JOIN coopdb.funding_figures AS g ON g.fact_id = r.other_id
JOIN coopdb.facts AS ga ON ga.fact_id = g.fact_id
CROSS JOIN LATERAL (
    SELECT
        coalesce(f.period_first >= g.period_first AND (g.period_last IS NULL OR f.period_last <= g.period_last), false)
            AS is_period_inside,
        -- Two articles on the very same thing: the value with more behind it counts.
        NOT r.shares_article AND f.period_from IS NOT NULL AND f.value <> g.value
        AND (f.where_code, f.role, f.period_from, f.period_to, f.measure, f.programme_id, f.payer_id, f.setting, f.sector)
        IS NOT DISTINCT FROM
        (g.where_code, g.role, g.period_from, g.period_to, g.measure, g.programme_id, g.payer_id, g.setting, g.sector)
        AS is_conflict,
        NOT (coopdb.agree(f.payer_id, g.payer_id) AND coopdb.programmes_agree(f.programme_id, g.programme_id)
            AND coopdb.periods_agree(f.period_from, f.period_to, g.period_from, g.period_to)) AS is_known_apart
) AS c
WHERE g.status = 'reported' AND g.role IN ('total', 'contribution') AND g.unit = f.unit
    AND (g.measure IS NULL OR g.measure NOT IN (
        'loan', 'capital', 'turnover', 'exports_value', 'revenue', 'price', 'wage', 'debt', 'savings', 'public_works'
    ))
    -- What an article says comes on top of another sum is not inside it.
    AND NOT EXISTS (
        SELECT FROM coopdb.figure_statements AS beside
        JOIN coopdb.figure_statements AS whole ON (whole.reading_id, whole.claim_no) = (beside.reading_id, beside.apart_from_no)
        WHERE beside.fact_id = f.fact_id AND whole.fact_id = g.fact_id
    )
    -- The place: the same or a wider one; where one is not said, only what the same source says can hold it.
    AND CASE
        WHEN f.where_code IS NULL OR g.where_code IS NULL THEN r.shares_source
        ELSE EXISTS (
            SELECT FROM coopdb.place_containments AS p WHERE (p.place_code, p.wider_code) = (f.where_code, g.where_code)
        )
    END
    AND coalesce(f.period_first, '-infinity') <= coalesce(g.period_last, 'infinity')
    AND coalesce(g.period_first, '-infinity') <= coalesce(f.period_last, 'infinity')
    AND coopdb.agree(f.setting, g.setting)
    AND coopdb.agree(f.sector, g.sector)
    AND (
        f.part_of_id = g.fact_id
        -- A part is inside a whole, an equal beside an equal; parts of different payers are apart.
        OR CASE
            WHEN f.role = 'contribution' AND g.role = 'total'
            THEN coopdb.agree(f.payer_id, g.payer_id)
                -- More than the whole: one of the two is wrong where they are about the very same thing.
                AND (
                    coalesce(f.value_min, f.value) <= coalesce(g.value_max, 'infinity')
                    OR (f.where_code = g.where_code
                        AND (f.period_from, f.period_to) IS NOT DISTINCT FROM (g.period_from, g.period_to))
                )
                AND (coopdb.programmes_agree(f.programme_id, g.programme_id) OR EXISTS (
                    SELECT FROM coopdb.programme_ancestors AS above
                    WHERE (above.programme_id, above.ancestor_id) = (f.programme_id, g.programme_id)
                ))
            WHEN f.role = 'total' AND g.role = 'total'
            THEN coopdb.agree(f.payer_id, g.payer_id)
                AND (
                    NOT r.shares_source
                    -- In one article, two costs of two projects are two; a programme's sums may hold each other.
                    OR f.programme_id = g.programme_id
                    OR (f.measure = g.measure AND f.measure IN ('support_to_cooperatives', 'support', 'budget')
                        AND coopdb.programmes_agree(f.programme_id, g.programme_id))
                )
            ELSE f.payer_id = g.payer_id
                AND coopdb.agree(f.measure, g.measure) AND coopdb.programmes_agree(f.programme_id, g.programme_id)
        END
    )
    -- Who outranks whom is one order, so that two never shut each other out.
    AND CASE
        WHEN f.part_of_id = g.fact_id THEN g.part_of_id IS DISTINCT FROM f.fact_id OR g.value > f.value
        WHEN g.part_of_id = f.fact_id THEN false
        WHEN f.role = 'contribution' AND g.role = 'total' AND f.payer_id IS DISTINCT FROM g.payer_id THEN true
        WHEN f.breadth > g.breadth THEN true
        WHEN f.breadth < g.breadth THEN false
        WHEN is_conflict
        THEN (ga.n_sources, ga.n_claims, g.value, g.fact_id COLLATE "C") > (f.n_sources, f.n_claims, f.value, f.fact_id COLLATE "C")
        ELSE (g.value, g.role = 'total', g.period_first IS NOT NULL, g.programme_id IS NOT NULL, g.fact_id COLLATE "C")
            > (f.value, f.role = 'total', f.period_first IS NOT NULL, f.programme_id IS NOT NULL, f.fact_id COLLATE "C")
    END;

UPDATE coopdb.funding_figures AS f SET
    inside_total_at = n.inside_total_at,
    inside_payer_at = n.inside_payer_at,
    inside_same_period = n.inside_same_period,
    inside_same_programme = n.inside_same_programme,
    counts_toward_total = n.counts_toward_total,
    counts_toward_payer = n.counts_toward_payer,
    not_counted_because = n.not_counted_because,
    counted_in_id = n.counted_in_id
FROM (
    SELECT
        j.fact_id, i.inside_total_at, i.inside_payer_at,
        coalesce(i.inside_same_period, false) AS inside_same_period,
        coalesce(i.inside_same_programme, false) AS inside_same_programme,
        j.out_by_itself IS NULL AND i.inside_total_at IS NULL AS counts_toward_total,
        j.out_by_itself IS NULL AND j.payer_id IS NOT NULL AND i.inside_payer_at IS NULL AS counts_toward_payer,
        coalesce(j.out_by_itself, nearest.reason) AS not_counted_because,
        nearest.other_id AS counted_in_id
    FROM judged AS j
    LEFT JOIN (
        SELECT
            fact_id, min(at_level) AS inside_total_at, min(at_level) FILTER (WHERE is_same_payer) AS inside_payer_at,
            bool_or(is_same_period) AS inside_same_period, bool_or(coalesce(is_same_programme, false)) AS inside_same_programme
        FROM inside
        GROUP BY fact_id
    ) AS i USING (fact_id)
    LEFT JOIN inside AS nearest ON nearest.fact_id = j.fact_id AND nearest.nearness = 1
) AS n
WHERE n.fact_id = f.fact_id
    AND (f.inside_total_at, f.inside_payer_at, f.inside_same_period, f.inside_same_programme, f.counts_toward_total,
        f.counts_toward_payer, f.not_counted_because, f.counted_in_id)
    IS DISTINCT FROM (n.inside_total_at, n.inside_payer_at, n.inside_same_period, n.inside_same_programme,
        n.counts_toward_total, n.counts_toward_payer, n.not_counted_because, n.counted_in_id);
DROP TABLE judged, rivals, inside;
