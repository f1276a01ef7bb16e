-- What one province's database needs before `chuan migrate`. Run as a superuser, connected to it;
-- running it again changes nothing. Rights on tables come with the tables, from the migrations.

DO $$
BEGIN
    EXECUTE format('ALTER DATABASE %I OWNER TO chuan_owner', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO chuan_app', current_database());
    -- With hundreds of schemas compiling a query costs more than running it.
    EXECUTE format('ALTER DATABASE %I SET jit = off', current_database());
END $$;

ALTER SCHEMA public OWNER TO chuan_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO chuan_app;

-- Extensions and our own functions live here, so that an agency's search path never needs public.
CREATE SCHEMA IF NOT EXISTS ext AUTHORIZATION chuan_owner;
GRANT USAGE ON SCHEMA ext TO chuan_app;

CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA ext;  -- search without tone marks
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA ext;   -- search by part of a word
