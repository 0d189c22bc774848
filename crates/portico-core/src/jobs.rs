//! Jobs: who does which kind of the work that changes leave behind.

use portico_queue::Worker;

use crate::{Core, access_events, activity_mail, batches, entities, files, invitations, mail, news, sign_in};

/// A worker that knows every kind of job.
pub fn worker(core: &Core) -> Worker {
    Worker::new(core.db().clone(), core.clock().clone())
        .with(access_events::JOB, access_events::handler())
        .with(batches::JOB, batches::handler(core.clone()))
        .with(invitations::JOB, invitations::handler(core.clone()))
        .with(entities::reindex::JOB, entities::reindex::handler(core.clone()))
        .with("activity", activity_mail::handler(core.clone()))
        .with(news::JOB, news::handler(core.clone()))
        .with("sign_in_mail", sign_in::handler(core.clone()))
        .with("files.expire", files::handler())
        .with("files.purge", files::handler())
        .with(mail::FORGET_JOB, mail::forgetting())
        .with_outside(mail::JOB, mail::delivering(core.clone()))
}
