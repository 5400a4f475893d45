use super::*;

#[track_caller]
fn check(text: &str, expected: &str) {
    let found = match parse(text) {
        Ok(ast) => shown(&ast),
        Err(error) => format!("{}! {error}", error.at),
    };
    assert_eq!(found, expected);
}

/// As nested lists, so that binding strengths can be seen.
fn shown(ast: &Ast) -> String {
    let list =
        |word: &str, parts: &[Ast]| format!("({word} {})", parts.iter().map(shown).collect::<Vec<_>>().join(" "));
    let not = |negated: bool| if negated { "not-" } else { "" };
    match &ast.kind {
        AstKind::And(parts) => list("and", parts),
        AstKind::Or(parts) => list("or", parts),
        AstKind::Not(inner) => format!("(not {})", shown(inner)),
        AstKind::Compare { rel, left, right, .. } => format!("({rel:?} {} {})", shown(left), shown(right)),
        AstKind::In { term, set, negated } => format!("({}in {} {})", not(*negated), shown(term), shown_set(set)),
        AstKind::Between { term, low, high } => format!("(between {} {} {})", shown(term), shown(low), shown(high)),
        AstKind::Is { term, what, negated, .. } => format!("({}{what:?} {})", not(*negated), shown(term)),
        AstKind::Arith { op, left, right, .. } => format!("({op:?} {} {})", shown(left), shown(right)),
        AstKind::Literal(AstLiteral::Date(date)) => date.to_string(),
        AstKind::Literal(AstLiteral::Money(amount)) => amount.to_string(),
        AstKind::Literal(AstLiteral::Int(text) | AstLiteral::Text(text)) | AstKind::Path(text) => text.clone(),
        AstKind::Literal(literal) => format!("{literal:?}"),
        AstKind::Call { name, args } => format!("({name}{})", args.iter().map(shown_arg).collect::<String>()),
    }
}

fn shown_arg(arg: &Arg) -> String {
    match arg {
        Arg::Expr(ast) => format!(" {}", shown(ast)),
        Arg::Set(set) => format!(" {}", shown_set(set)),
        Arg::Named { name, value, .. } => format!(" {name}:{value}"),
    }
}

fn shown_set(set: &Set) -> String {
    match &set.kind {
        SetKind::Elems(elems) => elems.iter().map(|elem| elem.code.as_str()).collect::<Vec<_>>().join("|"),
        SetKind::Codelist { name, .. } => format!("list:{name}"),
    }
}

#[test]
fn not_binds_closer_than_and_and_closer_than_or() {
    check("a or b and not c", "(or a (and b (not c)))");
    check("not a = b", "(not (Eq a b))");
    check("(a or b) and c", "(and (or a b) c)");
}

#[test]
fn products_bind_closer_than_sums_and_both_go_left_to_right() {
    check("1 - 2 - 3 * 4", "(Sub (Sub 1 2) (Mul 3 4))");
    check("a + 1 >= b / 2", "(Ge (Add a 1) (Div b 2))");
}

#[test]
fn the_and_of_between_is_not_a_conjunction() {
    check("a between 1 and 2 and b", "(and (between a 1 2) b)");
}

#[test]
fn sets_and_named_arguments_are_read_where_they_belong() {
    check("a not in {x, 0110, 'BD-10'}", "(not-in a x|0110|BD-10)");
    check("has_any(a, codelist(eu))", "(has_any a list:eu)");
    check("add_months(d, 1, round: down)", "(add_months d 1 round:down)");
    check("a is not applicable", "(not-Applicable a)");
    check("household.count(age(birth_date) < 18)", "(household.count (Lt (age birth_date) 18))");
}

#[test]
fn what_is_not_an_expression_is_refused_at_the_word_that_offends() {
    check("", "0! expected a field, a value or a function, found the end");
    check("a = ", "4! expected a field, a value or a function, found the end");
    check("a b", "2! expected the end or an operator, found `b`");
    let amount = "an amount is a number, a space and the currency in capitals, as `120 EUR`";
    check("a < 120 jod", &format!("8! expected the end or an operator, found `jod`; {amount}"));
    check("a < JOD 120", &format!("8! expected the end or an operator, found `120`; {amount}"));
    let separated = "5! expected the end or an operator, found `,`; numbers have no separators of thousands";
    check("a < 1,200 JOD", separated);
    check("a in {}", "6! expected a code, found `}`");
    check("a in {x y}", "8! expected `,` or `}`, found `y`");
    check("a between 1 or 2", "12! expected `and`, found `or`");
    check("a is empty", "5! expected `known` or `applicable`, found `empty`");
    check("f(a", "3! expected `,` or `)`, found the end");
    check("a = b = c", "6! expected the end or an operator, found `=`");
    check("a and and b", "6! expected a field, a value or a function, found `and`");
    check("f(x, round: 1)", "12! expected a name, found `1`");
}

#[test]
fn nesting_is_bounded() {
    assert!(parse(&"(".repeat(10_000)).is_err());
    assert!(parse(&"not ".repeat(10_000)).is_err());
    assert!(parse(&vec!["1"; 10_000].join(" + ")).is_err());
    assert!(parse(&format!("{}a{}", "(".repeat(30), ")".repeat(30))).is_ok());
}

#[test]
fn an_order_may_say_its_direction() {
    let direction = |text: &str| parse_order(text).map(|(ast, descends)| (shown(&ast), descends)).ok();
    assert_eq!(direction("a.b desc"), Some(("a.b".into(), true)));
    assert_eq!(direction("a.b asc"), Some(("a.b".into(), false)));
    assert_eq!(direction("a.b"), Some(("a.b".into(), false)));
    assert_eq!(direction("a.b down"), None);
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
        let _ = parse(&text);
    }

    #[test]
    fn any_words_are_read_or_refused(words in proptest::collection::vec(proptest::sample::select(vec![
        "a", "b.c", "and", "or", "not", "in", "between", "is", "known", "(", ")", "{", "}", ",", ":", "=", "<=", "+",
        "/", "1", "0110", "2020-04-01", "50 BDT", "'x'", "codelist", "household.count", "if", "true",
    ]), 0..30)) {
        let text = words.join(" ");
        if let Err(error) = parse(&text) {
            proptest::prop_assert!(error.at <= text.chars().count());
        }
    }
}
