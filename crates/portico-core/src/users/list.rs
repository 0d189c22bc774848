//! Portal users as administrators list, find and count them.

use portico_db::{DbError, Param, Tx};
use portico_kit::{EntityId, Instant, PortalId};

use crate::{Caller, Refusal};

/// A portal user as administrators list it.
#[derive(Clone, Debug)]
pub struct UserRow {
    /// The portal user's record.
    pub id: EntityId,
    /// The portal it signs in to.
    pub portal_id: PortalId,
    /// The address it signs in with.
    pub email: String,
    /// The title of its record.
    pub title: String,
    /// Whether it has confirmed its registration.
    pub registered: bool,
    /// Whether it may sign in.
    pub access: bool,
    /// When its access ends.
    pub expires_at: Option<Instant>,
    /// When it signed in last.
    pub last_login_at: Option<Instant>,
    /// Its mapped contact and that contact's title.
    pub contact: Option<(EntityId, String)>,
}

/// Where a portal user stands, in the order in which it is asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum UserStanding {
    /// Staff switched its access off.
    Off,
    /// Its access ran out.
    Expired,
    /// It has not confirmed its registration.
    Unconfirmed,
    /// Nobody has said yet which contact it is.
    Waiting,
    /// It may sign in and sees its records.
    Active,
}

impl UserRow {
    /// Where it stands at this moment.
    pub fn standing(&self, now: Instant) -> UserStanding {
        match self {
            Self { access: false, .. } => UserStanding::Off,
            Self { expires_at: Some(end), .. } if now >= *end => UserStanding::Expired,
            Self { registered: false, .. } => UserStanding::Unconfirmed,
            Self { contact: None, .. } => UserStanding::Waiting,
            _ => UserStanding::Active,
        }
    }
}

impl UserStanding {
    /// The condition on `portal_users u` that is narrower than those before it; `now` is a parameter.
    fn sql(self, now: &str) -> String {
        let mapped =
            "EXISTS (SELECT 1 FROM relations m WHERE m.tenant_id = u.tenant_id AND m.source_id = u.id
                        AND m.attribute = 'contact' AND m.alive = 1)";
        let over = format!("(u.expires_at IS NOT NULL AND u.expires_at <= {now})");
        match self {
            Self::Off => "u.access = 0".to_owned(),
            Self::Expired => format!("u.access = 1 AND {over}"),
            Self::Unconfirmed => format!("u.access = 1 AND NOT {over} AND u.registered = 0"),
            Self::Waiting => format!("u.access = 1 AND NOT {over} AND u.registered = 1 AND NOT {mapped}"),
            Self::Active => format!("u.access = 1 AND NOT {over} AND u.registered = 1 AND {mapped}"),
        }
    }
}

/// Which portal users are listed.
#[derive(Clone, Debug, Default)]
pub struct UserList {
    /// Only of this portal.
    pub portal: Option<PortalId>,
    /// Only whose address or name begins a word with this.
    pub q: Option<String>,
    /// Only who stands there.
    pub standing: Option<UserStanding>,
    /// How many to skip.
    pub from: i64,
    /// How many to answer, at most 200.
    pub size: i64,
}

/// The conditions of a list on `portal_users u`, with their parameters from `$2`.
#[derive(Default)]
struct Tests {
    sql: String,
    params: Vec<Param<'static>>,
}

impl Tests {
    fn bind(&mut self, value: impl Into<Param<'static>>) -> String {
        self.params.push(value.into());
        format!("${}", self.params.len() + 1)
    }

    fn of(wanted: &UserList, now: Instant) -> Self {
        let mut tests = Self::default();
        if let Some(portal) = &wanted.portal {
            let place = tests.bind(portal.as_str().to_owned());
            tests.sql.push_str(&format!(" AND u.portal_id = {place}"));
        }
        if let Some(standing) = wanted.standing {
            let place = match standing {
                UserStanding::Off => String::new(),
                _ => tests.bind(now),
            };
            tests.sql.push_str(&format!(" AND {}", standing.sql(&place)));
        }
        for word in wanted.q.iter().flat_map(|q| crate::entities::words(q)).take(8) {
            let (from, to) = (tests.bind(word.clone()), tests.bind(format!("{word}\u{10FFFF}")));
            tests.sql.push_str(&format!(
                " AND u.id IN (SELECT w.entity_id FROM words w
                    WHERE w.tenant_id = $1 AND w.word >= {from} AND w.word < {to})"
            ));
        }
        tests
    }
}

/// Portal users by address, for administrators, with how many there are.
pub fn list(tx: &mut Tx<'_>, caller: &Caller, wanted: &UserList) -> Result<(Vec<UserRow>, i64), Refusal> {
    if !caller.is_staff() {
        return Err(Refusal::NotFound);
    }
    let mut tests = Tests::of(wanted, caller.now);
    let counted = format!("SELECT count(*) FROM portal_users u WHERE u.tenant_id = $1{}", tests.sql);
    let total = tx.first(&counted, &tests.params, |row| row.int(0))?.unwrap_or(0);
    let (size, from) = (tests.bind(wanted.size.clamp(1, 200)), tests.bind(wanted.from.max(0)));
    let page = format!("{} ORDER BY u.email, u.id LIMIT {size} OFFSET {from}", tests.sql);
    Ok((rows(tx, &page, &tests.params)?, total))
}

/// How many portal users stand there, for administrators.
pub fn count_standing(tx: &mut Tx<'_>, caller: &Caller, standing: UserStanding) -> Result<i64, Refusal> {
    if !caller.is_staff() {
        return Err(Refusal::NotFound);
    }
    let tests = Tests::of(&UserList { standing: Some(standing), ..UserList::default() }, caller.now);
    let sql = format!("SELECT count(*) FROM portal_users u WHERE u.tenant_id = $1{}", tests.sql);
    Ok(tx.first(&sql, &tests.params, |row| row.int(0))?.unwrap_or(0))
}

/// One portal user, for administrators.
pub fn find(tx: &mut Tx<'_>, caller: &Caller, id: &EntityId) -> Result<UserRow, Refusal> {
    if !caller.is_staff() {
        return Err(Refusal::NotFound);
    }
    let found = rows(tx, " AND u.id = $2", &[id.as_str().to_owned().into()])?;
    found.into_iter().next().ok_or(Refusal::NotFound)
}

fn rows(tx: &mut Tx<'_>, tests: &str, params: &[Param<'static>]) -> Result<Vec<UserRow>, DbError> {
    let sql = format!(
        "SELECT u.id, u.portal_id, u.email, e.title, u.registered, u.access, u.expires_at, u.last_login_at,
           c.id, c.title
         FROM portal_users u
         JOIN entities e ON e.tenant_id = u.tenant_id AND e.id = u.id
         LEFT JOIN relations r ON r.tenant_id = u.tenant_id AND r.source_id = u.id AND r.attribute = 'contact'
           AND r.alive = 1
         LEFT JOIN entities c ON c.tenant_id = u.tenant_id AND c.id = r.target_id
         WHERE u.tenant_id = $1{tests}"
    );
    tx.all(&sql, params, |row| {
        let contact = row.opt_text(8)?.map(EntityId::from).zip(row.opt_text(9)?);
        Ok(UserRow {
            id: EntityId::from(row.text(0)?),
            portal_id: PortalId::from(row.text(1)?),
            email: row.text(2)?,
            title: row.text(3)?,
            registered: row.fact(4)?,
            access: row.fact(5)?,
            expires_at: row.opt_int(6)?.map(Instant),
            last_login_at: row.opt_int(7)?.map(Instant),
            contact,
        })
    })
}

/// Portal users of a portal and how many of them may sign in.
pub fn count(tx: &mut Tx<'_>, portal: &PortalId) -> Result<(i64, i64), DbError> {
    let sql = "SELECT count(*), count(CASE WHEN access = 1 AND registered = 1 THEN 1 END) FROM portal_users
               WHERE tenant_id = $1 AND portal_id = $2";
    Ok(tx.first(sql, &[portal.as_str().into()], |row| Ok((row.int(0)?, row.int(1)?)))?.unwrap_or((0, 0)))
}
