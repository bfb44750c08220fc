-- How much money is reported, by the period as stated?
-- Grain: a period as articles state it. Key: period_label.
-- Warning: periods overlap: never add two rows. A sum of several years is not spread over them.
CREATE VIEW report.support_by_period AS
SELECT
    CASE
        WHEN f.period_from = f.period_to THEN f.period_from
        WHEN f.period_from IS NOT NULL OR f.period_to IS NOT NULL
        THEN coalesce(f.period_from, '…') || '–' || coalesce(f.period_to, '…')
        ELSE '—'
    END AS period_label,
    f.period_first AS period_from,
    f.period_last AS period_to,
    sum(f.value) AS amount_mad,
    sum(f.value_min) AS amount_mad_min,
    -- No upper bound where one of the sums has none.
    CASE WHEN bool_and(f.value_max IS NOT NULL) THEN sum(f.value_max) END AS amount_mad_max,
    sum(f.value) FILTER (WHERE f.measure = 'support_to_cooperatives') AS amount_mad_to_cooperatives,
    count(*) AS n_facts,
    (
        SELECT count(DISTINCT s.article_id) FROM coopdb.figure_statements AS s WHERE s.fact_id = ANY (array_agg(f.fact_id))
    ) AS n_articles
FROM coopdb.funding_figures AS f
WHERE f.unit = 'MAD'
    AND f.counts_toward_total
GROUP BY f.period_from, f.period_to, f.period_first, f.period_last;
