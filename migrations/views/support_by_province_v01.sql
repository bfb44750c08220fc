-- How much money is reported, by province?
-- Grain: a province or prefecture with money of its own. Key: province_code.
-- Warning: regional and national sums are not spread over provinces; those of a region may hold a province's again.
CREATE VIEW report.support_by_province AS
SELECT
    f.province_code,
    province.name_ar AS province_ar,
    province.name_fr AS province_fr,
    coalesce(province.name_en, province.name_fr) AS province_en,
    f.region_code,
    region.name_ar AS region_ar,
    region.name_fr AS region_fr,
    region.name_en AS region_en,
    province.population_2024,
    sum(f.value) AS amount_mad,
    sum(f.value_min) AS amount_mad_min,
    -- No upper bound where one of the sums has none.
    CASE WHEN bool_and(f.value_max IS NOT NULL) THEN sum(f.value_max) END AS amount_mad_max,
    sum(f.value) FILTER (WHERE f.measure = 'support_to_cooperatives') AS amount_mad_to_cooperatives,
    round(sum(f.value) * 10000 / nullif(province.population_2024, 0)) AS amount_mad_per_10000_inhabitants,
    min(f.period_first) AS period_from,
    max(f.period_last) AS period_to,
    count(*) AS n_facts,
    (
        SELECT count(DISTINCT s.article_id) FROM coopdb.figure_statements AS s WHERE s.fact_id = ANY (array_agg(f.fact_id))
    ) AS n_articles
FROM coopdb.funding_figures AS f
LEFT JOIN coopdb.provinces AS province ON province.code = f.province_code
LEFT JOIN coopdb.regions AS region ON region.code = f.region_code
WHERE f.unit = 'MAD'
    AND f.counts_toward_province
GROUP BY f.province_code, province.code, f.region_code, region.code;
