//! `onward sign-in` and `onward sign-out`: a token that ends when it is left alone, and after a working day in any case, so
//! that a script of several calls asks once. The token's file is also by what this place is known: whoever signed in with it
//! before does not wait because strangers try passwords on the account's name.

use crate::acting::{leave_known, read_known, read_token, sign_in, write_token};
use crate::cli::SignInArgs;
use crate::fail::Outcome;
use crate::{open, out};

pub async fn enter(args: &SignInArgs) -> Outcome {
    let instance = open::instance(&args.at).await?;
    let entered = sign_in(&instance, &args.account, read_known(&args.token)).await;
    instance.close().await;
    let (token, known) = entered?;
    write_token(&args.token, token, known)
}

pub async fn leave(args: &SignInArgs) -> Outcome {
    let instance = open::instance(&args.at).await?;
    let ended = instance.end_session(read_token(&args.token)?).await;
    instance.close().await;
    ended?;
    leave_known(&args.token)?;
    out::say("the token is ended; its file is kept, for by it this place is known at the next sign-in");
    Ok(())
}
