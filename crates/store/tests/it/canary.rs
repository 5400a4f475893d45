//! Names, phones, documents and free text go in through commands and are used; no file of the instance has them in
//! any form, not even those that lists filter by.

use casework::PersonCommand;
use store::Page;

use crate::scan::{Canary, scan};
use crate::world::{World, everybody, fields, new_id};

const ALL: Page = Page { skip: 0, limit: 100 };

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_identifies_a_person_is_in_any_file() {
    let world = World::sqlite().await;
    let mut canaries = vec![];
    for number in 0..40 {
        let texts = [
            ("name.full", format!("Zzamina{number} Ququdiallo{number} أمينةزززز{number}")),
            ("contact.phone", format!("+99 700 55{number:02} 8123")),
            ("document.number", format!("PP{number:02}-QXZW-1928")),
            ("external.id", format!("REG{number:02}-KJHG-5566")),
            ("note", format!("she said that quxquxnote{number:02} is near")),
            ("open.text", format!("Zzfacet{number} Ququfacet{number}")),
        ];
        canaries.extend(texts.iter().map(|(_, text)| Canary::new(text)));
        let pairs: Vec<(&str, &str)> = texts.iter().map(|(field, text)| (*field, text.as_str())).collect();
        let mut ctx = world.ctx("desk");
        ctx.idempotency = Some(format!("row-{number}"));
        let person = new_id();
        let register = PersonCommand::Register { person, synthetic: true, fields: fields(&pairs) };
        world.store.submit(ctx, register.clone()).await.unwrap();
        // Refused: it is not kept either.
        assert!(world.store.submit(world.ctx("desk"), register).await.is_err());
        let amended = format!("Zzother{number} Ququdiallo{number}");
        canaries.push(Canary::new(&amended));
        let amend = PersonCommand::Amend { person, fields: fields(&[("name.full", &amended)]) };
        world.submit("desk", amend).await;
        assert_eq!(world.store.search(&everybody(), &amended, ALL).await.unwrap().len(), 1);
    }
    assert_eq!(scan(world.dir(), &canaries), [] as [String; 0], "with the log beside the database");
    let world = world.reopened().await;
    assert_eq!(scan(world.dir(), &canaries), [] as [String; 0]);
    // The control: what is told beside the record is found.
    std::fs::write(world.dir().join("told"), "Zzcontrol Ququopen").unwrap();
    assert!(!scan(world.dir(), &[Canary::new("Zzcontrol Ququopen")]).is_empty());
}
