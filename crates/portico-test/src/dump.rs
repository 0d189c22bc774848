//! Everything that is stored, as text: to say that nothing was changed, here or in another organisation.

use portico_db::{DbError, Engine, Tx};
use portico_kit::TenantId;

/// Tables whose rows come and go with asking: they are no data.
const PASSING: [&str; 3] = ["budgets", "migrations", "signing_keys"];

/// Columns that change with asking: when and where a session was last used.
const PASSING_COLUMNS: [&str; 3] = ["last_used_at", "device", "network"];

/// All rows of one organisation, table by table; `*` is what belongs to none.
pub(crate) fn of(tx: &mut Tx<'_>, tenant: &TenantId) -> Result<Vec<String>, DbError> {
    let mut rows = Vec::new();
    for table in tables(tx)?.into_iter().filter(|table| !PASSING.contains(&table.as_str())) {
        let mut columns = columns(tx, &table)?;
        columns.retain(|name| table != "sessions" || !PASSING_COLUMNS.contains(&name.as_str()));
        let texts: Vec<String> =
            columns.iter().map(|name| format!("coalesce(CAST({name} AS text), '-')")).collect();
        let sql = format!("SELECT {} FROM {table} WHERE tenant_id = $1", texts.join(" || '|' || "));
        let found = tx.as_tenant(tenant, |tx| tx.all(&sql, &[], |row| row.text(0)))?;
        rows.extend(found.into_iter().map(|row| format!("{table}: {row}")));
    }
    rows.sort();
    Ok(rows)
}

/// The tables of the product.
pub(crate) fn tables(tx: &mut Tx<'_>) -> Result<Vec<String>, DbError> {
    let sql = match tx.engine() {
        Engine::Sqlite => {
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
        }
        Engine::Postgres => {
            "SELECT CAST(tablename AS text) AS name FROM pg_tables WHERE schemaname = current_schema()
             ORDER BY tablename"
        }
    };
    tx.all(sql, &[], |row| row.text(0))
}

fn columns(tx: &mut Tx<'_>, table: &str) -> Result<Vec<String>, DbError> {
    let sql = match tx.engine() {
        Engine::Sqlite => "SELECT name FROM pragma_table_info($2) WHERE $1 = $1",
        Engine::Postgres => {
            "SELECT CAST(column_name AS text) FROM information_schema.columns
             WHERE table_schema = current_schema() AND table_name = $2 AND $1 <> '' ORDER BY ordinal_position"
        }
    };
    tx.all(sql, &[table.into()], |row| row.text(0))
}
