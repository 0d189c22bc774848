//! Generated worlds and a naive model of the rules.
