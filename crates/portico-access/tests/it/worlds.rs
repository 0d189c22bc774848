//! The model, the decisions, the SQL and the explanations answer every question of generated worlds alike.

use portico_access::worlds::World;
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use crate::{check, database, flips};

/// Worlds that once showed a difference, and some that never did.
const SEEDS: std::ops::Range<u64> = 0..24;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn decisions_agree_with_the_model(world in World::any()) {
        check::decisions(&world)?;
    }

    #[test]
    fn the_sql_selects_what_may_be_seen(world in World::any()) {
        database::predicates(&world)?;
    }

    #[test]
    fn masks_and_change_checks_agree_with_decisions(world in World::any()) {
        check::masks(&world)?;
    }

    #[test]
    fn the_changes_an_explanation_names_flip_the_answer(world in World::any()) {
        flips::explanations(&world)?;
    }
}

#[test]
fn kept_seeds_agree() {
    for seed in SEEDS {
        let world = World::from_seed(seed);
        let all = check::decisions(&world)
            .and_then(|()| database::predicates(&world))
            .and_then(|()| check::masks(&world))
            .and_then(|()| flips::explanations(&world));
        assert!(all.is_ok(), "seed {seed}: {all:?}");
    }
}

#[test]
fn the_worlds_are_rich_enough_to_mean_something() {
    let (asked, allowed, hops) = check::richness(0..100);
    println!("asked {asked}, allowed {allowed}, paths by hops {hops:?}");
    assert!(allowed * 100 > asked * 5, "{allowed} of {asked} questions are allowed");
    assert!(hops.iter().all(|paths| *paths > 20), "paths by number of hops: {hops:?}");
}

/// `PORTICO_WORLDS` sets how many worlds are generated for each test.
fn config() -> ProptestConfig {
    let cases = std::env::var("PORTICO_WORLDS").ok().and_then(|text| text.parse().ok()).unwrap_or(40);
    let kept = FileFailurePersistence::Direct("tests/it/worlds.regressions");
    ProptestConfig {
        cases,
        max_shrink_iters: 2000,
        failure_persistence: Some(Box::new(kept)),
        ..Default::default()
    }
}
