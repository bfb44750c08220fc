-- Undo 0005_known_inputs.
DROP TABLE coopdb.known_inputs;
