//! Simulations on several machines.
