-- What derive_counting.sql asks of two sums. Functions of the session: they change with the program, not the schema.
-- The questions that a sum can be asked are bits: 1 the total, 2 its region, 4 its province, 8 its payer, 16 its payer
-- in its province.

CREATE OR REPLACE FUNCTION pg_temp.contexts_of(f coopdb.funding_figures) RETURNS int LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN f.out_because IS NOT NULL OR f.overruled_by_id IS NOT NULL THEN 0 ELSE
        1 + CASE WHEN f.region_code IS NOT NULL THEN 2 ELSE 0 END + CASE WHEN f.province_code IS NOT NULL THEN 4 ELSE 0 END
        + CASE WHEN f.payer_id IS NULL THEN 0 WHEN f.province_code IS NULL THEN 8 ELSE 24 END
    END
$$;
CREATE OR REPLACE FUNCTION pg_temp.contexts_counted(f coopdb.funding_figures) RETURNS int LANGUAGE sql IMMUTABLE AS $$
    SELECT f.counts_toward_total::int + 2 * f.counts_toward_region::int + 4 * f.counts_toward_province::int
        + 8 * f.counts_toward_payer::int + 16 * f.counts_toward_payer_in_province::int
$$;
-- Those that two sums have in common.
CREATE OR REPLACE FUNCTION pg_temp.contexts_shared(f coopdb.funding_figures, g coopdb.funding_figures) RETURNS int
LANGUAGE sql IMMUTABLE AS $$
    SELECT 1 + CASE WHEN f.region_code = g.region_code THEN 2 ELSE 0 END
        + CASE WHEN f.province_code = g.province_code THEN 4 ELSE 0 END + CASE WHEN f.payer_id = g.payer_id THEN 8 ELSE 0 END
        + CASE WHEN f.payer_id = g.payer_id AND f.province_code = g.province_code THEN 16 ELSE 0 END
$$;

-- The order in which sums are taken: totals before parts, wide places before narrow ones, large sums before small.
CREATE OR REPLACE FUNCTION pg_temp.outranks(g coopdb.funding_figures, f coopdb.funding_figures) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT (g.role <> 'total', coalesce(g.breadth, 9), -g.value, g.period_first IS NULL, g.programme_id IS NULL, g.fact_id COLLATE "C")
        < (f.role <> 'total', coalesce(f.breadth, 9), -f.value, f.period_first IS NULL, f.programme_id IS NULL, f.fact_id COLLATE "C")
$$;
-- Which of several that hold a sum is named: its whole by an article's word, then the narrowest place, the least sum.
CREATE OR REPLACE FUNCTION pg_temp.nearness(f coopdb.funding_figures, g coopdb.funding_figures) RETURNS numeric[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY[CASE WHEN f.part_of_id = g.fact_id THEN 0 ELSE 1 END, coalesce(-g.breadth, 1), g.value]
$$;

-- Whether sum g may hold sum f, as far as the two rows tell: `find_holders` looks at the rest.
CREATE OR REPLACE FUNCTION pg_temp.may_hold(g coopdb.funding_figures, f coopdb.funding_figures) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT f.unit = g.unit
        AND coalesce(f.period_first, '-infinity') <= coalesce(g.period_last, 'infinity')
        AND coalesce(g.period_first, '-infinity') <= coalesce(f.period_last, 'infinity')
        AND (f.setting <> g.setting) IS NOT TRUE AND (f.sector <> g.sector) IS NOT TRUE
        AND (
            f.part_of_id = g.fact_id OR g.part_of_id = f.fact_id
            -- A whole is no part of a part; parts of different payers are apart, and so are those of whom nobody says.
            OR ((f.payer_id <> g.payer_id) IS NOT TRUE
                AND (g.role = 'total' OR (f.role <> 'total' AND f.payer_id = g.payer_id))
                -- More than the whole: one of the two is wrong where they are about the very same thing, or are totals of
                -- one place, else they are apart.
                AND ((f.role = g.role AND f.where_code IS NOT DISTINCT FROM g.where_code)
                    OR coalesce(f.value_min, f.value) <= coalesce(g.value_max, 'infinity')
                    OR (f.where_code, f.period_from, f.period_to) IS NOT DISTINCT FROM (g.where_code, g.period_from, g.period_to)))
        )
        AND pg_temp.outranks(g, f)
$$;

-- Which of the candidates do hold the sum that they are candidates for, in which contexts, and why.
-- In: candidates, said_together, judged. Out: holders.
CREATE OR REPLACE FUNCTION pg_temp.find_holders() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO holders (fact_id, by_id, contexts, reason)
    SELECT f.fact_id, g.fact_id, pair.contexts, CASE
        WHEN f.part_of_id = g.fact_id
        THEN CASE f.role WHEN 'contribution' THEN 'contribution_of_known_total' ELSE 'inside_total' END
        WHEN pair.same_value AND f.role = g.role THEN CASE WHEN f.value = g.value THEN 'copy' ELSE 'rounded_copy' END
        WHEN f.role = 'contribution' AND g.role = 'total'
        THEN CASE WHEN said.fact_id IS NOT NULL OR NOT pair.is_period_inside THEN 'unclear_inside'
            ELSE 'contribution_of_known_total' END
        WHEN NOT pair.is_period_inside OR (f.programme_id IS NULL AND g.programme_id IS NOT NULL) THEN 'unclear_inside'
        WHEN f.where_code <> g.where_code THEN 'narrower_place'
        WHEN (f.period_from, f.period_to) IS DISTINCT FROM (g.period_from, g.period_to) THEN 'shorter_period'
        ELSE 'unclear_inside'
    END
    FROM candidates AS c
    JOIN coopdb.funding_figures AS f USING (fact_id)
    JOIN coopdb.funding_figures AS g ON g.fact_id = c.by_id
    LEFT JOIN judged ON judged.fact_id = c.by_id
    LEFT JOIN said_together AS said ON (said.fact_id, said.other_id) = (c.fact_id, c.by_id)
    LEFT JOIN coopdb.place_containments AS place ON (place.place_code, place.wider_code) = (f.where_code, g.where_code)
    LEFT JOIN coopdb.programme_ancestors AS part ON (part.programme_id, part.ancestor_id) = (f.programme_id, g.programme_id)
    LEFT JOIN coopdb.programme_ancestors AS whole ON (whole.programme_id, whole.ancestor_id) = (g.programme_id, f.programme_id)
    CROSS JOIN LATERAL (
        SELECT
            coalesce(f.part_of_id = g.fact_id OR g.part_of_id = f.fact_id, false) AS is_linked,
            f.programme_id IS NULL OR g.programme_id IS NULL OR f.programme_id = g.programme_id
                OR part.programme_id IS NOT NULL OR whole.programme_id IS NOT NULL AS programmes_agree,
            coalesce(f.measure = g.measure, false) AS same_measure,
            coalesce(f.programme_id = g.programme_id, false) AS same_programme
    ) AS likeness
    CROSS JOIN LATERAL (
        SELECT
            pg_temp.contexts_shared(f, g)
                & CASE WHEN judged.fact_id IS NULL THEN pg_temp.contexts_counted(g) ELSE 31 END AS contexts,
            coalesce(f.period_first >= g.period_first AND (g.period_last IS NULL OR f.period_last <= g.period_last), false)
                AS is_period_inside,
            (same_measure AND f.measure IN ('support_to_cooperatives', 'support'))
                OR (coopdb.agree(f.measure, g.measure) AND (same_programme OR part.programme_id IS NOT NULL)) AS same_purpose,
            -- In one article, two costs of two projects are two; a programme's sums may hold each other.
            same_programme OR (same_measure AND f.measure IN ('support_to_cooperatives', 'support', 'budget')) AS one_programme,
            coalesce(f.where_code = g.where_code, false) AND programmes_agree
                AND coopdb.measures_agree(f.measure, g.measure) AND coopdb.agree(f.payer_id, g.payer_id)
                AND coopdb.periods_agree(f.period_from, f.period_to, g.period_from, g.period_to)
                AND (f.value = g.value OR coopdb.stands_for(f.value, f.step, f.qualifier, g.value, g.step)) AS same_value
    ) AS pair
    WHERE pair.contexts <> 0
        -- The place: the same or a wider one; where one is not said, only what the same source says can hold it.
        AND CASE
            WHEN f.where_code IS NULL OR g.where_code IS NULL THEN said.fact_id IS NOT NULL
            ELSE f.where_code = g.where_code OR place.place_code IS NOT NULL
        END
        AND CASE
            WHEN is_linked THEN true
            WHEN NOT programmes_agree THEN false
            WHEN f.role <> 'total' THEN same_purpose OR same_value OR said.fact_id IS NOT NULL
            WHEN coalesce(said.in_one_article, false) THEN one_programme
            ELSE same_purpose OR same_value
        END
        -- What an article says comes on top of another sum is not inside it.
        AND (said.fact_id IS NULL OR NOT EXISTS (
            SELECT FROM coopdb.figure_statements AS beside
            JOIN coopdb.figure_statements AS other
                ON other.reading_id = beside.reading_id AND other.claim_no = beside.apart_from_no
            WHERE beside.fact_id = f.fact_id AND beside.apart_from_no IS NOT NULL AND other.fact_id = g.fact_id
        ));
END
$$;
