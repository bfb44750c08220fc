-- Codes that claims use and no list holds: rows of their own, marked as unknown, so that facts can name them.
-- In: affected_articles, new_statements.

CREATE TEMP TABLE used_codes ON COMMIT DROP AS
SELECT DISTINCT u.list, u.code
FROM new_statements AS s
CROSS JOIN LATERAL (VALUES
    ('kinds', s.kind), ('units', s.unit), ('units', s.beneficiary_unit), ('statuses', s.status), ('measures', s.measure),
    ('settings', nullif(s.setting, '')), ('sectors', nullif(s.sector, '')), ('roles', s.role), ('qualifiers', s.qualifier),
    ('programmes', s.programme_id), ('payers', s.payer_id), ('places', s.commune_code),
    ('places', CASE WHEN s.place_key NOT LIKE '@%' THEN s.place_key END)
) AS u (list, code)
WHERE u.code IS NOT NULL
UNION
SELECT DISTINCT u.list, u.code
FROM affected_articles AS a
JOIN coopdb.readings AS r ON r.article_id = a.article_id AND r.is_current
JOIN coopdb.claimed_events AS e USING (reading_id)
CROSS JOIN LATERAL (VALUES
    ('event_types', e.type), ('event_standings', e.standing), ('places', e.place_code), ('places', e.commune_code),
    ('occasions', e.occasion), ('date_bases', e.date_basis)
) AS u (list, code)
WHERE u.code IS NOT NULL
UNION
SELECT DISTINCT 'item_kinds', i.kind
FROM affected_articles AS a
JOIN coopdb.readings AS r ON r.article_id = a.article_id AND r.is_current
JOIN coopdb.claimed_event_items AS i USING (reading_id);

INSERT INTO coopdb.kinds (id, is_known) SELECT code, false FROM used_codes WHERE list = 'kinds' ON CONFLICT DO NOTHING;
INSERT INTO coopdb.units (id, is_known) SELECT code, false FROM used_codes WHERE list = 'units' ON CONFLICT DO NOTHING;
INSERT INTO coopdb.statuses (id, is_known) SELECT code, false FROM used_codes WHERE list = 'statuses' ON CONFLICT DO NOTHING;
INSERT INTO coopdb.measures (id, is_known) SELECT code, false FROM used_codes WHERE list = 'measures' ON CONFLICT DO NOTHING;
INSERT INTO coopdb.settings (id, is_known) SELECT code, false FROM used_codes WHERE list = 'settings' ON CONFLICT DO NOTHING;
INSERT INTO coopdb.sectors (id, is_known) SELECT code, false FROM used_codes WHERE list = 'sectors' ON CONFLICT DO NOTHING;
INSERT INTO coopdb.roles (id, is_known) SELECT code, false FROM used_codes WHERE list = 'roles' ON CONFLICT DO NOTHING;
INSERT INTO coopdb.qualifiers (id, is_known) SELECT code, false FROM used_codes WHERE list = 'qualifiers' ON CONFLICT DO NOTHING;
INSERT INTO coopdb.event_types (id, is_known) SELECT code, false FROM used_codes WHERE list = 'event_types' ON CONFLICT DO NOTHING;
INSERT INTO coopdb.event_standings (id, is_known)
SELECT code, false FROM used_codes WHERE list = 'event_standings' ON CONFLICT DO NOTHING;
INSERT INTO coopdb.occasions (id, is_known) SELECT code, false FROM used_codes WHERE list = 'occasions' ON CONFLICT DO NOTHING;
INSERT INTO coopdb.date_bases (id, is_known) SELECT code, false FROM used_codes WHERE list = 'date_bases' ON CONFLICT DO NOTHING;
INSERT INTO coopdb.item_kinds (id, is_known) SELECT code, false FROM used_codes WHERE list = 'item_kinds' ON CONFLICT DO NOTHING;
INSERT INTO coopdb.programmes (id, is_known) SELECT code, false FROM used_codes WHERE list = 'programmes' ON CONFLICT DO NOTHING;
INSERT INTO coopdb.programme_ancestors (programme_id, ancestor_id)
SELECT code, code FROM used_codes WHERE list = 'programmes' ON CONFLICT DO NOTHING;
INSERT INTO coopdb.payers AS y (id, kind, institution_id, programme_id, name_ar, is_known)
SELECT u.code, CASE WHEN i.id IS NOT NULL THEN 'institution' WHEN p.id IS NOT NULL THEN 'programme' ELSE 'unknown' END,
    i.id, CASE WHEN i.id IS NULL THEN p.id END, coalesce(i.name_ar, p.name_ar, u.code), false
FROM used_codes AS u
LEFT JOIN coopdb.institutions AS i ON i.id = u.code
LEFT JOIN coopdb.programmes AS p ON p.id = u.code
WHERE u.list = 'payers'
ON CONFLICT (id) DO UPDATE SET
    kind = excluded.kind, institution_id = excluded.institution_id, programme_id = excluded.programme_id,
    name_ar = excluded.name_ar
WHERE NOT y.is_known AND (y.kind, y.name_ar) IS DISTINCT FROM (excluded.kind, excluded.name_ar);
INSERT INTO coopdb.places (code, level, name_ar, is_known)
SELECT code, 'unknown', code, false FROM used_codes WHERE list = 'places' ON CONFLICT DO NOTHING;
INSERT INTO coopdb.place_containments (place_code, wider_code)
SELECT code, code FROM used_codes WHERE list = 'places' ON CONFLICT DO NOTHING;
DROP TABLE used_codes;
