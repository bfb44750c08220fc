-- Which articles are copies of one dispatch, judged by the signatures that the reading left.
-- In: touched_articles. Out: article_sources, and affected_articles: those touched, and all of a source
-- that gained or lost a member.

-- The source that each touched article had, with all its members: any of them may change.
INSERT INTO affected_articles (article_id)
SELECT DISTINCT member.article_id
FROM touched_articles
JOIN coopdb.article_sources AS own USING (article_id)
JOIN coopdb.article_sources AS member ON member.source_key = own.source_key
UNION
SELECT article_id FROM touched_articles;

DELETE FROM coopdb.signature_bands USING touched_articles AS t WHERE signature_bands.article_id = t.article_id;
DELETE FROM coopdb.article_copies USING touched_articles AS t WHERE article_copies.article_id = t.article_id;
DELETE FROM coopdb.article_copies USING touched_articles AS t WHERE article_copies.other_id = t.article_id;

-- Every pair of the six smallest hashes: two texts that share half of their word sequences share such a pair nine
-- times in ten, two that share four fifths nearly always, others hardly ever.
INSERT INTO coopdb.signature_bands (article_id, band)
SELECT DISTINCT t.article_id, hashint8extended(a.hash, b.hash)
FROM touched_articles AS t
JOIN coopdb.readings AS r ON r.article_id = t.article_id AND r.is_current
CROSS JOIN LATERAL (
    SELECT ARRAY(SELECT h FROM unnest(r.signature) AS h ORDER BY h LIMIT 6) AS smallest
) AS s
CROSS JOIN LATERAL unnest(s.smallest) AS a (hash)
CROSS JOIN LATERAL unnest(s.smallest) AS b (hash)
WHERE a.hash < b.hash AND cardinality(r.signature) >= 4;

WITH candidates AS (
    SELECT DISTINCT a.article_id, b.article_id AS other_id
    FROM touched_articles AS t
    JOIN coopdb.signature_bands AS a ON a.article_id = t.article_id
    JOIN coopdb.signature_bands AS b ON b.band = a.band AND b.article_id <> a.article_id
),
compared AS (
    SELECT
        c.article_id, c.other_id, least(cardinality(ra.signature), cardinality(rb.signature)) AS n_smaller,
        (SELECT count(*) FROM (SELECT unnest(ra.signature) INTERSECT SELECT unnest(rb.signature)) AS shared) AS n_shared
    FROM candidates AS c
    JOIN coopdb.readings AS ra ON ra.article_id = c.article_id AND ra.is_current
    JOIN coopdb.readings AS rb ON rb.article_id = c.other_id AND rb.is_current
),
-- Half of the shorter one; of a short text nearly all, since a few runs may be the press's stock of phrases.
measured AS (
    SELECT article_id, other_id, round(n_shared::numeric / n_smaller, 3) AS similarity
    FROM compared
    WHERE n_shared >= 4 AND n_shared >= n_smaller * CASE WHEN n_smaller < 16 THEN 0.9 ELSE 0.5 END
)
INSERT INTO coopdb.article_copies (article_id, other_id, similarity)
SELECT article_id, other_id, similarity FROM measured
UNION
SELECT other_id, article_id, similarity FROM measured;

-- Sources that a touched article now joins.
INSERT INTO affected_articles (article_id)
SELECT DISTINCT member.article_id
FROM touched_articles
JOIN coopdb.article_copies AS copy USING (article_id)
JOIN coopdb.article_sources AS theirs ON theirs.article_id = copy.other_id
JOIN coopdb.article_sources AS member ON member.source_key = theirs.source_key
ON CONFLICT DO NOTHING;

-- A source is named after the smallest key among its articles, so that no order of loading shows.
WITH RECURSIVE reached (article_id, other_id) AS (
    SELECT article_id, article_id FROM affected_articles
    UNION
    SELECT r.article_id, c.other_id
    FROM reached AS r
    JOIN coopdb.article_copies AS c ON c.article_id = r.other_id
),
named AS (
    SELECT r.article_id, min(a.article_key COLLATE "C") AS source_key
    FROM reached AS r
    JOIN coopdb.articles AS a ON a.article_id = r.other_id
    GROUP BY r.article_id
)
UPDATE affected_articles AS a SET source_key = n.source_key FROM named AS n WHERE n.article_id = a.article_id;

DELETE FROM coopdb.article_sources USING touched_articles AS t
WHERE article_sources.article_id = t.article_id
    AND NOT EXISTS (SELECT FROM coopdb.readings AS r WHERE r.article_id = t.article_id AND r.is_current);

INSERT INTO coopdb.article_sources AS s (article_id, source_key)
SELECT a.article_id, a.source_key
FROM affected_articles AS a
WHERE EXISTS (SELECT FROM coopdb.readings AS r WHERE r.article_id = a.article_id AND r.is_current)
ON CONFLICT (article_id) DO UPDATE SET source_key = excluded.source_key
WHERE s.source_key <> excluded.source_key;
ANALYZE affected_articles;
