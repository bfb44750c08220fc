-- What do analysts ask, and which one SELECT answers?
-- Grain: a question. Key: number.
CREATE VIEW report.questions AS
SELECT q.number, q.question_ar, q.question_fr, q.question_en, q.sql FROM coopdb.questions AS q;
