-- Two roles: chuan_owner changes the shape of the data, chuan_app only works with the data.
-- Run once per server as a superuser; running it again changes nothing. Passwords are set apart.

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['chuan_owner', 'chuan_app'] LOOP
        IF to_regrole(name) IS NULL THEN
            EXECUTE format('CREATE ROLE %I', name);
        END IF;
        EXECUTE format(
            'ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS',
            name
        );
    END LOOP;
END $$;

-- A transaction left open holds back vacuum and the sealing of the trail.
ALTER ROLE chuan_app SET idle_in_transaction_session_timeout = '5min';
-- A change of shape that waits behind a long query would stop everyone behind it.
ALTER ROLE chuan_owner SET lock_timeout = '10s';
