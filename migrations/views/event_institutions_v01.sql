-- Which institutions organize, partner or take part in which event?
-- Grain: an institution in a role in an event. Key: event_id, role, institution_id.
CREATE VIEW report.event_institutions AS
SELECT
    e.event_id,
    e.role,
    role.name_ar AS role_ar,
    role.name_fr AS role_fr,
    role.name_en AS role_en,
    e.institution_id,
    i.name_ar AS institution_ar,
    i.name_fr AS institution_fr,
    i.name_en AS institution_en,
    i.parent_id,
    parent.name_ar AS parent_ar,
    parent.name_fr AS parent_fr,
    parent.name_en AS parent_en,
    f.event_type,
    f.standing,
    f.title_ar AS event_title_ar,
    f.starts_on,
    f.place_code,
    e.n_articles
FROM coopdb.event_institutions AS e
JOIN coopdb.events AS f ON f.event_id = e.event_id
JOIN coopdb.institutions AS i ON i.id = e.institution_id
LEFT JOIN coopdb.institutions AS parent ON parent.id = i.parent_id
LEFT JOIN coopdb.participation_roles AS role ON role.id = e.role;
