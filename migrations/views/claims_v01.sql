-- What does an article say, in which words, and which rule read it?
-- Grain: a claim of a current article. Key: claim_id. Offsets count characters of the article as given.
CREATE VIEW report.claims AS
SELECT
    a.article_key || ':' || c.kind || ':' || c.start_offset || '-' || c.end_offset
    || CASE WHEN c.repetition > 0 THEN '.' || c.repetition ELSE '' END AS claim_id,
    c.kind,
    c.text,
    c.start_offset,
    c.end_offset,
    substr(v.content, c.quote_start + 1, c.quote_end - c.quote_start) AS quote,
    c.quote_start,
    c.quote_end,
    f.fact_id,
    n.value,
    n.unit,
    n.qualifier,
    coalesce(f.is_corrected, false) AS is_corrected,
    c.rule,
    r.reader_version,
    a.article_key AS article_id,
    r.title AS article_title,
    r.publisher,
    r.published_day AS published_on
FROM coopdb.claims AS c
JOIN coopdb.readings AS r ON r.reading_id = c.reading_id
JOIN coopdb.articles AS a ON a.article_id = r.article_id
LEFT JOIN coopdb.article_revisions AS v ON v.revision_id = r.revision_id
LEFT JOIN coopdb.claimed_figures AS n ON n.reading_id = c.reading_id AND n.claim_no = c.claim_no
-- One list with one order, so that claims asked for by their facts come by the indexes on fact_id.
LEFT JOIN (
    SELECT reading_id, claim_no, fact_id, is_corrected FROM coopdb.figure_statements
    UNION ALL
    SELECT reading_id, claim_no, fact_id, false FROM coopdb.event_statements
) AS f ON f.reading_id = c.reading_id AND f.claim_no = c.claim_no
WHERE r.is_current;
