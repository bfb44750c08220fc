-- What a fact stands on. Each query takes %(fact_id)s.

-- name: fact
SELECT f.fact_id, f.kind, f.n_claims, f.n_articles, f.n_sources, f.chosen_because, r.name_en AS chosen_because_en, f.is_corrected
FROM coopdb.facts AS f
LEFT JOIN coopdb.choice_reasons AS r ON r.id = f.chosen_because
WHERE f.fact_id = %(fact_id)s

-- name: value
SELECT
    v.value, v.unit, v.value_min, v.value_max, v.qualifier, v.status, v.role, v.measure, v.payer_id, v.programme_id,
    v.place_code, v.commune_code, v.setting, v.sector, v.period_from, v.period_to, v.beneficiary_unit, v.beneficiary_count,
    v.attributed_to, v.part_of_id, v.counts_toward_total, v.counts_toward_payer, v.not_counted_because,
    n.name_en AS not_counted_en, n.description_en AS not_counted_description_en, v.counted_in_id,
    g.value AS counted_in_value, w.value AS part_of_value
FROM coopdb.funding_figures AS v
LEFT JOIN coopdb.not_counted_reasons AS n ON n.id = v.not_counted_because
LEFT JOIN coopdb.funding_figures AS g ON g.fact_id = v.counted_in_id
LEFT JOIN coopdb.funding_figures AS w ON w.fact_id = v.part_of_id
WHERE v.fact_id = %(fact_id)s

-- name: figure
SELECT
    v.value, v.unit, v.value_min, v.value_max, v.qualifier, v.status, v.kind AS figure_kind, v.measure, v.programme_id,
    v.place_code, v.commune_code, v.setting, v.sector, v.period_from, v.period_to, v.attributed_to, v.part_of_id,
    w.value AS part_of_value
FROM coopdb.figures AS v
LEFT JOIN coopdb.figures AS w ON w.fact_id = v.part_of_id
WHERE v.fact_id = %(fact_id)s

-- name: event
SELECT
    event_type, standing, title_ar, date_from, date_to, date_precision, date_basis, not_before, not_after, place_code,
    commune_code, occasion, slogan_ar
FROM coopdb.events
WHERE event_id = %(fact_id)s

-- name: claims
SELECT
    a.article_key || ':' || c.kind || ':' || c.start_offset || '-' || c.end_offset
    || CASE WHEN c.repetition > 0 THEN '.' || c.repetition ELSE '' END AS claim_id,
    a.article_key AS article_id, r.title, r.publisher, r.published_on, o.source_key AS source_id, c.text, c.start_offset,
    c.end_offset, c.rule, r.reader_version, s.said, s.value, s.qualifier, s.is_corrected,
    (c.reading_id, c.claim_no) = (f.reading_id, f.claim_no) AS is_chosen,
    substr(v.content, c.quote_start + 1, c.start_offset - c.quote_start) AS before,
    substr(v.content, c.end_offset + 1, greatest(c.quote_end - c.end_offset, 0)) AS after
FROM (
    SELECT fact_id, reading_id, claim_no, said, value, qualifier, is_corrected FROM coopdb.figure_statements
    UNION ALL
    SELECT fact_id, reading_id, claim_no, NULL, NULL, NULL, false FROM coopdb.event_statements
) AS s
JOIN coopdb.facts AS f USING (fact_id)
JOIN coopdb.claims AS c ON (c.reading_id, c.claim_no) = (s.reading_id, s.claim_no)
JOIN coopdb.readings AS r ON r.reading_id = c.reading_id
JOIN coopdb.articles AS a ON a.article_id = r.article_id
JOIN coopdb.article_revisions AS v ON v.revision_id = r.revision_id
LEFT JOIN coopdb.article_sources AS o ON o.article_id = a.article_id
WHERE s.fact_id = %(fact_id)s
ORDER BY is_chosen DESC, a.article_key COLLATE "C", c.start_offset

-- name: corrections
SELECT k.claim_id, k.field, k.value, k.corrected_by, k.reason, k.corrected_on
FROM coopdb.corrections AS k
WHERE k.claim_id = ANY (%(claim_ids)s)
ORDER BY k.claim_id, k.field

-- name: conflicts
SELECT x.reason, n.name_en AS reason_en, x.fact_id, x.other_fact_id, x.value, x.other_value, x.detail
FROM coopdb.conflicts AS x
LEFT JOIN coopdb.conflict_reasons AS n ON n.id = x.reason
WHERE %(fact_id)s IN (x.fact_id, x.other_fact_id)
ORDER BY x.reason, x.conflict_id

-- name: fact_of_claim
SELECT coalesce(f.fact_id, e.fact_id)
FROM coopdb.articles AS a
JOIN coopdb.readings AS r ON r.article_id = a.article_id AND r.is_current
JOIN coopdb.claims AS c USING (reading_id)
LEFT JOIN coopdb.figure_statements AS f USING (reading_id, claim_no)
LEFT JOIN coopdb.event_statements AS e USING (reading_id, claim_no)
WHERE a.article_key = split_part(%(claim_id)s, ':', 1)
    AND %(claim_id)s = a.article_key || ':' || c.kind || ':' || c.start_offset || '-' || c.end_offset
        || CASE WHEN c.repetition > 0 THEN '.' || c.repetition ELSE '' END
