-- What money is reported, from whom, for what, where and when, and does it count?
-- Grain: a funding fact, counted once however many articles repeat it. Key: fact_id.
-- Warning: sum amount_mad only WHERE counts_toward_total, or by payer WHERE counts_toward_payer; what is left of a
-- province or a region is summed WHERE counts_toward_province or counts_toward_region.
CREATE VIEW report.funding AS
SELECT
    f.fact_id,
    f.value AS amount,
    f.unit AS currency,
    CASE WHEN f.unit = 'MAD' THEN f.value END AS amount_mad,
    CASE WHEN f.unit = 'MAD' THEN f.value_min END AS amount_mad_min,
    CASE WHEN f.unit = 'MAD' THEN f.value_max END AS amount_mad_max,
    f.qualifier,
    f.status,
    f.role,
    f.measure,
    measure.name_ar AS measure_ar,
    measure.name_fr AS measure_fr,
    measure.name_en AS measure_en,
    f.payer_id,
    payer.name_ar AS payer_ar,
    payer.name_fr AS payer_fr,
    payer.name_en AS payer_en,
    f.programme_id,
    programme.name_ar AS programme_ar,
    programme.name_fr AS programme_fr,
    programme.name_en AS programme_en,
    f.place_code,
    p.level AS place_level,
    p.name_ar AS place_ar,
    p.name_fr AS place_fr,
    p.name_en AS place_en,
    f.commune_code,
    commune.name_ar AS commune_ar,
    commune.name_fr AS commune_fr,
    p.province_code,
    province.name_ar AS province_ar,
    province.name_fr AS province_fr,
    coalesce(province.name_en, province.name_fr) AS province_en,
    p.region_code,
    region.name_ar AS region_ar,
    region.name_fr AS region_fr,
    region.name_en AS region_en,
    p.country_code,
    f.setting,
    f.sector,
    f.period_first AS period_from,
    f.period_last AS period_to,
    CASE length(coalesce(f.period_from, f.period_to)) WHEN 4 THEN 'year' WHEN 7 THEN 'month' WHEN 10 THEN 'day' END
        AS period_precision,
    CASE
        WHEN f.period_from = f.period_to THEN f.period_from
        WHEN f.period_from IS NOT NULL OR f.period_to IS NOT NULL
        THEN coalesce(f.period_from, '…') || '–' || coalesce(f.period_to, '…')
    END AS period_label,
    coalesce(f.beneficiary_unit, whole.beneficiary_unit) AS beneficiary_unit,
    coalesce(f.beneficiary_count, whole.beneficiary_count) AS beneficiary_count,
    CASE
        WHEN f.unit = 'MAD' AND f.role IN ('total', 'contribution')
        THEN round(f.value / nullif(coalesce(f.beneficiary_count, whole.beneficiary_count), 0))
    END AS amount_mad_per_beneficiary,
    f.counts_toward_total,
    f.counts_toward_payer,
    f.counts_toward_province,
    f.counts_toward_region,
    f.counts_toward_payer_in_province,
    f.not_counted_because,
    reason.name_ar AS not_counted_ar,
    reason.name_fr AS not_counted_fr,
    reason.name_en AS not_counted_en,
    f.counted_in_id,
    f.part_of_id,
    f.attributed_to,
    f.event_id,
    fact.n_claims,
    fact.n_articles,
    fact.n_sources,
    fact.chosen_because,
    fact.is_corrected,
    substr(v.content, c.quote_start + 1, c.quote_end - c.quote_start) AS quote,
    a.article_key || ':' || c.kind || ':' || c.start_offset || '-' || c.end_offset
    || CASE WHEN c.repetition > 0 THEN '.' || c.repetition ELSE '' END AS claim_id,
    a.article_key AS article_id,
    r.title AS article_title,
    r.publisher,
    r.published_day AS published_on
FROM coopdb.funding_figures AS f
JOIN coopdb.facts AS fact ON fact.fact_id = f.fact_id
LEFT JOIN coopdb.funding_figures AS whole ON whole.fact_id = f.part_of_id
LEFT JOIN coopdb.measures AS measure ON measure.id = f.measure
LEFT JOIN coopdb.payers AS payer ON payer.id = f.payer_id
LEFT JOIN coopdb.programmes AS programme ON programme.id = f.programme_id
LEFT JOIN coopdb.not_counted_reasons AS reason ON reason.id = f.not_counted_because
LEFT JOIN coopdb.places AS p ON p.code = f.place_code
LEFT JOIN coopdb.places AS commune ON commune.code = f.commune_code
LEFT JOIN coopdb.provinces AS province ON province.code = p.province_code
LEFT JOIN coopdb.regions AS region ON region.code = p.region_code
LEFT JOIN coopdb.claims AS c ON c.reading_id = fact.reading_id AND c.claim_no = fact.claim_no
LEFT JOIN coopdb.readings AS r ON r.reading_id = fact.reading_id
LEFT JOIN coopdb.articles AS a ON a.article_id = r.article_id
LEFT JOIN coopdb.article_revisions AS v ON v.revision_id = r.revision_id;
