-- How much money is reported, by region?
-- Grain: a region. Key: region_code.
-- Sums of its provinces are in it where no sum of the region holds them. Former regions are not turned into present ones.
CREATE VIEW report.support_by_region AS
SELECT
    f.region_code,
    region.name_ar AS region_ar,
    region.name_fr AS region_fr,
    region.name_en AS region_en,
    region.population_2024,
    sum(f.value) AS amount_mad,
    sum(f.value_min) AS amount_mad_min,
    -- No upper bound where one of the sums has none.
    CASE WHEN bool_and(f.value_max IS NOT NULL) THEN sum(f.value_max) END AS amount_mad_max,
    sum(f.value) FILTER (WHERE f.measure = 'support_to_cooperatives') AS amount_mad_to_cooperatives,
    round(sum(f.value) * 10000 / nullif(region.population_2024, 0)) AS amount_mad_per_10000_inhabitants,
    min(f.period_first) AS period_from,
    max(f.period_last) AS period_to,
    count(*) AS n_facts,
    (
        SELECT count(DISTINCT s.article_id) FROM coopdb.figure_statements AS s WHERE s.fact_id = ANY (array_agg(f.fact_id))
    ) AS n_articles
FROM coopdb.funding_figures AS f
LEFT JOIN coopdb.regions AS region ON region.code = f.region_code
WHERE f.unit = 'MAD'
    AND f.counts_toward_region
GROUP BY f.region_code, region.code;
