-- Readings of meters, by counter and time.
CREATE TABLE meter_readings (
  tenant_id text COLLATE "C" NOT NULL, meter_id text COLLATE "C" NOT NULL, counter_id text COLLATE "C" NOT NULL, read_at bigint NOT NULL,
  id text COLLATE "C" NOT NULL, value double precision NOT NULL, doc text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, meter_id, counter_id, read_at, id)
);
