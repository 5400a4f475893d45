//! The application on somebody's phone: it reads the secret off the page and shows codes by the time.

use axum::http::StatusCode;
use totp_rs::{Builder, Secret};

use crate::browser::{Browser, form_token};
use crate::world::{PASSWORD, World};

/// The secret that a page offers for typing.
pub fn secret(page: &str) -> String {
    let typed = page.split("<code dir=\"ltr\">").nth(1).unwrap_or_default();
    typed.split('<').next().unwrap_or_default().replace(' ', "")
}

/// The code that the application shows now.
pub fn code(world: &World, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).with_step_duration(30).build().unwrap();
    totp.generate(u64::try_from(world.instance.now().0 / 1_000_000).unwrap()).to_string()
}

/// Sets a second factor up; its secret.
pub async fn add(world: &World, browser: &mut Browser) -> String {
    let page = browser.get("/account").await;
    let secret = secret(&page.body);
    let code = code(world, &secret);
    let fields = [("password", PASSWORD), ("code", &*code)];
    browser.fill(&form_token(&page.body), "/account/factor", &fields).await.leads_to("/account?done=factor");
    browser.get("/account?done=factor").await.is(StatusCode::OK);
    secret
}

/// Under which token the page of the code waits.
pub fn waits(page: &str) -> String {
    let after = page.split("name=\"waits\" value=\"").nth(1).unwrap_or_default();
    after.split('"').next().unwrap_or_default().to_owned()
}
