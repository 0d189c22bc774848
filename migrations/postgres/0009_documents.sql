-- The document functions that SQLite gets from the program, with the same meaning: see portico-kit/src/document.rs
-- for the walk (arrays and $relation are walked through) and portico-kit/src/filter for the conditions.
CREATE FUNCTION doc_walk(node jsonb, steps text[]) RETURNS SETOF jsonb LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  element jsonb;
  wanted text := steps[1];
BEGIN
  IF jsonb_typeof(node) = 'array' THEN
    FOR element IN SELECT value FROM jsonb_array_elements(node) LOOP
      RETURN QUERY SELECT doc_walk(element, steps);
    END LOOP;
  ELSIF jsonb_typeof(node) = 'object' THEN
    IF wanted IS NOT NULL AND node ? wanted THEN
      RETURN QUERY SELECT doc_walk(node -> wanted, steps[2:]);
    ELSIF node ? '$relation' THEN
      RETURN QUERY SELECT doc_walk(node -> '$relation', steps);
    ELSIF wanted IS NULL THEN
      RETURN NEXT node;
    END IF;
  ELSIF wanted IS NULL THEN
    RETURN NEXT node;
  END IF;
END $$;

CREATE FUNCTION doc_values(doc jsonb, path text) RETURNS SETOF jsonb LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  steps text[] := string_to_array(path, '.');
BEGIN
  IF jsonb_typeof(doc) = 'object' AND doc ? steps[1] THEN
    RETURN QUERY SELECT doc_walk(doc -> steps[1], steps[2:]);
  END IF;
END $$;

-- No name is "found" in here: PL/pgSQL has a variable of that name in every function.
CREATE FUNCTION doc_compare(held jsonb, wanted jsonb) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  held_text text COLLATE "C" := held #>> '{}';
  wanted_text text COLLATE "C" := wanted #>> '{}';
BEGIN
  IF jsonb_typeof(held) <> jsonb_typeof(wanted) THEN
    RETURN NULL;
  ELSIF jsonb_typeof(held) = 'number' THEN
    -- Compared, not subtracted: a difference may be too large for a number.
    RETURN CASE WHEN held_text::double precision < wanted_text::double precision THEN -1
      WHEN held_text::double precision = wanted_text::double precision THEN 0 ELSE 1 END;
  ELSIF jsonb_typeof(held) = 'string' THEN
    RETURN CASE WHEN held_text < wanted_text THEN -1 WHEN held_text = wanted_text THEN 0 ELSE 1 END;
  ELSIF jsonb_typeof(held) = 'boolean' THEN
    RETURN held_text::boolean::integer - wanted_text::boolean::integer;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION doc_exists(doc jsonb, path text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT EXISTS (SELECT 1 FROM doc_values(doc, path) AS found WHERE jsonb_typeof(found) <> 'null')
$$;

CREATE FUNCTION doc_has_one_of(doc jsonb, path text, wanted jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT EXISTS (
      SELECT 1 FROM doc_values(doc, path) AS found, jsonb_array_elements(wanted) AS one
      WHERE doc_compare(found, one) = 0)
    OR (wanted @> 'null' AND NOT doc_exists(doc, path))
$$;

CREATE FUNCTION doc_within(held jsonb, bounds jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  bound text;
  wanted jsonb;
  compared integer;
BEGIN
  FOR bound, wanted IN SELECT key, value FROM jsonb_each(bounds) LOOP
    CONTINUE WHEN jsonb_typeof(wanted) = 'null';
    compared := CASE WHEN jsonb_typeof(wanted) IN ('number', 'string') THEN doc_compare(held, wanted) END;
    -- In parentheses: the first THEN outside of them would end the condition of IF.
    IF compared IS NULL OR NOT (CASE bound
      WHEN 'gt' THEN compared > 0 WHEN 'gte' THEN compared >= 0
      WHEN 'lt' THEN compared < 0 ELSE compared <= 0 END)
    THEN
      RETURN false;
    END IF;
  END LOOP;
  RETURN true;
END $$;

CREATE FUNCTION doc_matches_filter(doc jsonb, filter jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  part jsonb;
BEGIN
  IF jsonb_typeof(filter) = 'string' THEN
    RETURN filter = '"Always"';
  ELSIF filter ? 'Term' THEN
    RETURN doc_has_one_of(doc, filter -> 'Term' ->> 0, jsonb_build_array(filter -> 'Term' -> 1));
  ELSIF filter ? 'Terms' THEN
    RETURN doc_has_one_of(doc, filter -> 'Terms' ->> 0, filter -> 'Terms' -> 1);
  ELSIF filter ? 'Ids' THEN
    RETURN coalesce(jsonb_typeof(doc -> '_id') = 'string' AND filter -> 'Ids' @> (doc -> '_id'), false);
  ELSIF filter ? 'Range' THEN
    RETURN EXISTS (SELECT 1 FROM doc_values(doc, filter -> 'Range' ->> 0) AS held
      WHERE jsonb_typeof(held) <> 'object' AND doc_within(held, filter -> 'Range' -> 1));
  ELSIF filter ? 'Exists' THEN
    RETURN doc_exists(doc, filter ->> 'Exists');
  ELSIF filter ? 'And' THEN
    FOR part IN SELECT value FROM jsonb_array_elements(filter -> 'And') LOOP
      IF NOT doc_matches_filter(doc, part) THEN RETURN false; END IF;
    END LOOP;
    RETURN true;
  ELSIF filter ? 'Or' THEN
    FOR part IN SELECT value FROM jsonb_array_elements(filter -> 'Or') LOOP
      IF doc_matches_filter(doc, part) THEN RETURN true; END IF;
    END LOOP;
    RETURN false;
  ELSIF filter ? 'Not' THEN
    RETURN NOT doc_matches_filter(doc, filter -> 'Not');
  END IF;
  RETURN false;
END $$;

CREATE FUNCTION doc_matches(doc text, filter text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT doc_matches_filter(doc::jsonb, filter::jsonb)
$$;

CREATE FUNCTION doc_number(doc text, path text) RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
  SELECT (found #>> '{}')::double precision FROM doc_values(doc::jsonb, path) WITH ORDINALITY AS walk(found, place)
  WHERE jsonb_typeof(found) = 'number' ORDER BY place LIMIT 1
$$;

CREATE FUNCTION doc_text(doc text, path text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT found #>> '{}' FROM doc_values(doc::jsonb, path) WITH ORDINALITY AS walk(found, place)
  WHERE jsonb_typeof(found) IN ('string', 'boolean') ORDER BY place LIMIT 1
$$;
