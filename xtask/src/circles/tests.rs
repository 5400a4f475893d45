use super::*;
use crate::room::testing::room;

/// Checks which modules of a room use each other; the root holds one inline module per line.
#[track_caller]
fn check(root: &str, expected: &[&[&str]]) {
    let found: Vec<Vec<String>> = room(&[("lib.rs", root)])
        .into_iter()
        .flat_map(|module| circles("room", &Tree::new(module)))
        .map(|circle| circle.modules.into_iter().collect())
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn two_modules_that_use_each_other_are_found() {
    check("mod a { use crate::b::B; pub struct A; } mod b { use crate::a::A; pub struct B; }", &[&["a", "b"]]);
    check("mod a { use crate::b::B; pub struct A; } mod b { pub struct B; }", &[]);
}

#[test]
fn a_longer_circle_is_found_whole() {
    let root = "mod a { use crate::b::X; pub struct X; } mod b { use crate::c::X as Y; pub struct X; } \
                mod c { use crate::a::X as Z; pub struct X; } mod d { use crate::a::X; }";
    check(root, &[&["a", "b", "c"]]);
}

#[test]
fn what_stands_below_a_module_counts_as_the_module() {
    let root = "mod a { mod inner { use crate::b::B; } pub struct A; } mod b { pub struct B; fn f(a: crate::a::A) {} }";
    check(root, &[&["a", "b"]]);
}

#[test]
fn a_circle_may_stand_at_any_depth() {
    check(
        "mod a { mod x { use super::y::Y; pub struct X; } mod y { fn f() -> super::x::X {} pub struct Y; } }",
        &[&["a::x", "a::y"]],
    );
}

#[test]
fn parents_and_their_modules_may_use_each_other() {
    check("mod a { mod x { use super::help; } fn help() { x::f() } } ", &[]);
}

#[test]
fn a_name_is_followed_to_where_it_is_defined() {
    // `b` is named by way of the root and of `a`, which only hand it on.
    let root = "pub use a::B; mod a { pub use crate::b::B; pub struct A; } mod b { use crate::a::A; pub struct B; } \
                mod c { use crate::B; pub struct C; }";
    check(root, &[&["a", "b"]]);
    let root = "mod a { pub use crate::b::*; } mod b { use crate::c::C; pub struct B; } mod c { use crate::a::B; pub struct C; }";
    check(root, &[&["b", "c"]]);
}

#[test]
fn paths_in_code_and_in_macros_count() {
    check("mod a { fn f() { crate::b::g() } } mod b { pub fn g() { println!(\"{}\", crate::a::X) } }", &[&["a", "b"]]);
    check("mod a { fn f() { use crate::b::g; g() } } mod b { pub fn g(x: crate::a::X) {} }", &[&["a", "b"]]);
}

#[test]
fn tests_and_other_rooms_do_not_count() {
    check("mod a { use b::B; #[cfg(test)] mod tests { use crate::b::B; } } mod b { use crate::a::A; }", &[]);
}

#[test]
fn a_circle_is_refused_unless_it_is_named_and_a_name_without_a_circle_is_stale() {
    let circle = || Circle { room: "r".into(), modules: ["a", "b"].map(String::from).into(), arrows: vec![] };
    let named = |modules: &[&str]| {
        let modules = modules.iter().map(|module| (*module).to_owned()).collect();
        vec![NamedCircle { room: "r".into(), modules }]
    };
    assert_eq!(faults(&[circle()], &[]).len(), 1);
    assert_eq!(faults(&[circle()], &named(&["a", "b"])).len(), 0);
    assert_eq!(faults(&[circle()], &named(&["a", "b", "c"])).len(), 0);
    assert_eq!(faults(&[circle()], &named(&["a", "c"])).len(), 2);
    assert_eq!(faults(&[], &named(&["a", "b"])).len(), 1);
}
