//! Sets of schemas, among them "all but these".

use std::collections::BTreeSet;

/// A set of schema slugs.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum SchemaSet {
    Only(BTreeSet<String>),
    Except(BTreeSet<String>),
}

impl SchemaSet {
    pub(crate) fn any() -> Self {
        Self::Except(BTreeSet::new())
    }

    pub(crate) fn only<'a>(slugs: impl IntoIterator<Item = &'a str>) -> Self {
        Self::Only(slugs.into_iter().map(str::to_owned).collect())
    }

    pub(crate) fn contains(&self, slug: &str) -> bool {
        match self {
            Self::Only(set) => set.contains(slug),
            Self::Except(set) => !set.contains(slug),
        }
    }

    /// The slugs it names, when it does not stand for nearly all.
    pub(crate) fn named(&self) -> Vec<String> {
        match self {
            Self::Only(set) => set.iter().cloned().collect(),
            Self::Except(_) => Vec::new(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::Only(BTreeSet::new())
    }

    pub(crate) fn union(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Only(a), Self::Only(b)) => Self::Only(a | b),
            (Self::Except(a), Self::Except(b)) => Self::Except(a & b),
            (Self::Only(a), Self::Except(b)) | (Self::Except(b), Self::Only(a)) => Self::Except(b - a),
        }
    }

    pub(crate) fn intersection(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Only(a), Self::Only(b)) => Self::Only(a & b),
            (Self::Except(a), Self::Except(b)) => Self::Except(a | b),
            (Self::Only(a), Self::Except(b)) | (Self::Except(b), Self::Only(a)) => Self::Only(a - b),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SchemaSet;

    #[test]
    fn sets_and_their_complements_combine() {
        let (ab, bc) = (SchemaSet::only(["a", "b"]), SchemaSet::only(["b", "c"]));
        let (not_ab, not_bc) = (SchemaSet::Except(["a", "b"].map(str::to_owned).into()), complement(&bc));
        for slug in ["a", "b", "c", "d"] {
            for (x, y) in [(&ab, &bc), (&ab, &not_bc), (&not_ab, &bc), (&not_ab, &not_bc)] {
                assert_eq!(x.union(y).contains(slug), x.contains(slug) || y.contains(slug));
                assert_eq!(x.intersection(y).contains(slug), x.contains(slug) && y.contains(slug));
            }
        }
        assert!(ab.intersection(&not_ab).is_empty());
    }

    fn complement(set: &SchemaSet) -> SchemaSet {
        match set {
            SchemaSet::Only(slugs) => SchemaSet::Except(slugs.clone()),
            SchemaSet::Except(slugs) => SchemaSet::Only(slugs.clone()),
        }
    }
}
