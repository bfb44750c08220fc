-- Who took part in which event, as what, for whom?
-- Grain: a person in a role in an event. Key: event_id, role, person_id.
CREATE VIEW report.event_people AS
SELECT
    e.event_id,
    e.role,
    role.name_ar AS role_ar,
    role.name_fr AS role_fr,
    role.name_en AS role_en,
    e.person_id,
    p.name_ar AS person_ar,
    n.position_ar,
    n.institution_id,
    coalesce(i.name_ar, n.institution_ar) AS institution_ar,
    i.name_fr AS institution_fr,
    i.name_en AS institution_en,
    e.speaks,
    f.event_type,
    f.title_ar AS event_title_ar,
    f.starts_on,
    f.place_code,
    e.n_articles
FROM coopdb.event_people AS e
JOIN coopdb.events AS f ON f.event_id = e.event_id
JOIN coopdb.people AS p ON p.id = e.person_id
LEFT JOIN coopdb.positions AS n ON n.id = e.position_id
LEFT JOIN coopdb.institutions AS i ON i.id = n.institution_id
LEFT JOIN coopdb.participation_roles AS role ON role.id = e.role;
