//! Reads words into an expression: recursive descent, one function per production of the grammar.
//!
//! Nothing is looked up here. Nesting is bounded, so that no text can exhaust the stack.

use model::{Currency, Decimal, Money};

use crate::ast::{Arg, Ast, AstKind, AstLiteral, Elem, IsWhat, Set, SetKind};
use crate::expr::{Op, Rel};
use crate::lexer::{LexError, RuleToken, TokenKind, lex};

/// Deepest nesting of parentheses, calls and `not`.
pub const MAX_DEPTH: usize = 40;

/// Words that cannot be names.
const KEYWORDS: [&str; 12] =
    ["and", "or", "not", "in", "between", "is", "known", "applicable", "codelist", "true", "false", "if"];

/// Reads one expression, all of it.
pub fn parse(text: &str) -> Result<Ast, LexError> {
    let mut parser = Parser { tokens: lex(text)?, next: 0, depth: 0 };
    let ast = parser.or()?;
    parser.expect_end()?;
    Ok(ast)
}

/// Reads an expression that may be followed by `asc` or `desc`; says whether it descends.
pub fn parse_order(text: &str) -> Result<(Ast, bool), LexError> {
    let mut parser = Parser { tokens: lex(text)?, next: 0, depth: 0 };
    let ast = parser.sum()?;
    let descends = parser.word("desc");
    if !descends {
        parser.word("asc");
    }
    parser.expect_end()?;
    Ok((ast, descends))
}

type Parsed<T = Ast> = Result<T, LexError>;

struct Parser {
    tokens: Vec<RuleToken>,
    next: usize,
    depth: usize,
}

impl Parser {
    fn or(&mut self) -> Parsed {
        self.chain("or", Self::and, AstKind::Or)
    }

    fn and(&mut self) -> Parsed {
        self.chain("and", Self::not, AstKind::And)
    }

    fn chain(&mut self, word: &str, part: fn(&mut Self) -> Parsed, make: fn(Vec<Ast>) -> AstKind) -> Parsed {
        let first = part(self)?;
        let at = first.at;
        let mut parts = vec![first];
        while self.word(word) {
            parts.push(part(self)?);
        }
        match <[Ast; 1]>::try_from(parts) {
            Ok([only]) => Ok(only),
            Err(parts) => Ok(Ast { at, kind: make(parts) }),
        }
    }

    fn not(&mut self) -> Parsed {
        let at = self.at();
        if !self.word("not") {
            return self.comparison();
        }
        let inner = self.nested(Self::not)?;
        Ok(Ast { at, kind: AstKind::Not(Box::new(inner)) })
    }

    fn comparison(&mut self) -> Parsed {
        let left = self.sum()?;
        let (at, rel_at) = (left.at, self.at());
        if let Some(rel) = self.rel() {
            let right = Box::new(self.sum()?);
            return Ok(Ast { at, kind: AstKind::Compare { rel, rel_at, left: Box::new(left), right } });
        }
        let term = Box::new(left);
        let kind = if self.word("in") {
            AstKind::In { term, set: self.set()?, negated: false }
        } else if self.words(["not", "in"]) {
            AstKind::In { term, set: self.set()?, negated: true }
        } else if self.word("between") {
            let low = Box::new(self.sum()?);
            self.expect_word("and")?;
            AstKind::Between { term, low, high: Box::new(self.sum()?) }
        } else if self.word("is") {
            let negated = self.word("not");
            let what_at = self.at();
            AstKind::Is { term, what: self.is_what()?, what_at, negated }
        } else {
            return Ok(*term);
        };
        Ok(Ast { at, kind })
    }

    fn is_what(&mut self) -> Parsed<IsWhat> {
        if self.word("known") {
            return Ok(IsWhat::Known);
        }
        if self.word("applicable") { Ok(IsWhat::Applicable) } else { self.refuse("`known` or `applicable`") }
    }

    fn rel(&mut self) -> Option<Rel> {
        let rels = [("=", Rel::Eq), ("!=", Rel::Ne), ("<", Rel::Lt), ("<=", Rel::Le), (">", Rel::Gt), (">=", Rel::Ge)];
        rels.into_iter().find(|(symbol, _)| self.symbol(symbol)).map(|(_, rel)| rel)
    }

    fn sum(&mut self) -> Parsed {
        self.arithmetic([("+", Op::Add), ("-", Op::Sub)], Self::product)
    }

    fn product(&mut self) -> Parsed {
        self.arithmetic([("*", Op::Mul), ("/", Op::Div)], Self::atom)
    }

    /// Left-associative; the depth of what it builds is bounded as nesting is, for others walk it recursively.
    fn arithmetic(&mut self, ops: [(&str, Op); 2], part: fn(&mut Self) -> Parsed) -> Parsed {
        let mut left = part(self)?;
        for _ in 0..MAX_DEPTH {
            let op_at = self.at();
            let Some((_, op)) = ops.into_iter().find(|(symbol, _)| self.symbol(symbol)) else { return Ok(left) };
            let right = Box::new(part(self)?);
            left = Ast { at: left.at, kind: AstKind::Arith { op, op_at, left: Box::new(left), right } };
        }
        Err(self.too_deep())
    }

    fn atom(&mut self) -> Parsed {
        let at = self.at();
        if self.symbol("(") {
            let inner = self.nested(Self::or)?;
            self.expect_symbol(")")?;
            return Ok(inner);
        }
        if self.symbol("-") {
            return self.negative(at);
        }
        let literal = match self.peek() {
            TokenKind::Path(path) => return self.path(path.clone(), at),
            TokenKind::Int(digits) => AstLiteral::Int(digits.clone()),
            TokenKind::Decimal(number) => AstLiteral::Decimal(*number),
            TokenKind::Money(amount) => AstLiteral::Money(*amount),
            TokenKind::Date(date) => AstLiteral::Date(*date),
            TokenKind::Time(time) => AstLiteral::Time(*time),
            TokenKind::Text(text) => AstLiteral::Text(text.clone()),
            TokenKind::Symbol(_) | TokenKind::End => return self.refuse("a field, a value or a function"),
        };
        self.next += 1;
        Ok(Ast { at, kind: AstKind::Literal(literal) })
    }

    /// A number or an amount below zero. A minus before anything else is written as a subtraction.
    fn negative(&mut self, at: usize) -> Parsed {
        let literal = match self.peek() {
            TokenKind::Int(digits) => AstLiteral::Int(format!("-{digits}")),
            TokenKind::Decimal(number) => AstLiteral::Decimal(Decimal(-number.0)),
            TokenKind::Money(amount) => AstLiteral::Money(Money { minor: -amount.minor, ..*amount }),
            TokenKind::Path(_)
            | TokenKind::Date(_)
            | TokenKind::Time(_)
            | TokenKind::Text(_)
            | TokenKind::Symbol(_)
            | TokenKind::End => {
                return self.refuse("a number after `-`; of a value write `0 - value`");
            }
        };
        self.next += 1;
        Ok(Ast { at, kind: AstKind::Literal(literal) })
    }

    fn path(&mut self, path: String, at: usize) -> Parsed {
        if matches!(path.as_str(), "true" | "false") {
            self.next += 1;
            return Ok(Ast { at, kind: AstKind::Literal(AstLiteral::Bool(path == "true")) });
        }
        if KEYWORDS.contains(&path.as_str()) && path != "if" {
            return self.refuse("a field, a value or a function");
        }
        self.next += 1;
        if !self.symbol("(") {
            return Ok(Ast { at, kind: AstKind::Path(path) });
        }
        let args = self.nested(Self::args)?;
        Ok(Ast { at, kind: AstKind::Call { name: path, args } })
    }

    fn args(&mut self) -> Parsed<Vec<Arg>> {
        let mut args = Vec::new();
        if self.symbol(")") {
            return Ok(args);
        }
        loop {
            args.push(self.arg()?);
            if self.symbol(")") {
                return Ok(args);
            }
            if !self.symbol(",") {
                return self.refuse("`,` or `)`");
            }
        }
    }

    fn arg(&mut self) -> Parsed<Arg> {
        let at = self.at();
        let named = matches!(self.ahead(1), TokenKind::Symbol(":"));
        match self.peek() {
            TokenKind::Path(name) if named => {
                let name = name.clone();
                self.next += 2;
                let value_at = self.at();
                let TokenKind::Path(value) = self.peek().clone() else { return self.refuse("a name") };
                self.next += 1;
                Ok(Arg::Named { name, at, value, value_at })
            }
            TokenKind::Path(name) if name == "codelist" => self.set().map(Arg::Set),
            TokenKind::Symbol("{") => self.set().map(Arg::Set),
            TokenKind::Path(_)
            | TokenKind::Int(_)
            | TokenKind::Decimal(_)
            | TokenKind::Money(_)
            | TokenKind::Date(_)
            | TokenKind::Time(_)
            | TokenKind::Text(_)
            | TokenKind::Symbol(_)
            | TokenKind::End => self.or().map(Arg::Expr),
        }
    }

    fn set(&mut self) -> Parsed<Set> {
        let at = self.at();
        if self.word("codelist") {
            self.expect_symbol("(")?;
            let name_at = self.at();
            let TokenKind::Path(name) = self.peek().clone() else { return self.refuse("the name of a code list") };
            self.next += 1;
            self.expect_symbol(")")?;
            return Ok(Set { at, kind: SetKind::Codelist { name, at: name_at } });
        }
        self.expect_symbol("{")?;
        let mut elems = vec![self.elem()?];
        while !self.symbol("}") {
            if !self.symbol(",") {
                return self.refuse("`,` or `}`");
            }
            elems.push(self.elem()?);
        }
        Ok(Set { at, kind: SetKind::Elems(elems) })
    }

    fn elem(&mut self) -> Parsed<Elem> {
        let at = self.at();
        let (code, literal) = match self.peek() {
            TokenKind::Path(name) if !name.contains('.') => (name.clone(), false),
            TokenKind::Int(code) | TokenKind::Text(code) => (code.clone(), true),
            TokenKind::Path(_)
            | TokenKind::Decimal(_)
            | TokenKind::Money(_)
            | TokenKind::Date(_)
            | TokenKind::Time(_)
            | TokenKind::Symbol(_)
            | TokenKind::End => return self.refuse("a code"),
        };
        self.next += 1;
        Ok(Elem { at, code, literal })
    }

    fn nested<T>(&mut self, part: fn(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= MAX_DEPTH {
            return Err(self.too_deep());
        }
        self.depth += 1;
        let parsed = part(self);
        self.depth -= 1;
        parsed
    }

    fn too_deep(&self) -> LexError {
        LexError::new(self.at(), format!("nested more than {MAX_DEPTH} deep"))
    }

    fn peek(&self) -> &TokenKind {
        self.ahead(0)
    }

    fn ahead(&self, count: usize) -> &TokenKind {
        self.tokens.get(self.next + count).map_or(&TokenKind::End, |token| &token.kind)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).or(self.tokens.last()).map_or(0, |token| token.at)
    }

    fn word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), TokenKind::Path(path) if path == word);
        self.next += usize::from(found);
        found
    }

    fn words(&mut self, words: [&str; 2]) -> bool {
        let [first, second] = words;
        let found = matches!(self.peek(), TokenKind::Path(path) if path == first)
            && matches!(self.ahead(1), TokenKind::Path(path) if path == second);
        self.next += if found { 2 } else { 0 };
        found
    }

    fn symbol(&mut self, symbol: &str) -> bool {
        let found = matches!(self.peek(), TokenKind::Symbol(other) if *other == symbol);
        self.next += usize::from(found);
        found
    }

    fn expect_word(&mut self, word: &str) -> Parsed<()> {
        if self.word(word) { Ok(()) } else { self.refuse(&format!("`{word}`")) }
    }

    fn expect_symbol(&mut self, symbol: &str) -> Parsed<()> {
        if self.symbol(symbol) { Ok(()) } else { self.refuse(&format!("`{symbol}`")) }
    }

    fn expect_end(&self) -> Parsed<()> {
        if *self.peek() == TokenKind::End {
            return Ok(());
        }
        let mut error = LexError::new(self.at(), format!("expected the end or an operator, found {}", self.peek()));
        error.message.push_str(self.before().map_or("", |before| slip_of_an_amount(before, self.peek())));
        Err(error)
    }

    /// The token before the next one.
    fn before(&self) -> Option<&TokenKind> {
        self.tokens.get(self.next.checked_sub(1)?).map(|token| &token.kind)
    }

    fn refuse<T>(&self, expected: &str) -> Parsed<T> {
        Err(LexError::new(self.at(), format!("expected {expected}, found {}", self.peek())))
    }
}

/// How an amount is written, where two tokens look like one that is written otherwise.
fn slip_of_an_amount(before: &TokenKind, found: &TokenKind) -> &'static str {
    let number = |token: &TokenKind| matches!(token, TokenKind::Int(_) | TokenKind::Decimal(_));
    let currency = |token: &TokenKind| matches!(token, TokenKind::Path(word) if word.to_ascii_uppercase().parse::<Currency>().is_ok());
    match (before, found) {
        (before, found) if (number(before) && currency(found)) || (currency(before) && number(found)) => {
            "; an amount is a number, a space and the currency in capitals, as `120 EUR`"
        }
        (before, TokenKind::Symbol(",")) if number(before) => "; numbers have no separators of thousands",
        _ => "",
    }
}

#[cfg(test)]
mod tests;
