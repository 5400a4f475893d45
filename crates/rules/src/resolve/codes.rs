//! Codes: which side of a comparison has a list, and whether the list holds what the other side spells.

use std::collections::BTreeSet;

use model::{CodeList, Codes, ListId};
use yaml::no_such;

use super::{Resolver, Ty};
use crate::ast::{Ast, AstKind, AstLiteral, Elem, Set, SetKind};
use crate::expr::{Cond, Literal, Rel, Term, Type};

/// A field with a code list.
pub(super) struct CodeSide<'a> {
    path: &'a str,
    at: usize,
    list: ListId,
    /// Whether it holds several codes.
    several: bool,
}

impl Resolver<'_, '_> {
    /// The side that is a field with a code list, and the other; the left one where both are.
    pub(super) fn code_side<'t>(&self, left: &'t Ast, right: &'t Ast) -> Option<(CodeSide<'t>, &'t Ast)> {
        self.as_code(left).map(|side| (side, right)).or_else(|| self.as_code(right).map(|side| (side, left)))
    }

    fn as_code<'t>(&self, ast: &'t Ast) -> Option<CodeSide<'t>> {
        let AstKind::Path(path) = &ast.kind else { return None };
        match self.peek_field(path)? {
            (_, Ty::Code(list)) => Some(CodeSide { path, at: ast.at, list, several: false }),
            (_, Ty::CodeSet(list)) => Some(CodeSide { path, at: ast.at, list, several: true }),
            (_, Ty::Value(_) | Ty::Text) => None,
        }
    }

    pub(super) fn compare_code(&mut self, rel: Rel, rel_at: usize, side: &CodeSide<'_>, other: &Ast) -> Option<Cond> {
        let CodeSide { path, at, list, several } = *side;
        if several {
            let message = format!("`{path}` holds several codes; expected `has_any({path}, {{..}})`");
            return self.refuse(at, "code-set", &message);
        }
        let (field, _) = self.field(path, at)?;
        self.flat(list, path, rel_at)?;
        if !matches!(rel, Rel::Eq | Rel::Ne) {
            return self.refuse(rel_at, "type", "codes have no order; expected `=`, `!=` or `in`");
        }
        let code = match &other.kind {
            AstKind::Call { name, args } if name == "param" => self.code_param(list, args, other.at)?,
            _ => Term::Literal(Literal::Code(self.code(list, other)?)),
        };
        Some(Cond::Compare(rel, Term::Field(field), code))
    }

    /// A parameter whose every value is a code of the list.
    fn code_param(&mut self, list: ListId, args: &[crate::ast::Arg], at: usize) -> Option<Term> {
        let (term, ty) = self.param(args, at)?;
        if ty != Ty::Value(Type::Code) {
            let message = format!("expected a code, found {}", self.type_name(ty));
            return self.refuse(at, "type", &message);
        }
        let Term::Param { name, .. } = &term else { return Some(term) };
        let rows = self.scope.params.get(name).map(|param| param.rows.as_slice()).unwrap_or_default();
        for value in rows.iter().filter_map(|row| row.value.as_ref()) {
            if let Literal::Code(code) = value {
                self.check(list, code, at)?;
            }
        }
        Some(term)
    }

    /// Only `under` may be asked of a hierarchical list.
    pub(super) fn flat(&mut self, list: ListId, path: &str, at: usize) -> Option<()> {
        let hierarchical = self.scope.schema.list(list).is_some_and(|list| list.hierarchical);
        if hierarchical {
            let message = format!("`{path}` has a hierarchical code list, which knows only `under({path}, ..)`");
            return self.refuse(at, "hierarchy", &message);
        }
        Some(())
    }

    /// A code as written beside a field of the list.
    pub(super) fn code(&mut self, list: ListId, ast: &Ast) -> Option<String> {
        let elem = match &ast.kind {
            AstKind::Path(name) => Elem { at: ast.at, code: name.clone(), literal: false },
            AstKind::Literal(AstLiteral::Int(code) | AstLiteral::Text(code)) => {
                Elem { at: ast.at, code: code.clone(), literal: true }
            }
            _ => return self.refuse(ast.at, "type", "a code is compared with a code that is written out"),
        };
        self.elem(list, &elem)
    }

    fn elem(&mut self, list: ListId, elem: &Elem) -> Option<String> {
        let Elem { at, code, literal } = elem;
        let known = self.scope.schema.list(list).is_some_and(|list| list.admits(code));
        if let (false, false, Some((_, ty))) = (literal, known, self.peek_field(code)) {
            let found = self.type_name(ty);
            let message = format!("`{code}` is {found}; a code is compared with a code that is written out");
            return self.refuse(*at, "type", &message);
        }
        self.check(list, code, *at)?;
        Some(code.clone())
    }

    /// Refuses what the list does not hold, and codes that mean that nothing is known.
    fn check(&mut self, list: ListId, code: &str, at: usize) -> Option<()> {
        let list = self.scope.schema.list(list)?;
        if !list.admits(code) {
            let message = format!("`{code}` is no code of `{}`", list.name);
            let found = self.error(at, "unknown-code", &message);
            if let Some(help) = list.hint(code) {
                found.help(help);
            }
            return None;
        }
        if list.means_unknown(code) {
            let message = format!("`{code}` means that nothing is known; it reads as unknown and cannot be asked for");
            return self.refuse(at, "unknown-as-value", &message);
        }
        Some(())
    }

    /// The codes of a set, sorted, without duplicates.
    pub(super) fn codes(&mut self, list: ListId, set: &Set) -> Option<Vec<String>> {
        match &set.kind {
            SetKind::Elems(elems) => {
                let codes: Vec<_> = elems.iter().map(|elem| self.elem(list, elem)).collect();
                codes.into_iter().collect::<Option<BTreeSet<_>>>().map(|codes| codes.into_iter().collect())
            }
            SetKind::Codelist { name, at } => self.codelist(list, name, *at),
        }
    }

    /// A named list whose every code is one of the field's list too: another list cannot be compared.
    fn codelist(&mut self, list: ListId, name: &str, at: usize) -> Option<Vec<String>> {
        let schema = self.scope.schema;
        let Some(named) = schema.list_named(name).and_then(|id| schema.list(id)) else {
            let known = schema.lists().iter().map(|list| list.name.as_str());
            self.error(at, "unknown-name", &no_such("code list", name)).did_you_mean(name, known);
            return None;
        };
        let CodeList { codes: Codes::Listed(codes), .. } = named else {
            return self.refuse(at, "type", &format!("`{name}` does not list its codes"));
        };
        let own = schema.list(list)?;
        if let Some(foreign) = codes.iter().find(|code| !own.admits(&code.code)) {
            let message = format!("`{name}` holds `{}`, which is no code of `{}`", foreign.code, own.name);
            return self.refuse(at, "code-lists", &message);
        }
        let codes: BTreeSet<_> =
            codes.iter().filter(|code| !own.means_unknown(&code.code)).map(|code| &code.code).collect();
        Some(codes.into_iter().cloned().collect())
    }

    /// The whole numbers of a set, as digits, sorted, without duplicates.
    pub(super) fn numbers(&mut self, set: &Set) -> Option<Vec<String>> {
        let SetKind::Elems(elems) = &set.kind else {
            return self.refuse(set.at, "type", "expected whole numbers, found a code list");
        };
        let mut numbers = BTreeSet::new();
        for elem in elems {
            match elem.code.parse::<i64>() {
                Ok(number) => numbers.insert(number.to_string()),
                Err(_) => return self.refuse(elem.at, "type", "expected a whole number"),
            };
        }
        Some(numbers.into_iter().collect())
    }
}
