//! The people on record: sixty, even numbers at the office "north", odd ones at "south". What the desk says of an
//! application, another register contests.

use std::sync::Arc;

use casework::{Fields, PersonCommand};
use instance::{ASSISTANCE, Acting, GOVERNANCE, InForce};
use model::{FixedClock, Id};
use store::{Config, Store};

/// How many there are.
pub const COUNT: u8 = 60;
/// Under a legal hold.
pub const HELD: u8 = 2;
/// A child of the household of [`HELD`].
pub const CHILD: u8 = 4;
/// Two people of whom all is the same but what lies in compartments: the second has nothing there.
pub const WITH_SECRETS: u8 = 6;
pub const WITHOUT_SECRETS: u8 = 8;

const NAMES: [&str; 5] = ["Amina Yusuf", "Rafael Nunes", "أمل حداد", "Marie-Claire Dubois", "Nguyen Thi Lan"];
const NATIONS: [&str; 3] = ["BRA", "BGD", "SYR"];
/// What the compartments of the core schema hold: child, asylum, health.
const SECRETS: [(&str, &str); 3] =
    [("child.guardian", "false"), ("protection.status", "applicant"), ("disability", "true")];

/// The id of a person.
pub fn id(number: u8) -> Id {
    Id([number; 16])
}

/// The page of a person at the desk.
pub fn page(number: u8) -> String {
    format!("/desk/people/{}", id(number))
}

fn office(number: u8) -> &'static str {
    if number.is_multiple_of(2) { "north" } else { "south" }
}

fn said(number: u8) -> Vec<(&'static str, String)> {
    // Two people who are the same but for what lies in compartments have one number in everything else.
    let like = if number == WITHOUT_SECRETS { WITH_SECRETS } else { number };
    let pick = |from: &'static [&'static str]| from[usize::from(like) % from.len()].to_owned();
    let mut said = vec![
        ("name.full", pick(&NAMES)),
        ("contact.phone", format!("+351 900 000 0{like:02}")),
        ("birth_date", (1945 + i32::from(like)).to_string()),
        ("sex", pick(&["F", "M"])),
        ("nationalities", pick(&NATIONS)),
        ("country", "PRT".into()),
        ("in_country", "true".into()),
        ("household.role", "head".into()),
        ("stay.status", "pending".into()),
        ("application.status", "submitted".into()),
        ("permit.expires_on", "n/a".into()),
    ];
    if number == HELD || number == CHILD {
        said.push(("household.id", "harbour-1".into()));
    }
    if number == CHILD {
        said.retain(|(field, _)| *field != "birth_date" && *field != "household.role");
        said.extend([("birth_date", "2012".to_owned()), ("household.role", "child".to_owned())]);
    }
    // A dozen lodged between the two cut-offs of the Portuguese order, here and as shipped, three of them early.
    if (20..32).contains(&number) {
        let day = if number < 29 { "2020-04-01" } else { "2020-03-20" };
        said.push(("application.lodged_on", day.into()));
    }
    if number != WITHOUT_SECRETS {
        said.extend(SECRETS.map(|(field, value)| (field, value.to_owned())));
    }
    said
}

/// Registers them all, each at the desk of their office; then another register says otherwise of their applications, and
/// one of them comes under a hold.
pub async fn register(config: &Config, clock: Arc<FixedClock>, in_force: &InForce, synthetic: bool) {
    let store = Store::open(config, clock.clone(), super::template::at_founding).await.unwrap();
    let schema = &in_force.packs.schema;
    store.use_rules(Arc::new(schema.clone()), Arc::default(), in_force.digest).await.unwrap();
    let fields = |said: Vec<(&str, String)>| -> Fields {
        let read =
            |(name, text): (&str, String)| (name.to_owned(), schema.read(schema.field(name).unwrap(), &text).unwrap());
        said.into_iter().map(read).collect()
    };
    let now = clock.0;
    let submit = async |account: &str, purpose: &str, source: &str, command: PersonCommand| {
        let acting = Acting::of(&in_force.view, account, None, purpose, None, now).unwrap();
        store.submit(acting.ctx(source, in_force.digest, now), command).await.unwrap();
    };
    for number in 0..COUNT {
        let worker = if office(number) == "north" { "carla" } else { "samir" };
        let person = id(number);
        let command = PersonCommand::Register { person, synthetic, fields: fields(said(number)) };
        submit(worker, ASSISTANCE, "desk", command).await;
        let otherwise = fields(vec![("application.status", "granted".into())]);
        let command = PersonCommand::Amend { person, fields: otherwise };
        if !(20..32).contains(&number) {
            submit(worker, ASSISTANCE, "border register", command).await;
        }
    }
    let hold = PersonCommand::Hold { person: id(HELD), reference: "Court of the Harbour, 12/2020".into() };
    submit("deniz", GOVERNANCE, "desk", hold).await;
    store.close().await;
}
