-- How much money is reported, by who pays?
-- Grain: a payer: a programme, an institution, or the cooperatives themselves. Key: payer_id.
-- Warning: payers are summed apart from totals: a payer's part may lie inside a total that names no payer.
CREATE VIEW report.support_by_payer AS
SELECT
    f.payer_id,
    payer.name_ar AS payer_ar,
    payer.name_fr AS payer_fr,
    payer.name_en AS payer_en,
    payer.kind AS payer_kind,
    sum(f.value) AS amount_mad,
    sum(f.value_min) AS amount_mad_min,
    -- No upper bound where one of the sums has none.
    CASE WHEN bool_and(f.value_max IS NOT NULL) THEN sum(f.value_max) END AS amount_mad_max,
    sum(f.value) FILTER (WHERE f.measure = 'support_to_cooperatives') AS amount_mad_to_cooperatives,
    min(f.period_first) AS period_from,
    max(f.period_last) AS period_to,
    count(*) AS n_facts,
    (
        SELECT count(DISTINCT s.article_id) FROM coopdb.figure_statements AS s WHERE s.fact_id = ANY (array_agg(f.fact_id))
    ) AS n_articles
FROM coopdb.funding_figures AS f
JOIN coopdb.payers AS payer ON payer.id = f.payer_id
WHERE f.unit = 'MAD'
    AND f.counts_toward_payer
GROUP BY f.payer_id, payer.id;
