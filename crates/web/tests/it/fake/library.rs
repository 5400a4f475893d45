//! Two packs written out by hand, one with dated parameters and one with a table, groups and things it may not see.

use std::collections::BTreeMap;

use model::{Class, Code, CodeList, Codes, Compartment, Date, Field, Kind, Lang, Schema, Text};
use packs::expr::{Cond, Literal, MonthEnd, Term, Type};
use packs::measure::{
    Computed, Condition, Group, IfUnknown, Law, Measure, Pack, Packs, Param, ParamRow, Table, TableRow, Unit,
};

/// A day of 2020 or 2021.
pub fn day(text: &str) -> Date {
    text.parse().unwrap_or(Date::MIN)
}

/// Both packs with their schema.
pub fn packs() -> Packs {
    Packs { schema: schema(), packs: vec![pending(), renewal()], ..empty() }
}

fn empty() -> Packs {
    Packs { schema: Schema::default(), calendars: BTreeMap::new(), packs: Vec::new(), warnings: Vec::new() }
}

/// A text in all four languages.
pub fn said(en: &str, fr: &str, es: &str, ar: &str) -> Text {
    let pairs = [("en", en), ("fr", fr), ("es", es), ("ar", ar)];
    Text(pairs.into_iter().map(|(lang, text)| (Lang(lang.into()), text.to_owned())).collect())
}

fn code(code: &str, label: Text) -> Code {
    Code { code: code.into(), label, unknown: false }
}

fn schema() -> Schema {
    let mut schema = Schema::default();
    let sex = schema.add_list(listed(
        "sex",
        vec![
            code("F", said("Women", "Femmes", "Mujeres", "نساء")),
            code("M", said("Men", "Hommes", "Hombres", "رجال")),
            code("X", said("Another sex", "Autre sexe", "Otro sexo", "جنس آخر")),
        ],
    ));
    let country = schema.add_list(listed(
        "country",
        vec![
            code("PRT", said("Portugal", "Portugal", "Portugal", "البرتغال")),
            code("IRL", said("Ireland", "Irlande", "Irlanda", "أيرلندا")),
            code("BRA", said("Brazil", "Brésil", "Brasil", "البرازيل")),
            code("BGD", said("Bangladesh", "Bangladesh", "Bangladés", "بنغلاديش")),
            code("SYR", said("Syria", "Syrie", "Siria", "سوريا")),
        ],
    ));
    let stay = schema.add_list(listed(
        "stay_status",
        vec![
            code("pending", said("Waiting for a decision", "En attente", "Pendiente", "قيد الانتظار")),
            code("regular", said("Regular", "Régulier", "Regular", "نظامي")),
        ],
    ));
    let application = schema.add_list(listed(
        "application_status",
        vec![
            code("submitted", said("Submitted", "Déposée", "Presentada", "مقدَّم")),
            code("granted", said("Granted", "Accordée", "Concedida", "ممنوح")),
        ],
    ));
    let role = schema.add_list(listed(
        "household_role",
        vec![
            code("head", said("Head of household", "Chef de ménage", "Cabeza de familia", "رب الأسرة")),
            code("child", said("Child", "Enfant", "Hijo o hija", "طفل")),
        ],
    ));
    let (Some(sex), Some(country), Some(stay), Some(application), Some(role)) = (sex, country, stay, application, role)
    else {
        return schema;
    };
    let fields = [
        (
            "birth_date",
            Kind::PartialDate,
            Class::Personal,
            said("Born", "Né(e) le", "Nacimiento", "تاريخ الميلاد"),
            false,
        ),
        ("sex", Kind::Code(sex), Class::Personal, said("Sex", "Sexe", "Sexo", "الجنس"), true),
        (
            "nationalities",
            Kind::CodeSet(country),
            Class::Personal,
            said("Nationality", "Nationalité", "Nacionalidad", "الجنسية"),
            true,
        ),
        (
            "country",
            Kind::Code(country),
            Class::Personal,
            said("Where now", "Où maintenant", "Dónde está", "المكان الحالي"),
            false,
        ),
        (
            "in_country",
            Kind::Bool,
            Class::Personal,
            said("In the country", "Dans le pays", "En el país", "في البلد"),
            true,
        ),
        (
            "name.full",
            Kind::Text,
            Class::Sealed,
            said("Full name", "Nom complet", "Nombre completo", "الاسم الكامل"),
            false,
        ),
        ("contact.phone", Kind::Text, Class::Sealed, said("Phone", "Téléphone", "Teléfono", "الهاتف"), false),
        (
            "household.role",
            Kind::Code(role),
            Class::Personal,
            said("Place in the household", "Place dans le ménage", "Lugar en el hogar", "الدور في الأسرة"),
            false,
        ),
        ("stay.status", Kind::Code(stay), Class::Personal, said("Stay", "Séjour", "Estancia", "الإقامة"), true),
        (
            "application.status",
            Kind::Code(application),
            Class::Personal,
            said("Application", "Demande", "Solicitud", "الطلب"),
            true,
        ),
        (
            "application.lodged_on",
            Kind::Date,
            Class::Personal,
            said("Lodged on", "Déposée le", "Presentada el", "تاريخ التقديم"),
            false,
        ),
        (
            "permit.expires_on",
            Kind::Date,
            Class::Personal,
            said("Permit expires on", "Le permis expire le", "El permiso vence el", "انتهاء التصريح"),
            false,
        ),
        (
            "child.guardian",
            Kind::Bool,
            Class::Protected(Compartment::Child),
            said("Has a guardian", "A un tuteur", "Tiene tutor", "له وصيّ"),
            false,
        ),
    ];
    for (name, kind, class, label, facet) in fields {
        schema.add_field(field(name, kind, class, label, facet));
    }
    schema
}

fn listed(name: &str, codes: Vec<Code>) -> CodeList {
    CodeList { name: name.into(), hierarchical: false, codes: Codes::Listed(codes) }
}

fn field(name: &str, kind: Kind, class: Class, label: Text, facet: bool) -> Field {
    let question = (name == "application.lodged_on").then(|| {
        said(
            "When was the application lodged?",
            "Quand la demande a-t-elle été déposée ?",
            "¿Cuándo se presentó la solicitud?",
            "متى قُدِّم الطلب؟",
        )
    });
    Field { name: name.into(), kind, class, label, question, relevant: None, pack: "core".into(), hxl: None, facet }
}

fn condition(id: &str, says: Text, cite: &str, if_unknown: IfUnknown) -> Condition {
    let law = Law { cite: cite.into(), checked: None };
    Condition { id: id.into(), when: Cond::Const(true), says, law, if_unknown, at: (1, 1) }
}

fn in_force() -> Condition {
    condition("in_force", Text::default(), "", IfUnknown::Ask)
}

fn pack(name: &str, title: Text, summary: Text, jurisdiction: &str, measure: Measure) -> Pack {
    Pack {
        name: name.into(),
        version: "1.0.0".into(),
        title,
        summary,
        jurisdiction: Some(jurisdiction.into()),
        prefix: None,
        purpose: "entitlements".into(),
        licence: "CC-BY-4.0".into(),
        gcm: Vec::new(),
        measures: vec![measure],
        hash: "0f3a".repeat(16),
    }
}

fn measure(pack: &str, id: &str, title: Text) -> Measure {
    Measure {
        pack: pack.into(),
        id: id.into(),
        title,
        unit: Unit::Person,
        conditions: Vec::new(),
        root: Group::All(Vec::new()),
        computes: Vec::new(),
        priority: Vec::new(),
        cap: None,
        must_not_use: Vec::new(),
        gives: Vec::new(),
        gcm: Vec::new(),
        source: Some("IDM 30, p. 41".into()),
        params: BTreeMap::new(),
        tables: BTreeMap::new(),
        calendars: BTreeMap::new(),
        valid: (Term::On, None),
        tests: Vec::new(),
    }
}

fn pending() -> Pack {
    let title = said(
        "Pending counts as regular",
        "En attente vaut régulier",
        "Pendiente cuenta como regular",
        "الطلب القائم يُعد إقامة نظامية",
    );
    let summary = said(
        "Whoever had applied by the cut-off was treated as regular: doctor, contract, rent.",
        "Qui avait déposé sa demande à temps était considéré comme régulier : médecin, contrat, logement.",
        "Quien había presentado su solicitud a tiempo contaba como regular: médico, contrato, vivienda.",
        "كل من قدّم طلبه قبل الموعد عُومل كمقيم نظامي: طبيب وعقد وسكن.",
    );
    let rule = Measure {
        conditions: vec![
            in_force(),
            condition(
                "pending",
                said(
                    "has an undecided application",
                    "a une demande sans décision",
                    "tiene una solicitud sin resolver",
                    "لديه طلب لم يُبتّ فيه",
                ),
                "Despacho 3863-B/2020, no. 1",
                IfUnknown::Ask,
            ),
            condition(
                "lodged",
                said(
                    "lodged it by the cut-off",
                    "l’a déposée avant la date limite",
                    "la presentó antes de la fecha límite",
                    "قدّمه قبل الموعد الأخير",
                ),
                "Despacho 3863-B/2020, no. 2",
                IfUnknown::Ask,
            ),
        ],
        root: Group::All(vec![Group::One(0), Group::One(1), Group::One(2)]),
        gives: vec!["stay.regular".into(), "health.public".into(), "social.support".into()],
        gcm: vec![4, 7, 15],
        valid: (Term::Literal(Literal::Date(day("2020-03-27"))), None),
        params: BTreeMap::from([("decree.cutoff".to_owned(), cutoff())]),
        ..measure("portugal-pending-regular", "pending-counts-as-regular", title.clone())
    };
    pack("portugal-pending-regular", title, summary, "PRT", rule)
}

fn cutoff() -> Param {
    let row = |from: &str, value: &str, cite: &str| ParamRow {
        from: day(from),
        decided: day(from),
        value: Some(Literal::Date(day(value))),
        law: Law { cite: cite.into(), checked: Some(("M. Costa".into(), day("2026-10-01"))) },
    };
    Param {
        ty: Type::Date,
        review_by: Some(day("2021-03-31")),
        rows: vec![
            row("2020-03-27", "2020-03-18", "Despacho 3863-B/2020"),
            row("2020-11-08", "2020-10-15", "Despacho 10944/2020"),
        ],
    }
}

fn renewal() -> Pack {
    // Its title is in English alone: pages have to say so.
    let title = Text::english("Permits renewed by themselves");
    let summary = Text::english(
        "Permits that ran out inside a notice were extended, each notice renewing what the earlier ones had.",
    );
    let rule = Measure {
        conditions: vec![
            in_force(),
            condition("notice", Text::english("expires inside a notice"), "Notice of 20 March 2020", IfUnknown::Ask),
            condition("present", Text::english("lives in the country"), "", IfUnknown::PresumeYes),
            condition("returning", Text::english("is about to come back"), "", IfUnknown::Refer),
        ],
        root: Group::All(vec![Group::One(0), Group::One(1), Group::Any(vec![Group::One(2), Group::One(3)])]),
        computes: vec![Computed { name: "extended_until".into(), ty: Type::Date, value: Term::On }],
        must_not_use: vec!["stay.status".into(), "application.*".into()],
        gives: vec!["stay.extended".into(), "right.without.words".into()],
        gcm: vec![4, 7],
        tables: BTreeMap::from([("notices".to_owned(), notices())]),
        valid: (Term::Literal(Literal::Date(day("2020-03-20"))), None),
        ..measure("ireland-permit-renewal", "automatic-renewal", title.clone())
    };
    pack("ireland-permit-renewal", title, summary, "IRL", rule)
}

fn notices() -> Table {
    let row = |from: &str, to: &str, decided: &str, months: i64| TableRow {
        from: Literal::Date(day(from)),
        to: Literal::Date(day(to)),
        decided: day(decided),
        months,
        values: Vec::new(),
        law: Law { cite: String::new(), checked: None },
    };
    Table {
        roll: Some(MonthEnd::Down),
        columns: Vec::new(),
        rows: vec![
            row("2020-03-20", "2020-05-20", "2020-03-20", 2),
            row("2020-05-20", "2020-07-20", "2020-05-13", 2),
            row("2020-07-20", "2020-08-20", "2020-07-16", 1),
        ],
    }
}
