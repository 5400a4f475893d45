//! `onward forget`: asked for, approved by two people, then carried out; the lake loses the rows too.

use casework::Command;
use model::Id;

use crate::cli::Forget;
use crate::fail::{Fail, Outcome};
use crate::instance::{Acts, GOVERNANCE, Instance};
use crate::lake;
use crate::out;

/// The account that acts unless another is named, on a trial instance.
const OFFICER: &str = "officer";

pub async fn run(args: &Forget) -> Outcome {
    let instance = Instance::open(&args.at).await?;
    let view = instance.store.instance().await.map_err(Fail::wrong)?;
    let acts = Acts::of(&args.acting, &instance, &view, (OFFICER, GOVERNANCE))?;
    let done = match (&args.ask, &args.approve, &args.request) {
        (Some(person), _, _) => ask(&instance, &acts, id(person, "person")?).await,
        (_, Some(request), _) => approve(&instance, &acts, id(request, "request")?).await,
        (_, _, Some(request)) => carry_out(&instance, &acts, id(request, "request")?).await,
        (None, None, None) => Err(Fail::wrong("name a request, a person who asks, or an approval")),
    };
    instance.close().await;
    done
}

fn id(text: &str, what: &str) -> Outcome<Id> {
    text.parse().map_err(|error| Fail::wrong(format!("no {what}: {error}")))
}

async fn ask(instance: &Instance, acts: &Acts, person: Id) -> Outcome {
    let request = instance.store.new_id();
    acts.submit(&instance.store, Command::AskForget { request, person }).await?;
    out::line(request.to_string());
    out::say("two people of different roles approve it with `--approve`");
    Ok(())
}

async fn approve(instance: &Instance, acts: &Acts, request: Id) -> Outcome {
    acts.submit(&instance.store, Command::ApproveForget { request }).await?;
    out::say("approved");
    Ok(())
}

async fn carry_out(instance: &Instance, acts: &Acts, request: Id) -> Outcome {
    let forgotten = instance.store.forget(acts.ctx("desk"), vec![request]).await.map_err(Fail::wrong)?;
    lake::forget(instance, &forgotten.people).await?;
    out::say(format!("forgotten; {} remaining keys wrapped anew, the old instance key destroyed", forgotten.keys));
    Ok(())
}
