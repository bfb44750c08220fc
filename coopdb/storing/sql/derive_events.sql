-- Events, each once, however many articles report it.
-- In: affected_articles. Out: event_statements, facts, events with who took part and what happened.

INSERT INTO affected_events (event_id)
SELECT DISTINCT s.fact_id
FROM affected_articles AS a
JOIN coopdb.event_statements AS s USING (article_id)
WHERE s.fact_id IS NOT NULL;

-- Undated ones elsewhere that go by a slogan of an article that changes: what dates them may come or go.
CREATE TEMP TABLE touched_slogans ON COMMIT DROP AS
SELECT DISTINCT s.slogan_key, s.type
FROM affected_articles AS a
JOIN coopdb.event_statements AS s USING (article_id)
WHERE s.slogan_key IS NOT NULL;
DELETE FROM coopdb.event_statements USING affected_articles AS a WHERE event_statements.article_id = a.article_id;
INSERT INTO coopdb.event_statements (
    reading_id, claim_no, article_id, source_key, type, standing, title, place_code, commune_code, date_from, date_to,
    occasion, slogan_key, edition, group_key
)
SELECT
    e.reading_id, e.claim_no, a.article_id, a.source_key, coalesce(e.type, 'other'), coalesce(e.standing, 'mentioned'),
    e.title, e.place_code, e.commune_code,
    CASE WHEN coopdb.first_day(e.date_from) IS NOT NULL THEN e.date_from END,
    CASE WHEN coopdb.last_day(e.date_to) >= coopdb.first_day(e.date_from) THEN e.date_to END,
    e.occasion, md5(nullif(e.slogan, '')), e.edition, ''
FROM affected_articles AS a
JOIN coopdb.readings AS r ON r.article_id = a.article_id AND r.is_current
JOIN coopdb.claimed_events AS e USING (reading_id);

INSERT INTO events_to_group (reading_id, claim_no)
SELECT s.reading_id, s.claim_no FROM affected_articles AS a JOIN coopdb.event_statements AS s USING (article_id)
UNION
SELECT s.reading_id, s.claim_no
FROM (
    SELECT * FROM touched_slogans
    UNION
    SELECT s.slogan_key, s.type FROM affected_articles AS a JOIN coopdb.event_statements AS s USING (article_id)
) AS t
JOIN coopdb.event_statements AS s ON (s.slogan_key, s.type) = (t.slogan_key, t.type);

-- Dated: the type, the place and the first day. Two of those in one article are told apart by their titles.
UPDATE coopdb.event_statements AS s SET group_key = 'dated|' || s.type || '|'
    || coalesce(s.place_code, '@' || s.source_key) || '|' || s.date_from || CASE
        WHEN EXISTS (
            SELECT FROM coopdb.event_statements AS o
            WHERE o.reading_id = s.reading_id AND o.claim_no <> s.claim_no AND o.type = s.type
                AND o.date_from = s.date_from AND o.place_code IS NOT DISTINCT FROM s.place_code
                AND o.title IS DISTINCT FROM s.title
        ) THEN '|' || md5(coalesce(s.title, '')) ELSE '' END
FROM events_to_group AS t
WHERE (s.reading_id, s.claim_no) = (t.reading_id, t.claim_no) AND s.date_from IS NOT NULL;

-- Undated: the one dated event of the same source, or of the same slogan and place; else by the slogan, else alone.
UPDATE coopdb.event_statements AS s SET group_key = coalesce(
    (
        SELECT CASE WHEN min(o.group_key) = max(o.group_key) THEN min(o.group_key) END
        FROM coopdb.event_statements AS o
        WHERE o.source_key = s.source_key AND o.type = s.type AND o.date_from IS NOT NULL AND o.standing = s.standing
            AND o.article_id <> s.article_id AND coopdb.agree(o.place_code, s.place_code)
            AND coopdb.agree(o.occasion, s.occasion)
    ),
    (
        SELECT CASE WHEN min(o.group_key) = max(o.group_key) THEN min(o.group_key) END
        FROM coopdb.event_statements AS o
        WHERE o.slogan_key = s.slogan_key AND o.type = s.type AND o.date_from IS NOT NULL AND o.place_code = s.place_code
    ),
    'slogan|' || s.type || '|' || s.place_code || '|' || s.slogan_key,
    'undated|' || s.type || '|' || coalesce(s.place_code, '') || '|' || s.source_key || '|' || s.standing || CASE
        WHEN EXISTS (
            SELECT FROM coopdb.event_statements AS o
            WHERE o.reading_id = s.reading_id AND o.claim_no <> s.claim_no AND o.type = s.type
                AND o.standing = s.standing AND o.place_code IS NOT DISTINCT FROM s.place_code AND o.date_from IS NULL
        ) THEN '|' || md5(coalesce(s.title, '')) || CASE WHEN s.title IS NULL THEN s.claim_no::text ELSE '' END
        ELSE '' END
)
FROM events_to_group AS t
WHERE (s.reading_id, s.claim_no) = (t.reading_id, t.claim_no) AND s.date_from IS NULL;

INSERT INTO affected_events (event_id)
SELECT s.fact_id
FROM events_to_group AS t
JOIN coopdb.event_statements AS s USING (reading_id, claim_no)
WHERE s.fact_id IS NOT NULL
UNION
SELECT 'E' || left(md5(s.group_key), 16)
FROM events_to_group AS t
JOIN coopdb.event_statements AS s USING (reading_id, claim_no)
ON CONFLICT DO NOTHING;
UPDATE coopdb.event_statements AS s SET fact_id = 'E' || left(md5(s.group_key), 16)
FROM events_to_group AS t
WHERE (s.reading_id, s.claim_no) = (t.reading_id, t.claim_no)
    AND s.fact_id IS DISTINCT FROM 'E' || left(md5(s.group_key), 16);

DELETE FROM coopdb.facts AS f USING affected_events AS a WHERE f.fact_id = a.event_id;

CREATE TEMP TABLE event_members ON COMMIT DROP AS
SELECT
    s.fact_id AS event_id, e.*, s.article_id, s.source_key, s.date_from AS good_from, s.date_to AS good_to,
    row_number() OVER (
        PARTITION BY s.fact_id
        ORDER BY (s.standing <> 'reported'), (s.date_from IS NULL), (e.title IS NULL), own.article_key COLLATE "C", s.claim_no
    ) AS place_in_line
FROM affected_events AS a
JOIN coopdb.event_statements AS s ON s.fact_id = a.event_id
JOIN coopdb.claimed_events AS e USING (reading_id, claim_no)
JOIN coopdb.articles AS own ON own.article_id = s.article_id;
ANALYZE event_members (event_id, reading_id);

INSERT INTO coopdb.facts (fact_id, kind, n_claims, n_articles, n_sources, reading_id, claim_no, chosen_because)
SELECT
    event_id, 'event', count(*), count(DISTINCT article_id), count(DISTINCT source_key),
    min(reading_id) FILTER (WHERE place_in_line = 1), min(claim_no) FILTER (WHERE place_in_line = 1), 'only_value'
FROM event_members
GROUP BY event_id;

INSERT INTO coopdb.events (
    event_id, event_type, standing, title_ar, date_from, date_to, starts_on, ends_on, duration_days, date_precision,
    date_basis, not_before, not_after, weekday, place_code, commune_code, venue_ar, edition, is_announced, occasion, slogan_ar
)
SELECT
    event_id, event_type, standing, title, date_from, date_to, coopdb.first_day(date_from),
    coopdb.last_day(coalesce(date_to, date_from)), duration_days,
    CASE length(date_from) WHEN 10 THEN 'day' WHEN 7 THEN 'month' WHEN 4 THEN 'year' END,
    CASE WHEN date_from IS NOT NULL THEN date_basis END, coopdb.first_day(not_before), coopdb.last_day(not_after), weekday,
    place_code, commune_code, venue, edition, announced, occasion, slogan
FROM (
    SELECT
        event_id,
        min(coalesce(type, 'other')) FILTER (WHERE place_in_line = 1) AS event_type,
        min(coalesce(standing, 'mentioned')) FILTER (WHERE place_in_line = 1) AS standing,
        (array_agg(title ORDER BY place_in_line) FILTER (WHERE title IS NOT NULL))[1] AS title,
        (array_agg(good_from ORDER BY place_in_line) FILTER (WHERE good_from IS NOT NULL))[1] AS date_from,
        (array_agg(good_to ORDER BY place_in_line) FILTER (WHERE good_from IS NOT NULL))[1] AS date_to,
        (array_agg(duration_days ORDER BY place_in_line) FILTER (WHERE duration_days > 0))[1] AS duration_days,
        (array_agg(date_basis ORDER BY place_in_line) FILTER (WHERE good_from IS NOT NULL AND date_basis IS NOT NULL))[1]
            AS date_basis,
        (array_agg(not_before ORDER BY place_in_line) FILTER (WHERE not_before IS NOT NULL))[1] AS not_before,
        (array_agg(not_after ORDER BY place_in_line) FILTER (WHERE not_after IS NOT NULL))[1] AS not_after,
        (array_agg(weekday ORDER BY place_in_line) FILTER (WHERE weekday IS NOT NULL))[1] AS weekday,
        (array_agg(place_code ORDER BY place_in_line) FILTER (WHERE place_code IS NOT NULL))[1] AS place_code,
        (array_agg(commune_code ORDER BY place_in_line) FILTER (WHERE commune_code IS NOT NULL))[1] AS commune_code,
        (array_agg(venue ORDER BY place_in_line) FILTER (WHERE venue IS NOT NULL))[1] AS venue,
        (array_agg(edition ORDER BY place_in_line) FILTER (WHERE edition IS NOT NULL))[1] AS edition,
        bool_and(coalesce(announced, false)) AS announced,
        (array_agg(occasion ORDER BY place_in_line) FILTER (WHERE occasion IS NOT NULL))[1] AS occasion,
        (array_agg(slogan ORDER BY place_in_line) FILTER (WHERE slogan IS NOT NULL))[1] AS slogan
    FROM event_members
    GROUP BY event_id
) AS e;
DROP TABLE touched_slogans;
