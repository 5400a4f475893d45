//! What an expression is made of.

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A number, with how it was written.
    Number(f64, String),
    /// A text.
    Text(String),
    /// Two expressions and what is between them.
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// Minus.
    Negate(Box<Expr>),
    /// A function and its arguments.
    Call(String, Vec<Expr>),
    /// A way through a tree.
    Path(Path),
}

/// What stands between two expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are what they are called")]
pub enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Times,
    Div,
    Mod,
    Union,
}

impl Operator {
    /// How it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Div => "div",
            Self::Mod => "mod",
            Self::Union => "|",
        }
    }

    /// How strongly it binds; more is stronger.
    pub fn strength(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Equal | Self::NotEqual => 3,
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => 4,
            Self::Plus | Self::Minus => 5,
            Self::Times | Self::Div | Self::Mod => 6,
            Self::Union => 8,
        }
    }
}

/// A way through a tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Where it starts.
    pub start: Start,
    /// One by one.
    pub steps: Vec<PathStep>,
}

/// Where a path starts.
#[derive(Debug, Clone, PartialEq)]
pub enum Start {
    /// At the root: `/`.
    Root,
    /// At the node of which it is said.
    Here,
    /// At what an expression comes to, narrowed by predicates: `instance('x')`, `current()`.
    From(Box<Expr>, Vec<Expr>),
}

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub struct PathStep {
    /// In which direction.
    pub axis: Axis,
    /// To which nodes.
    pub test: Test,
    /// Narrowed by these.
    pub predicates: Vec<Expr>,
}

/// The directions there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are what they are called")]
pub enum Axis {
    Child,
    Parent,
    Own,
    Attribute,
}

/// Which nodes a step goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// Those of a name, as written.
    Name(String),
    /// All.
    Any,
}
