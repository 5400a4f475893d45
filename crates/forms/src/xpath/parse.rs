//! From signs to an expression, by how strongly each sign binds.

use super::ast::{Axis, Expr, Operator, Path, PathStep, Start, Test};
use super::lex::{Placed, XpathFault, XpathToken, lex};

/// Expressions within expressions: a hostile one would otherwise use up the stack.
const DEEPEST: usize = 60;
/// Characters; the longest of real forms have some thousand.
const LONGEST: usize = 100_000;

/// Reads one expression.
pub fn parse(text: &str) -> Result<Expr, XpathFault> {
    if text.len() > LONGEST {
        return Err(XpathFault { at: 0, says: format!("it is longer than {LONGEST} bytes") });
    }
    let mut reading = Reading { tokens: lex(text)?, at: 0, depth: 0, end: text.chars().count() };
    let expr = reading.expr(0)?;
    match reading.tokens.get(reading.at) {
        None => Ok(expr),
        Some((_, token)) => {
            let says = format!("{} is not expected here", spoken(token));
            Err(reading.fault(says))
        }
    }
}

struct Reading {
    tokens: Vec<Placed>,
    at: usize,
    depth: usize,
    end: usize,
}

fn spoken(token: &XpathToken) -> String {
    match token {
        XpathToken::Number(text) | XpathToken::Name(text) => format!("`{text}`"),
        XpathToken::Text(text) => format!("`'{text}'`"),
        XpathToken::Sign(sign) => format!("`{sign}`"),
    }
}

impl Reading {
    fn fault(&self, says: impl Into<String>) -> XpathFault {
        XpathFault { at: self.tokens.get(self.at).map_or(self.end, |(at, _)| *at), says: says.into() }
    }

    fn peek(&self) -> Option<&XpathToken> {
        self.tokens.get(self.at).map(|(_, token)| token)
    }

    fn is(&self, sign: &str) -> bool {
        matches!(self.peek(), Some(XpathToken::Sign(found)) if *found == sign)
    }

    fn next_is(&self, sign: &str) -> bool {
        matches!(self.tokens.get(self.at + 1), Some((_, XpathToken::Sign(found))) if *found == sign)
    }

    fn eat(&mut self, sign: &str) -> bool {
        let is = self.is(sign);
        self.at += usize::from(is);
        is
    }

    fn expect(&mut self, sign: &str, what: &str) -> Result<(), XpathFault> {
        if self.eat(sign) { Ok(()) } else { Err(self.fault(format!("`{sign}` is missing {what}"))) }
    }

    fn operator(&self) -> Option<Operator> {
        Some(match self.peek()? {
            XpathToken::Name(name) => match name.as_str() {
                "or" => Operator::Or,
                "and" => Operator::And,
                "div" => Operator::Div,
                "mod" => Operator::Mod,
                _ => return None,
            },
            XpathToken::Sign(sign) => match *sign {
                "=" => Operator::Equal,
                "!=" => Operator::NotEqual,
                "<" => Operator::Less,
                "<=" => Operator::LessOrEqual,
                ">" => Operator::Greater,
                ">=" => Operator::GreaterOrEqual,
                "+" => Operator::Plus,
                "-" => Operator::Minus,
                "*" => Operator::Times,
                "|" => Operator::Union,
                _ => return None,
            },
            _ => return None,
        })
    }

    /// Everything that binds at least as strongly as this.
    fn expr(&mut self, least: u8) -> Result<Expr, XpathFault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.fault(format!("it is nested more than {DEEPEST} deep")));
        }
        let mut left = if self.eat("-") { Expr::Negate(Box::new(self.expr(7)?)) } else { self.primary()? };
        while let Some(operator) = self.operator().filter(|operator| operator.strength() >= least.max(1)) {
            self.at += 1;
            let right = self.expr(operator.strength() + 1)?;
            left = Expr::Binary(operator, Box::new(left), Box::new(right));
        }
        self.depth -= 1;
        Ok(left)
    }

    fn primary(&mut self) -> Result<Expr, XpathFault> {
        match self.peek().cloned() {
            None => Err(self.fault("something is missing at the end")),
            Some(XpathToken::Number(text)) => {
                self.at += 1;
                let value = text.parse().map_err(|_| self.fault("a number cannot be read"))?;
                self.filtered(Expr::Number(value, text))
            }
            Some(XpathToken::Text(text)) => {
                self.at += 1;
                self.filtered(Expr::Text(text))
            }
            Some(XpathToken::Sign("(")) => {
                self.at += 1;
                let inner = self.expr(0)?;
                self.expect(")", "after what is in brackets")?;
                self.filtered(inner)
            }
            Some(XpathToken::Sign("$")) => {
                Err(self.fault("`$` has no meaning in a form: a question is written `${name}` in a sheet"))
            }
            Some(XpathToken::Name(name)) if self.next_is("(") && !matches!(name.as_str(), "node" | "text") => {
                let call = self.call(name)?;
                self.filtered(call)
            }
            Some(_) => self.path(),
        }
    }

    fn call(&mut self, name: String) -> Result<Expr, XpathFault> {
        self.at += 2;
        let mut arguments = Vec::new();
        if !self.eat(")") {
            loop {
                arguments.push(self.expr(0)?);
                if !self.eat(",") {
                    break;
                }
            }
            self.expect(")", &format!("after the arguments of `{name}`"))?;
        }
        Ok(Expr::Call(name, arguments))
    }

    /// An expression by itself, or the start of a path.
    fn filtered(&mut self, start: Expr) -> Result<Expr, XpathFault> {
        let predicates = self.predicates()?;
        let goes_on = self.is("/");
        if predicates.is_empty() && !goes_on {
            return Ok(start);
        }
        let steps = if self.eat("/") { self.steps()? } else { Vec::new() };
        Ok(Expr::Path(Path { start: Start::From(Box::new(start), predicates), steps }))
    }

    fn path(&mut self) -> Result<Expr, XpathFault> {
        if self.is("//") {
            return Err(self.fault("`//` is not read by Collect: write the whole path"));
        }
        if self.eat("/") {
            let steps = if self.starts_step() { self.steps()? } else { Vec::new() };
            return Ok(Expr::Path(Path { start: Start::Root, steps }));
        }
        Ok(Expr::Path(Path { start: Start::Here, steps: self.steps()? }))
    }

    fn starts_step(&self) -> bool {
        matches!(self.peek(), Some(XpathToken::Name(_) | XpathToken::Sign("." | ".." | "@" | "*")))
    }

    fn steps(&mut self) -> Result<Vec<PathStep>, XpathFault> {
        let mut steps = Vec::new();
        loop {
            steps.push(self.step()?);
            if self.is("//") {
                return Err(self.fault("`//` is not read by Collect: write the whole path"));
            }
            if !self.eat("/") {
                return Ok(steps);
            }
        }
    }

    fn step(&mut self) -> Result<PathStep, XpathFault> {
        let short = if self.eat("..") {
            Some(Axis::Parent)
        } else if self.eat(".") {
            Some(Axis::Own)
        } else {
            None
        };
        let (axis, test) = match short {
            Some(axis) => (axis, Test::Any),
            None => (self.axis()?, self.test()?),
        };
        Ok(PathStep { axis, test, predicates: self.predicates()? })
    }

    fn axis(&mut self) -> Result<Axis, XpathFault> {
        if self.eat("@") {
            return Ok(Axis::Attribute);
        }
        let Some(XpathToken::Name(name)) = self.peek().filter(|_| self.next_is("::")) else { return Ok(Axis::Child) };
        let axis = match name.as_str() {
            "child" => Axis::Child,
            "parent" => Axis::Parent,
            "self" => Axis::Own,
            "attribute" => Axis::Attribute,
            other => {
                let says = format!("the axis `{other}` is not read: only child, parent, self and attribute are");
                return Err(self.fault(says));
            }
        };
        self.at += 2;
        Ok(axis)
    }

    fn test(&mut self) -> Result<Test, XpathFault> {
        if self.eat("*") {
            return Ok(Test::Any);
        }
        let Some(XpathToken::Name(name)) = self.peek().cloned() else {
            return Err(self.fault("a name is missing here"));
        };
        self.at += 1;
        if name == "node" && self.is("(") {
            self.at += 1;
            self.expect(")", "after `node(`")?;
            return Ok(Test::Any);
        }
        Ok(Test::Name(name))
    }

    fn predicates(&mut self) -> Result<Vec<Expr>, XpathFault> {
        let mut found = Vec::new();
        while self.eat("[") {
            found.push(self.expr(0)?);
            self.expect("]", "after a condition in square brackets")?;
        }
        Ok(found)
    }
}
