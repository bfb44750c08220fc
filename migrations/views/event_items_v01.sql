-- What happened in an event: sessions, topics, presentations, recommendations, commitments, results?
-- Grain: an item of an event. Key: event_id, position.
CREATE VIEW report.event_items AS
SELECT
    e.event_id,
    e.position,
    e.kind,
    kind.name_ar AS kind_ar,
    kind.name_fr AS kind_fr,
    kind.name_en AS kind_en,
    e.text_ar,
    f.event_type,
    f.title_ar AS event_title_ar,
    f.starts_on,
    f.place_code,
    a.article_key AS article_id,
    i.start_offset,
    i.end_offset
FROM coopdb.event_items AS e
JOIN coopdb.events AS f ON f.event_id = e.event_id
LEFT JOIN coopdb.item_kinds AS kind ON kind.id = e.kind
LEFT JOIN coopdb.claimed_event_items AS i
    ON i.reading_id = e.reading_id AND i.claim_no = e.claim_no AND i.item_no = e.item_no
LEFT JOIN coopdb.readings AS r ON r.reading_id = e.reading_id
LEFT JOIN coopdb.articles AS a ON a.article_id = r.article_id;
