-- Whether programs of earlier versions can go on with what a migration makes. One that they cannot go on with begins with
-- the line "-- breaking"; their processes then end by themselves.
ALTER TABLE schema_migrations ADD COLUMN breaking boolean NOT NULL DEFAULT false;
