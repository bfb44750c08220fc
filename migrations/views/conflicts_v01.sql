-- Where do claims disagree, or only round each other, and which checks fail?
-- Grain: a disagreement or a failed check. Key: conflict_id. It hides nothing: the facts stay as they are.
CREATE VIEW report.conflicts AS
SELECT
    x.conflict_id,
    x.reason,
    reason.name_ar AS reason_ar,
    reason.name_fr AS reason_fr,
    reason.name_en AS reason_en,
    x.fact_id,
    fact.kind AS fact_kind,
    x.value,
    x.other_fact_id,
    x.other_value,
    coalesce(money.unit, figure.unit) AS unit,
    coalesce(money.measure, figure.measure) AS measure,
    coalesce(money.place_code, figure.place_code, event.place_code) AS place_code,
    x.detail,
    a.article_key AS article_id,
    substr(v.content, c.quote_start + 1, c.quote_end - c.quote_start) AS quote,
    other_a.article_key AS other_article_id,
    substr(other_v.content, other_c.quote_start + 1, other_c.quote_end - other_c.quote_start) AS other_quote
FROM coopdb.conflicts AS x
JOIN coopdb.facts AS fact ON fact.fact_id = x.fact_id
LEFT JOIN coopdb.conflict_reasons AS reason ON reason.id = x.reason
LEFT JOIN coopdb.funding_figures AS money ON money.fact_id = x.fact_id
LEFT JOIN coopdb.figures AS figure ON figure.fact_id = x.fact_id
LEFT JOIN coopdb.events AS event ON event.event_id = x.fact_id
LEFT JOIN coopdb.claims AS c ON c.reading_id = fact.reading_id AND c.claim_no = fact.claim_no
LEFT JOIN coopdb.readings AS r ON r.reading_id = fact.reading_id
LEFT JOIN coopdb.articles AS a ON a.article_id = r.article_id
LEFT JOIN coopdb.article_revisions AS v ON v.revision_id = r.revision_id
LEFT JOIN coopdb.facts AS other ON other.fact_id = x.other_fact_id
LEFT JOIN coopdb.claims AS other_c
    ON other_c.reading_id = coalesce(x.reading_id, other.reading_id) AND other_c.claim_no = coalesce(x.claim_no, other.claim_no)
LEFT JOIN coopdb.readings AS other_r ON other_r.reading_id = other_c.reading_id
LEFT JOIN coopdb.articles AS other_a ON other_a.article_id = other_r.article_id
LEFT JOIN coopdb.article_revisions AS other_v ON other_v.revision_id = other_r.revision_id;
