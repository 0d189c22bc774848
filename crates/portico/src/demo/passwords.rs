//! Many passwords at once: each takes about 30 ms and 19 MiB, so they are hashed on a few threads.

use portico_core::Refusal;
use portico_core::sign_in::hash_password;
use portico_kit::{Random, Secret};

/// How many are hashed at the same time at most.
const THREADS: usize = 4;

/// The hashes of passwords, in their order.
pub async fn hash_all(passwords: Vec<Secret>, random: Random) -> Result<Vec<String>, Refusal> {
    let hashed = tokio::task::spawn_blocking(move || hash_on_threads(&passwords, &random));
    hashed.await.map_err(|error| Refusal::Fault(error.to_string()))?
}

fn hash_on_threads(passwords: &[Secret], random: &Random) -> Result<Vec<String>, Refusal> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(THREADS);
    let share = passwords.len().div_ceil(threads).max(1);
    let hash_share = |share: &[Secret]| -> Result<Vec<String>, Refusal> {
        share.iter().map(|password| hash_password(password, random)).collect()
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> =
            passwords.chunks(share).map(|share| scope.spawn(move || hash_share(share))).collect();
        let stopped = |_| Err(Refusal::Fault("a thread that hashes passwords stopped".to_owned()));
        let shares = workers.into_iter().map(|worker| worker.join().unwrap_or_else(stopped));
        Ok(shares.collect::<Result<Vec<_>, _>>()?.concat())
    })
}
