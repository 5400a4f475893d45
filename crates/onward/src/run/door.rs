//! `onward sign-in` and `onward sign-out`: a token that ends when it is left alone, and after a working day in any case, so
//! that a script of several calls asks once.

use crate::acting::{read_token, sign_in, write_token};
use crate::cli::SignInArgs;
use crate::fail::Outcome;
use crate::{open, out};

pub async fn enter(args: &SignInArgs) -> Outcome {
    let instance = open::instance(&args.at).await?;
    let token = sign_in(&instance, &args.account).await;
    instance.close().await;
    write_token(&args.token, token?)
}

pub async fn leave(args: &SignInArgs) -> Outcome {
    let instance = open::instance(&args.at).await?;
    let ended = instance.end_session(read_token(&args.token)?).await;
    instance.close().await;
    ended?;
    std::fs::remove_file(&args.token).map_err(crate::fail::Fail::wrong)?;
    out::say("the token is ended");
    Ok(())
}
