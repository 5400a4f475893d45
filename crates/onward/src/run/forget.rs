//! `onward forget`: asked for here, approved by two people with `onward proposal approve`, then carried out here; the lake
//! loses the rows too.

use instance::{Fault, Forgetting, GOVERNANCE};
use journal::Motion;
use model::Id;

use crate::acting::acting;
use crate::cli::Forget;
use crate::fail::{Fail, NOT_ANSWERED, Outcome};
use crate::run::proposal::id;
use crate::{open, out};

pub async fn run(args: &Forget) -> Outcome {
    let instance = open::instance(&args.at).await?;
    let in_force = instance.in_force().await?;
    let acting = acting(&args.acting, &instance, &in_force, GOVERNANCE, None).await?;
    if let Some(person) = &args.ask {
        let person: Id = person.parse().map_err(|error| Fail::wrong(format!("no person: {error}")))?;
        let reason = args.reason.as_deref().unwrap_or_default();
        let asked = instance.propose(&acting, Motion::Forget { person }, reason).await;
        instance.close().await;
        out::line(asked?.to_string());
        out::say("two people in different roles approve it with `onward proposal approve`");
        return Ok(());
    }
    let request = args.request.as_deref().ok_or_else(|| Fail::wrong("name a request, or a person who asks"))?;
    let forgotten = instance.forget(&acting, vec![id(request)?]).await;
    instance.close().await;
    let Forgetting { rings, lake, .. } = forgotten?;
    out::say(match rings {
        Some(rings) => format!("forgotten; {rings} remaining key rings wrapped anew, the old instance key destroyed"),
        None => "forgotten; another process is wrapping keys anew and destroys these too".to_owned(),
    });
    lake.map_or(Ok(()), |fault| Err(still_in_lake(&fault)))
}

/// Keys are gone and do not come back; what is left to do is the lake.
fn still_in_lake(fault: &Fault) -> Fail {
    Fail {
        code: NOT_ANSWERED,
        cause: format!("the person is forgotten, and the lake may still hold a row of theirs: {}", fault.in_full()),
        help: Some("`onward lake rebuild` leaves them out; it is not done before that".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use evidence::lake::LakeError;

    use super::*;

    #[test]
    fn what_is_left_to_do_in_the_lake_is_said_beside_what_is_done() {
        let fail = still_in_lake(&LakeError::Absent.into());
        assert_eq!(fail.code, 3);
        assert!(fail.cause.starts_with("the person is forgotten"), "{}", fail.cause);
        assert!(fail.help.unwrap().contains("`onward lake rebuild`"));
    }
}
