-- Readings of meters, by counter and time.
CREATE TABLE meter_readings (
  tenant_id TEXT NOT NULL, meter_id TEXT NOT NULL, counter_id TEXT NOT NULL, read_at INTEGER NOT NULL,
  id TEXT NOT NULL, value REAL NOT NULL, doc TEXT NOT NULL,
  PRIMARY KEY (tenant_id, meter_id, counter_id, read_at, id)
) STRICT;
