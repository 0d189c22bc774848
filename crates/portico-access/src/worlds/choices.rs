//! Choices that make a world: listed ones, which shrink, or those of a seed.

/// A source of choices.
pub(super) enum Choices<'a> {
    Listed(std::slice::Iter<'a, u16>),
    Seeded(u64),
}

impl<'a> Choices<'a> {
    pub(super) fn listed(choices: &'a [u16]) -> Self {
        Self::Listed(choices.iter())
    }

    pub(super) fn seeded(seed: u64) -> Self {
        Self::Seeded(seed)
    }

    /// The next choice below a bound; the first one when none are left.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let next = match self {
            Self::Listed(choices) => choices.next().copied().unwrap_or_default(),
            Self::Seeded(state) => split_mix(state),
        };
        usize::from(next) % bound.max(1)
    }

    /// True once in so many times.
    pub(super) fn rarely(&mut self, once_in: usize) -> bool {
        self.below(once_in) == once_in - 1
    }

    pub(super) fn one_of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

/// Sebastiano Vigna's SplitMix64, of which the upper bits are taken.
fn split_mix(state: &mut u64) -> u16 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    u16::try_from((mixed ^ (mixed >> 31)) >> 48).unwrap_or_default()
}
