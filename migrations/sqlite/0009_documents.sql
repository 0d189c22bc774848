-- doc_matches, doc_number and doc_text are functions of the program itself on SQLite (portico-db/src/sqlite.rs).
SELECT 1;
