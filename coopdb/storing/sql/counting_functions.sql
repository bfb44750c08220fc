-- What derive_counting.sql asks of two sums. Functions of the session: they change with the program, not the schema.

-- Whether two facts are said in one article, or in copies of one; the one with fewer claims is looked through.
CREATE OR REPLACE FUNCTION pg_temp.share_article(a text, b text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM coopdb.figure_statements AS own
        JOIN coopdb.figure_statements AS theirs USING (article_id)
        WHERE own.fact_id = a AND theirs.fact_id = b
    )
$$;
CREATE OR REPLACE FUNCTION pg_temp.share_source(a text, b text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM coopdb.figure_statements AS own
        JOIN coopdb.figure_statements AS theirs USING (source_key)
        WHERE own.fact_id = a AND theirs.fact_id = b
    )
$$;

-- The order in which sums are taken: totals before parts, wide places before narrow ones, large sums before small.
CREATE OR REPLACE FUNCTION pg_temp.place_in_order(
    f coopdb.funding_figures, OUT is_part boolean, OUT breadth int, OUT less_value numeric, OUT no_period boolean,
    OUT no_programme boolean, OUT fact_id text
) LANGUAGE sql IMMUTABLE AS $$
    SELECT f.role <> 'total', coalesce(f.breadth, 9)::int, -f.value, f.period_first IS NULL, f.programme_id IS NULL, f.fact_id
$$;
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

-- The questions that a sum can be asked, those that two have in common, and those in which one counts.
CREATE OR REPLACE FUNCTION pg_temp.contexts_of(f coopdb.funding_figures) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT array_remove(ARRAY[
        'total',
        CASE WHEN f.region_code IS NOT NULL THEN 'region' END,
        CASE WHEN f.province_code IS NOT NULL THEN 'province' END,
        CASE WHEN f.payer_id IS NOT NULL THEN 'payer' END,
        CASE WHEN f.payer_id IS NOT NULL AND f.province_code IS NOT NULL THEN 'payer_in_province' END
    ], NULL)
$$;
CREATE OR REPLACE FUNCTION pg_temp.contexts_shared(f coopdb.funding_figures, g coopdb.funding_figures) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT array_remove(ARRAY[
        CASE WHEN g.counts_toward_total THEN 'total' END,
        CASE WHEN g.counts_toward_region AND g.region_code = f.region_code THEN 'region' END,
        CASE WHEN g.counts_toward_province AND g.province_code = f.province_code THEN 'province' END,
        CASE WHEN g.counts_toward_payer AND g.payer_id = f.payer_id THEN 'payer' END,
        CASE WHEN g.counts_toward_payer_in_province AND g.payer_id = f.payer_id AND g.province_code = f.province_code
            THEN 'payer_in_province' END
    ], NULL)
$$;
CREATE OR REPLACE FUNCTION pg_temp.contexts_counted(f coopdb.funding_figures) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT array_remove(ARRAY[
        CASE WHEN f.counts_toward_total THEN 'total' END,
        CASE WHEN f.counts_toward_region THEN 'region' END,
        CASE WHEN f.counts_toward_province THEN 'province' END,
        CASE WHEN f.counts_toward_payer THEN 'payer' END,
        CASE WHEN f.counts_toward_payer_in_province THEN 'payer_in_province' END
    ], NULL)
$$;

-- Why sum g may hold sum f; null where it cannot.
CREATE OR REPLACE FUNCTION pg_temp.reason_inside(f coopdb.funding_figures, g coopdb.funding_figures) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    is_linked boolean := coalesce(f.part_of_id = g.fact_id OR g.part_of_id = f.fact_id, false);
    programmes_agree boolean;
    same_purpose boolean;
    one_programme boolean;
    same_value boolean;
    shares boolean;
    is_period_inside boolean;
BEGIN
    IF f.fact_id = g.fact_id OR f.unit <> g.unit
        OR coalesce(f.period_first, '-infinity') > coalesce(g.period_last, 'infinity')
        OR coalesce(g.period_first, '-infinity') > coalesce(f.period_last, 'infinity')
        OR f.setting <> g.setting OR f.sector <> g.sector
    THEN
        RETURN NULL;
    END IF;
    -- A whole is no part of a part; parts of different payers are apart, and so are those of whom nobody says.
    IF NOT is_linked AND (
        (g.role <> 'total' AND (f.role = 'total' OR (f.payer_id = g.payer_id) IS NOT TRUE))
        OR f.payer_id <> g.payer_id
    ) THEN
        RETURN NULL;
    END IF;
    -- The place: the same or a wider one; where one is not said, only what the same source says can hold it.
    IF f.where_code IS NULL OR g.where_code IS NULL THEN
        shares := pg_temp.share_source(f.fact_id, g.fact_id);
        IF NOT shares THEN
            RETURN NULL;
        END IF;
    ELSIF f.where_code <> g.where_code AND NOT EXISTS (
        SELECT FROM coopdb.place_containments AS p WHERE p.place_code = f.where_code AND p.wider_code = g.where_code
    ) THEN
        RETURN NULL;
    END IF;
    programmes_agree := f.programme_id IS NULL OR g.programme_id IS NULL OR f.programme_id = g.programme_id;
    IF NOT programmes_agree THEN
        programmes_agree := coopdb.is_within(f.programme_id, g.programme_id) OR coopdb.is_within(g.programme_id, f.programme_id);
    END IF;
    same_value := f.where_code = g.where_code AND programmes_agree AND coopdb.measures_agree(f.measure, g.measure)
        AND coopdb.agree(f.payer_id, g.payer_id)
        AND coopdb.periods_agree(f.period_from, f.period_to, g.period_from, g.period_to)
        AND (f.value = g.value OR coopdb.stands_for(f.value, f.step, f.qualifier, g.value, g.step));
    IF NOT is_linked THEN
        IF NOT programmes_agree THEN
            RETURN NULL;
        END IF;
        -- More than the whole: one of the two is wrong where they are about the very same thing, else they are apart.
        IF f.role <> g.role AND coalesce(f.value_min, f.value) > coalesce(g.value_max, 'infinity')
            AND ((f.where_code, f.period_from, f.period_to) IS DISTINCT FROM (g.where_code, g.period_from, g.period_to))
        THEN
            RETURN NULL;
        END IF;
        same_purpose := coalesce(f.measure = g.measure AND f.measure IN ('support_to_cooperatives', 'support'), false)
            OR (f.programme_id IS NOT NULL AND coopdb.agree(f.measure, g.measure)
                AND coalesce(coopdb.is_within(f.programme_id, g.programme_id), false));
        IF f.role = 'total' THEN
            -- In one article, two costs of two projects are two; a programme's sums may hold each other.
            one_programme := coalesce(f.programme_id = g.programme_id, false)
                OR coalesce(f.measure = g.measure AND f.measure IN ('support_to_cooperatives', 'support', 'budget'), false);
            same_purpose := same_purpose OR coalesce(same_value, false);
            -- Looked up only where it makes a difference.
            IF one_programme <> same_purpose AND pg_temp.share_article(f.fact_id, g.fact_id) THEN
                same_purpose := one_programme;
            END IF;
            IF NOT same_purpose THEN
                RETURN NULL;
            END IF;
        ELSIF NOT (same_purpose OR coalesce(same_value, false)) THEN
            shares := coalesce(shares, pg_temp.share_source(f.fact_id, g.fact_id));
            IF NOT shares THEN
                RETURN NULL;
            END IF;
        END IF;
    END IF;
    -- What an article says comes on top of another sum is not inside it.
    IF EXISTS (
        SELECT FROM coopdb.figure_statements AS beside
        JOIN coopdb.figure_statements AS whole
            ON whole.reading_id = beside.reading_id AND whole.claim_no = beside.apart_from_no
        WHERE beside.fact_id = f.fact_id AND beside.apart_from_no IS NOT NULL AND whole.fact_id = g.fact_id
    ) THEN
        RETURN NULL;
    END IF;

    is_period_inside := coalesce(f.period_first >= g.period_first AND (g.period_last IS NULL OR f.period_last <= g.period_last), false);
    IF f.part_of_id = g.fact_id THEN
        RETURN CASE f.role WHEN 'contribution' THEN 'contribution_of_known_total' ELSE 'inside_total' END;
    ELSIF same_value AND f.role = g.role THEN
        RETURN CASE WHEN f.value = g.value THEN 'copy' ELSE 'rounded_copy' END;
    ELSIF f.role = 'contribution' AND g.role = 'total' THEN
        shares := coalesce(shares, pg_temp.share_source(f.fact_id, g.fact_id));
        RETURN CASE WHEN shares OR NOT is_period_inside THEN 'unclear_inside' ELSE 'contribution_of_known_total' END;
    ELSIF NOT is_period_inside OR (f.programme_id IS NULL AND g.programme_id IS NOT NULL) THEN
        RETURN 'unclear_inside';
    ELSIF f.where_code <> g.where_code THEN
        RETURN 'narrower_place';
    ELSIF (f.period_from, f.period_to) IS DISTINCT FROM (g.period_from, g.period_to) THEN
        RETURN 'shorter_period';
    END IF;
    RETURN 'unclear_inside';
END
$$;
