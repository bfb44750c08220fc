-- Which numbers in the articles were not understood?
-- Grain: a number of a current article that no rule understood. Key: article_id, start_offset.
CREATE VIEW report.unread_numbers AS
SELECT
    a.article_key AS article_id,
    r.title AS article_title,
    u.text,
    u.start_offset,
    u.end_offset,
    -- The line that it stands in, as far as 160 characters on either side.
    right(substring(left(v.content, u.start_offset) FROM '[^\n]*$'), 160)
    || left(substring(substr(v.content, u.start_offset + 1) FROM '^[^\n]*'), u.end_offset - u.start_offset + 160) AS quote,
    u.reason
FROM coopdb.unread_numbers AS u
JOIN coopdb.readings AS r ON r.reading_id = u.reading_id
JOIN coopdb.articles AS a ON a.article_id = r.article_id
JOIN coopdb.article_revisions AS v ON v.revision_id = r.revision_id
WHERE r.is_current;
