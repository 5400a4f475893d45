//! A browser of a kind: keeps cookies, follows what it is told, reads form tokens off pages.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use tower::ServiceExt;

use crate::fake::accounts::PASSWORD;

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// Where it sends the browser.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }
}

/// A browser with its cookies.
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    /// Sent with every request.
    pub headers: Vec<(&'static str, String)>,
}

impl Browser {
    /// A fresh one.
    pub fn new(router: &Router) -> Self {
        let headers = vec![("host", "onward.example".to_owned())];
        Self { router: router.clone(), cookies: BTreeMap::new(), headers }
    }

    /// One that has signed in.
    pub async fn signed_in(router: &Router, account: &str) -> Self {
        let mut browser = Self::new(router);
        let answer = browser.sign_in(account, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{account}");
        browser
    }

    /// Fills in the sign-in form.
    pub async fn sign_in(&mut self, account: &str, password: &str) -> Answer {
        let page = self.get("/sign-in").await;
        let token = form_token(&page.body);
        self.post("/sign-in", &[("form_token", &token), ("account", account), ("password", password)]).await
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, String::new()).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encode = |text: &str| text.bytes().fold(String::new(), |out, byte| out + &format!("%{byte:02X}"));
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        self.send(Method::POST, path, pairs.join("&")).await
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    async fn send(&mut self, method: Method, path: &str, body: String) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path).header(header::COOKIE, cookies.join("; "));
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let response = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        self.keep(&parts.headers);
        let body = String::from_utf8_lossy(&to_bytes(body, usize::MAX).await.unwrap()).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    fn keep(&mut self, headers: &HeaderMap) {
        for line in headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// The first form token of a page.
pub fn form_token(page: &str) -> String {
    let after = page.split("name=\"form_token\" value=\"").nth(1).unwrap_or_default();
    after.split('"').next().unwrap_or_default().to_owned()
}

/// A page without what is new on every drawing of it.
pub fn steady(page: &str) -> String {
    page.replace(&form_token(page), "TOKEN")
}
