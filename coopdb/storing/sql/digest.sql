-- What the digest is over: each query gives one text a row, in any order, without ids that a database chose.

-- name: choice_reasons
SELECT ROW(id, position, name_ar, name_fr, name_en, description_en)::text FROM coopdb.choice_reasons WHERE is_known;

-- name: conflict_reasons
SELECT ROW(id, position, name_ar, name_fr, name_en, description_en)::text FROM coopdb.conflict_reasons WHERE is_known;

-- name: cooperative_kinds
SELECT ROW(
    id, position, name_ar, name_fr, name_en, description_en
)::text
FROM coopdb.cooperative_kinds WHERE is_known;

-- name: countries
SELECT ROW(code, name_ar, name_fr, name_en)::text FROM coopdb.countries;

-- name: date_bases
SELECT ROW(id, position, name_ar, name_fr, name_en, description_en)::text FROM coopdb.date_bases WHERE is_known;

-- name: date_precisions
SELECT ROW(id, position, name_ar, name_fr, name_en, description_en)::text FROM coopdb.date_precisions WHERE is_known;

-- name: event_standings
SELECT ROW(id, position, name_ar, name_fr, name_en, description_en)::text FROM coopdb.event_standings WHERE is_known;

-- name: event_types
SELECT ROW(id, position, name_ar, name_fr, name_en, description_en)::text FROM coopdb.event_types WHERE is_known;

-- name: institution_kinds
SELECT ROW(
    id, position, name_ar, name_fr, name_en, description_en
)::text
FROM coopdb.institution_kinds WHERE is_known;

-- name: item_kinds
SELECT ROW(id, position, name_ar, name_fr, name_en, description_en)::text FROM coopdb.item_kinds WHERE is_known;

-- name: kinds
SELECT ROW(id, position, name_ar, name_fr, name_en, description_en)::text FROM coopdb.kinds WHERE is_known;

-- name: languages
SELECT ROW(id, position, name_ar, name_fr, name_en, description_en)::text FROM coopdb.languages WHERE is_known;

-- name: legal_kinds
SELECT ROW(id, position, name_ar, name_fr, name_en, description_en)::text FROM coopdb.legal_kinds WHERE is_known;

-- name: legal_states
SELECT ROW(id, position, name_ar, name_fr, name_en, description_en)::text FROM coopdb.legal_states WHERE is_known;

-- name: measures
SELECT ROW(id, position, name_ar, name_fr, name_en, description_en, kind)::text FROM coopdb.measures WHERE is_known;

-- name: not_counted_reasons
SELECT ROW(
    id, position, name_ar, name_fr, name_en, description_en
)::text
FROM coopdb.not_counted_reasons WHERE is_known;

-- name: occasions
SELECT ROW(id, position, name_ar, name_fr, name_en, description_en)::text FROM coopdb.occasions WHERE is_known;

-- name: part_kinds
SELECT ROW(id, position, name_ar, name_fr, name_en, description_en)::text FROM coopdb.part_kinds WHERE is_known;

-- name: participation_roles
SELECT ROW(
    id, position, name_ar, name_fr, name_en, description_en
)::text
FROM coopdb.participation_roles WHERE is_known;

-- name: place_levels
SELECT ROW(id, position, name_ar, name_fr, name_en, description_en)::text FROM coopdb.place_levels WHERE is_known;

-- name: programme_kinds
SELECT ROW(id, position, name_ar, name_fr, name_en, description_en)::text FROM coopdb.programme_kinds WHERE is_known;

-- name: qualifiers
SELECT ROW(id, position, name_ar, name_fr, name_en, description_en)::text FROM coopdb.qualifiers WHERE is_known;

-- name: regions
SELECT ROW(code, code_hcp, name_ar, name_fr, name_en, seat_province_hcp, population_2024)::text FROM coopdb.regions;

-- name: roles
SELECT ROW(id, position, name_ar, name_fr, name_en, description_en)::text FROM coopdb.roles WHERE is_known;

-- name: sectors
SELECT ROW(id, position, name_ar, name_fr, name_en, description_en)::text FROM coopdb.sectors WHERE is_known;

-- name: settings
SELECT ROW(id, position, name_ar, name_fr, name_en, description_en)::text FROM coopdb.settings WHERE is_known;

-- name: statuses
SELECT ROW(id, position, name_ar, name_fr, name_en, description_en)::text FROM coopdb.statuses WHERE is_known;

-- name: units
SELECT ROW(
    id, position, name_ar, name_fr, name_en, description_en, kind, ucum
)::text
FROM coopdb.units WHERE is_known;

-- name: former_regions
SELECT ROW(code, iso_1997, name_ar, name_fr, name_en, same_land_as)::text FROM coopdb.former_regions;

-- name: legal_references
SELECT ROW(
    id, kind, number, title_ar, title_fr, title_en, legal_status, issued_on, published_on, implements_id,
    source
)::text
FROM coopdb.legal_references WHERE is_known;

-- name: legal_replacements
SELECT ROW(newer_id, older_id)::text FROM coopdb.legal_replacements;

-- name: provinces
SELECT ROW(
    code, code_hcp, kind, name_ar, name_fr, name_en, region_code, former_region_code, created, population_2024
)::text
FROM coopdb.provinces;

-- name: communes
SELECT ROW(
    code, kind, name_ar, name_fr, name_en, province_code, population_2024, population_2014, households_2024
)::text
FROM coopdb.communes;

-- name: places
SELECT ROW(
    code, level, name_ar, name_fr, name_en, province_code, region_code, country_code, population_2024,
    sort_key_ar
)::text
FROM coopdb.places WHERE is_known;

-- name: arrondissements
SELECT ROW(
    code, name_ar, name_fr, name_en, commune_code, province_code, population_2024
)::text
FROM coopdb.arrondissements;

-- name: institutions
SELECT ROW(
    id, name_ar, name_fr, name_en, acronym, kind, parent_id, jurisdiction, valid_from, valid_to, source
)::text
FROM coopdb.institutions WHERE is_known;

-- name: programmes
SELECT ROW(
    id, name_ar, name_fr, name_en, acronym, kind, parent_id, owner_id, starts, ends, purpose_ar, purpose_fr,
    purpose_en, source
)::text
FROM coopdb.programmes WHERE is_known;

-- name: payers
SELECT ROW(id, kind, institution_id, programme_id, name_ar, name_fr, name_en)::text FROM coopdb.payers WHERE is_known;

-- name: platforms
SELECT ROW(id, owner_id, parent_id, parent_basis)::text
FROM coopdb.platforms WHERE id IN (SELECT id FROM coopdb.programmes WHERE is_known);

-- name: programme_parts
SELECT ROW(
    programme_id, part_id, kind, position, name_ar, name_fr, name_en, source
)::text
FROM coopdb.programme_parts;

-- name: articles
SELECT ROW(
    a.identity, v.sha256, r.title, r.publisher, r.author, r.published_on, r.language, s.source_key
)::text
FROM coopdb.readings AS r
JOIN coopdb.articles AS a USING (article_id)
JOIN coopdb.article_revisions AS v USING (revision_id)
LEFT JOIN coopdb.article_sources AS s ON s.article_id = a.article_id
WHERE r.is_current;

-- name: claims
SELECT ROW(
    a.identity, c.claim_no, c.kind, c.start_offset, c.end_offset, c.repetition, c.text, c.quote_start,
    c.quote_end, c.rule
)::text
FROM coopdb.readings AS r
JOIN coopdb.articles AS a USING (article_id)
JOIN coopdb.claims AS c USING (reading_id)
WHERE r.is_current;

-- name: claimed_figures
SELECT ROW(
    a.identity, c.claim_no, c.kind, trim_scale(c.value), c.unit, c.unit_text, c.qualifier, c.status, c.role,
    c.measure, c.period_from, c.period_to, c.place_code, c.commune_code, c.programme_id, c.payer_id,
    c.setting, c.sector, c.part_of_no, c.apart_from_no, c.event_no, c.attributed_to, c.beneficiary_unit,
    trim_scale(c.beneficiary_count)
)::text
FROM coopdb.readings AS r
JOIN coopdb.articles AS a USING (article_id)
JOIN coopdb.claimed_figures AS c USING (reading_id)
WHERE r.is_current;

-- name: claimed_dates
SELECT ROW(
    a.identity, c.claim_no, c.date_from, c.date_to, c.basis, c.not_before, c.not_after, c.weekday
)::text
FROM coopdb.readings AS r
JOIN coopdb.articles AS a USING (article_id)
JOIN coopdb.claimed_dates AS c USING (reading_id)
WHERE r.is_current;

-- name: claimed_places
SELECT ROW(
    a.identity, c.claim_no, c.place_code, c.commune_code, c.candidates
)::text
FROM coopdb.readings AS r
JOIN coopdb.articles AS a USING (article_id)
JOIN coopdb.claimed_places AS c USING (reading_id)
WHERE r.is_current;

-- name: claimed_institutions
SELECT ROW(
    a.identity, c.claim_no, c.institution_id, c.name, c.parent_id, c.kind, c.place_code, c.known
)::text
FROM coopdb.readings AS r
JOIN coopdb.articles AS a USING (article_id)
JOIN coopdb.claimed_institutions AS c USING (reading_id)
WHERE r.is_current;

-- name: claimed_programmes
SELECT ROW(
    a.identity, c.claim_no, c.programme_id, c.name, c.kind, c.parent_id, c.owner_id, c.purpose, c.known
)::text
FROM coopdb.readings AS r
JOIN coopdb.articles AS a USING (article_id)
JOIN coopdb.claimed_programmes AS c USING (reading_id)
WHERE r.is_current;

-- name: claimed_cooperatives
SELECT ROW(
    a.identity, c.claim_no, c.cooperative_id, c.name, c.kind, c.trade, c.place_code, c.commune_code
)::text
FROM coopdb.readings AS r
JOIN coopdb.articles AS a USING (article_id)
JOIN coopdb.claimed_cooperatives AS c USING (reading_id)
WHERE r.is_current;

-- name: claimed_legal_references
SELECT ROW(
    a.identity, c.claim_no, c.legal_reference_id, c.kind, c.number, c.issued_on, c.subject, c.state,
    c.replaces, c.replaced_by, c.implements
)::text
FROM coopdb.readings AS r
JOIN coopdb.articles AS a USING (article_id)
JOIN coopdb.claimed_legal_references AS c USING (reading_id)
WHERE r.is_current;

-- name: claimed_people
SELECT ROW(
    a.identity, c.claim_no, c.person_id, c.name, c.position, c.institution_id, c.institution_name, c.speaks,
    c.role
)::text
FROM coopdb.readings AS r
JOIN coopdb.articles AS a USING (article_id)
JOIN coopdb.claimed_people AS c USING (reading_id)
WHERE r.is_current;

-- name: claimed_events
SELECT ROW(
    a.identity, c.claim_no, c.standing, c.type, c.title, c.date_from, c.date_to, c.date_basis, c.not_before,
    c.not_after, c.weekday, c.duration_days, c.place_code, c.commune_code, c.venue, c.edition, c.announced,
    c.occasion, c.slogan
)::text
FROM coopdb.readings AS r
JOIN coopdb.articles AS a USING (article_id)
JOIN coopdb.claimed_events AS c USING (reading_id)
WHERE r.is_current;

-- name: claimed_event_institutions
SELECT ROW(
    a.identity, c.claim_no, c.item_no, c.role, c.institution_id, c.name
)::text
FROM coopdb.readings AS r
JOIN coopdb.articles AS a USING (article_id)
JOIN coopdb.claimed_event_institutions AS c USING (reading_id)
WHERE r.is_current;

-- name: claimed_event_people
SELECT ROW(
    a.identity, c.claim_no, c.person_no
)::text
FROM coopdb.readings AS r
JOIN coopdb.articles AS a USING (article_id)
JOIN coopdb.claimed_event_people AS c USING (reading_id)
WHERE r.is_current;

-- name: claimed_event_items
SELECT ROW(
    a.identity, c.claim_no, c.item_no, c.kind, c.text, c.start_offset, c.end_offset
)::text
FROM coopdb.readings AS r
JOIN coopdb.articles AS a USING (article_id)
JOIN coopdb.claimed_event_items AS c USING (reading_id)
WHERE r.is_current;

-- name: unread_numbers
SELECT ROW(
    a.identity, c.item_no, c.start_offset, c.end_offset, c.text, c.reason
)::text
FROM coopdb.readings AS r
JOIN coopdb.articles AS a USING (article_id)
JOIN coopdb.unread_numbers AS c USING (reading_id)
WHERE r.is_current;

-- name: facts
SELECT ROW(
    f.fact_id, f.kind, f.n_claims, f.n_articles, f.n_sources, f.chosen_because, f.is_corrected, a.identity, f.claim_no
)::text
FROM coopdb.facts AS f
JOIN coopdb.readings AS r USING (reading_id)
JOIN coopdb.articles AS a USING (article_id);

-- name: funding_figures
SELECT ROW(
    fact_id, trim_scale(value), unit, trim_scale(value_min), trim_scale(value_max), qualifier, status,
    measure, setting, sector, place_code, commune_code, programme_id, period_from, period_to, period_first,
    period_last, attributed_to, part_of_id, event_id, role, payer_id, beneficiary_unit,
    trim_scale(beneficiary_count), where_code, breadth, province_code, region_code, out_because, same_thing,
    overruled_by_id, counts_toward_total, counts_toward_region, counts_toward_province, counts_toward_payer,
    counts_toward_payer_in_province, not_counted_because, counted_in_id
)::text
FROM coopdb.funding_figures;

-- name: figures
SELECT ROW(
    fact_id, trim_scale(value), unit, trim_scale(value_min), trim_scale(value_max), qualifier, status,
    measure, setting, sector, place_code, commune_code, programme_id, period_from, period_to, period_first,
    period_last, attributed_to, part_of_id, event_id, kind
)::text
FROM coopdb.figures;

-- name: events
SELECT ROW(
    event_id, event_type, standing, title_ar, date_from, date_to, starts_on, ends_on, duration_days,
    date_precision, date_basis, not_before, not_after, weekday, place_code, commune_code, venue_ar, edition,
    is_announced, occasion, slogan_ar
)::text
FROM coopdb.events;

-- name: event_institutions
SELECT ROW(
    event_id, role, institution_id, n_articles
)::text
FROM coopdb.event_institutions;

-- name: event_people
SELECT ROW(
    event_id, role, person_id, position_id, speaks, n_articles
)::text
FROM coopdb.event_people;

-- name: people
SELECT ROW(
    id, name_ar
)::text
FROM coopdb.people;

-- name: positions
SELECT ROW(
    id, person_id, position_ar, institution_id, institution_ar, n_articles
)::text
FROM coopdb.positions;

-- name: cooperatives
SELECT ROW(
    id, name_ar, kind, trade, place_code, commune_code
)::text
FROM coopdb.cooperatives;

-- name: mention_counts
SELECT ROW(
    kind, entity_id, n_articles
)::text
FROM coopdb.mention_counts;

-- name: event_items
SELECT ROW(event_id, position, kind, text_ar)::text FROM coopdb.event_items;

-- name: fact_claims
SELECT ROW(s.fact_id, a.identity, s.claim_no, trim_scale(s.value), trim_scale(s.said), s.is_corrected)::text
FROM coopdb.figure_statements AS s
JOIN coopdb.articles AS a USING (article_id)
UNION ALL
SELECT ROW(s.fact_id, a.identity, s.claim_no)::text
FROM coopdb.event_statements AS s
JOIN coopdb.articles AS a USING (article_id);

-- name: conflicts
SELECT ROW(reason, fact_id, other_fact_id, trim_scale(value), trim_scale(other_value), detail)::text FROM coopdb.conflicts;

-- name: unknown_entities
SELECT ROW('institution', id, name_ar, kind, parent_id, jurisdiction)::text FROM coopdb.institutions WHERE NOT is_known
UNION ALL
SELECT ROW('programme', id, name_ar, kind, parent_id, owner_id, purpose_ar)::text
FROM coopdb.programmes WHERE NOT is_known AND name_ar IS NOT NULL
UNION ALL
SELECT ROW('law', id, kind, number, title_ar, legal_status, issued_on)::text
FROM coopdb.legal_references WHERE NOT is_known;
