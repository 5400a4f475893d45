//! Who acts from the command line, and why: `--as --purpose --basis`, and in which seat. Whoever names an account proves to
//! be its holder, by a password or by a token that a password was given for. Only a trial instance, which holds nobody who
//! exists, has an account that acts unasked; it never is the second of two people.

use std::fs;
use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;

use casework::Seat;
use instance::door::{Admission, Entrance, IDLE, LONGEST, Token};
use instance::{Acting, InForce, Instance};
use journal::Basis;

use crate::cli;
use crate::fail::{Fail, Outcome};
use crate::out;

/// Who acts. What is left open has a default on a trial instance alone, and the account none where it takes two people.
pub async fn acting(
    asked: &cli::ActingArgs,
    instance: &Arc<Instance>,
    in_force: &InForce,
    purpose: &'static str,
    unasked: Option<&'static str>,
) -> Outcome<Acting> {
    let account = match holder(asked, instance).await? {
        Some(account) => account,
        None => unasked.filter(|_| instance.is_trial()).ok_or_else(|| missing("--as", instance))?.to_owned(),
    };
    let purpose = wanted(asked.purpose.as_deref(), purpose, "--purpose", instance)?;
    let basis = asked.basis.as_deref().map(basis).transpose()?;
    if basis.is_none() && !instance.is_trial() {
        return Err(missing("--basis", instance));
    }
    let seat = seat(asked, in_force, &account, instance)?;
    Ok(Acting::of(&in_force.view, &account, seat.as_ref(), purpose, basis, instance.now())?)
}

/// The seat that was asked for, as far as it was; the only one that fits.
fn seat(asked: &cli::ActingArgs, in_force: &InForce, account: &str, instance: &Instance) -> Outcome<Option<Seat>> {
    if asked.at_office.is_none() && asked.for_controller.is_none() {
        return Ok(None);
    }
    let fits = |part: &Option<String>, named: &str| part.as_deref().is_none_or(|part| part == named);
    let actor = in_force.view.actor(account, instance.now());
    let mut seats = actor.seats().into_iter();
    let mut fitting =
        seats.by_ref().filter(|s| fits(&asked.for_controller, &s.controller) && fits(&asked.at_office, &s.office));
    match (fitting.next(), fitting.next()) {
        (Some(seat), None) => Ok(Some(seat)),
        (None, _) => Err(Fail::wrong(format!("`{account}` has no grant in force there"))),
        (Some(_), Some(_)) => {
            Err(Fail::wrong("more than one office fits").help("name `--for-controller` and `--at-office`"))
        }
    }
}

/// Whoever proved to hold an account; nobody where none was named.
async fn holder(asked: &cli::ActingArgs, instance: &Arc<Instance>) -> Outcome<Option<String>> {
    if let Some(file) = &asked.token {
        let session = instance.session(read_token(file)?).await?;
        let over = || Fail::wrong("the token is no longer good").help("`onward sign-in` makes one");
        let session = session.ok_or_else(over)?;
        settled(instance, session.given)?;
        let account = session.actor.account;
        if asked.actor.as_ref().is_some_and(|named| *named != account) {
            return Err(Fail::wrong(format!("the token is of `{account}`")));
        }
        return Ok(Some(account));
    }
    let Some(account) = &asked.actor else { return Ok(None) };
    let (token, _) = sign_in(instance, account, None).await?;
    let session = instance.session(token).await?;
    instance.end_session(token).await?;
    settled(instance, session.is_some_and(|session| session.given))?;
    Ok(Some(account.clone()))
}

/// Whoever was given a password by others changes it before anything else.
fn settled(instance: &Instance, given: bool) -> Outcome {
    if given && !instance.is_trial() {
        let cause = "this password was handed over by others; choose one of your own first";
        return Err(Fail::wrong(cause).help("`onward account password --as ACCOUNT`"));
    }
    Ok(())
}

/// Signs an account in by its password, and by a code where it has a second factor. `known` is what this place was given
/// when the account signed in from it before: whoever has it does not wait for strangers who guess. The session, and by what
/// the place is known from now on.
pub async fn sign_in(instance: &Arc<Instance>, account: &str, known: Option<Token>) -> Outcome<(Token, Token)> {
    let password = secret(&format!("password of {account}: "))?;
    let mut admission = instance.sign_in(Entrance { account, password: &password, browser: known }).await?;
    if let Admission::NeedsCode(waits) = admission {
        let code = secret("code of the second factor: ")?;
        admission = instance.second_factor(waits, &code, known).await?;
    }
    match admission {
        Admission::Welcome { session, browser } => Ok((session, browser)),
        Admission::Wrong | Admission::NeedsCode(_) => Err(Fail::wrong("account and password do not fit")),
        Admission::Wait(ready) => {
            let seconds = (ready.0 - instance.now().0) / 1_000_000 + 1;
            let help = "a file of `onward sign-in --token FILE` made before is known, and does not wait for strangers";
            Err(Fail::wrong(format!("too many tries; wait {seconds} seconds")).help(help))
        }
    }
}

/// Asked for on a terminal without showing it; else the next line of standard input.
pub fn secret(prompt: &str) -> Outcome<String> {
    let line = if std::io::stdin().is_terminal() {
        rpassword::prompt_password(prompt).map_err(Fail::wrong)?
    } else {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).map_err(Fail::wrong)?;
        line
    };
    let line = line.trim_end_matches(['\r', '\n']).to_owned();
    if line.is_empty() {
        return Err(
            Fail::wrong("a password is asked for").help("type it, hand it in on standard input, or use `--token`")
        );
    }
    Ok(line)
}

/// Writes a token where its owner alone may read it, and under it by what this place is known.
pub fn write_token(path: &Path, token: Token, known: Token) -> Outcome {
    let named = |error: std::io::Error| Fail::wrong(format!("`{}`: {error}", path.display()));
    let mut file = instance::private_file(path).map_err(named)?;
    writeln!(file, "{}\n{}", token.to_text(), known.to_text()).map_err(named)?;
    let (idle, longest) = (IDLE / 60_000_000, LONGEST / 3_600_000_000);
    out::say(format!(
        "a token is in `{}`: it ends after {idle} minutes without use, after {longest} hours in any case, and by \
         `onward sign-out`",
        path.display()
    ));
    Ok(())
}

/// Reads a token from a file.
pub fn read_token(path: &Path) -> Outcome<Token> {
    let named = |error: &dyn std::fmt::Display| Fail::wrong(format!("`{}`: {error}", path.display()));
    let text = fs::read_to_string(path).map_err(|error| named(&error))?;
    match text.lines().next().unwrap_or_default().trim() {
        "" => Err(Fail::wrong("the token is ended").help("`onward sign-in` makes one")),
        token => token.parse().map_err(|error| named(&error)),
    }
}

/// By what this place is known: the last line of a file that an earlier sign-in or sign-out left, where there is one.
/// Whatever else lies there makes nobody known, and is written over.
pub fn read_known(path: &Path) -> Option<Token> {
    fs::read_to_string(path).ok()?.lines().last()?.trim().parse().ok()
}

/// Leaves of a token's file only by what this place is known.
pub fn leave_known(path: &Path) -> Outcome {
    let named = |error: std::io::Error| Fail::wrong(format!("`{}`: {error}", path.display()));
    let known = read_known(path);
    let mut file = instance::private_file(path).map_err(named)?;
    known.map_or(Ok(()), |known| writeln!(file, "\n{}", known.to_text())).map_err(named)
}

fn wanted<'a>(given: Option<&'a str>, default: &'a str, option: &str, instance: &Instance) -> Outcome<&'a str> {
    match given {
        Some(given) => Ok(given),
        None if instance.is_trial() => Ok(default),
        None => Err(missing(option, instance)),
    }
}

fn missing(option: &str, instance: &Instance) -> Fail {
    let help = if instance.is_trial() {
        "what takes two people is done by accounts that prove who they are: name one and give its password"
    } else {
        "on a live instance every act says who and why"
    };
    Fail::wrong(format!("`{option}` is missing")).help(help)
}

pub fn basis(text: &str) -> Outcome<Basis> {
    Basis::of(text).ok_or_else(|| {
        Fail::wrong(format!("`{text}` is no legal basis"))
            .help(format!("one of {}", Basis::ALL.map(Basis::code).join(", ")))
    })
}
