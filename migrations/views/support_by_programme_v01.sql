-- How much money is reported, by programme?
-- Grain: a programme or a part of one. Key: programme_id.
-- Warning: a sum of the programme's projects holds other payers' money; what the programme itself paid stands apart.
CREATE VIEW report.support_by_programme AS
SELECT
    f.programme_id,
    programme.name_ar AS programme_ar,
    programme.name_fr AS programme_fr,
    programme.name_en AS programme_en,
    programme.parent_id,
    sum(f.value) AS amount_mad,
    sum(f.value_min) AS amount_mad_min,
    -- No upper bound where one of the sums has none.
    CASE WHEN bool_and(f.value_max IS NOT NULL) THEN sum(f.value_max) END AS amount_mad_max,
    sum(f.value) FILTER (WHERE f.measure = 'support_to_cooperatives') AS amount_mad_to_cooperatives,
    (
        SELECT sum(paid.value) FROM coopdb.funding_figures AS paid
        WHERE paid.payer_id = f.programme_id AND paid.counts_toward_payer AND paid.unit = 'MAD'
    ) AS amount_mad_paid_by_programme,
    min(f.period_first) AS period_from,
    max(f.period_last) AS period_to,
    count(*) AS n_facts,
    (
        SELECT count(DISTINCT s.article_id) FROM coopdb.figure_statements AS s WHERE s.fact_id = ANY (array_agg(f.fact_id))
    ) AS n_articles
FROM coopdb.funding_figures AS f
JOIN coopdb.programmes AS programme ON programme.id = f.programme_id
WHERE f.unit = 'MAD'
    AND f.counts_toward_total
    AND f.programme_id IS NOT NULL
GROUP BY f.programme_id, programme.id;
