-- Which articles are loaded, from whom and of when?
-- Grain: a current article. Key: article_id. Copies of one dispatch share source_id.
CREATE VIEW report.articles AS
SELECT
    a.article_key AS article_id,
    r.title,
    r.publisher,
    r.author,
    r.published_day AS published_on,
    r.language,
    s.source_key AS source_id,
    (SELECT count(*) FROM coopdb.article_sources AS o WHERE o.source_key = s.source_key) AS n_articles_of_source,
    (SELECT count(*) FROM coopdb.claims AS c WHERE c.reading_id = r.reading_id) AS n_claims,
    length(v.content) AS n_characters,
    v.source_date,
    v.sha256,
    a.identity,
    v.found_at,
    r.reader_version,
    a.first_loaded_at,
    v.loaded_at
FROM coopdb.readings AS r
JOIN coopdb.articles AS a ON a.article_id = r.article_id
JOIN coopdb.article_revisions AS v ON v.revision_id = r.revision_id
LEFT JOIN coopdb.article_sources AS s ON s.article_id = r.article_id
WHERE r.is_current;
