//! A browser of a kind: keeps cookies, follows what it is told, reads form tokens off pages.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use tower::ServiceExt;

use crate::world::{HOST, PASSWORD, World};

/// What the file of a form is called where it lay.
pub const FILE_NAME: &str = "people-of-the-harbour.csv";
/// Between the parts of a form that brings a file.
const BOUNDARY: &str = "between-the-parts";

/// Fields of a form.
pub type Form<'a> = &'a [(&'a str, &'a str)];

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// Where it sends the browser.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// What a reader reads.
    pub fn text(&self) -> String {
        plain(&self.body)
    }

    #[track_caller]
    pub fn says(&self, part: &str) {
        assert!(self.text().contains(part), "`{part}` is not said: {} {}", self.status, self.text());
    }

    #[track_caller]
    pub fn says_not(&self, part: &str) {
        assert!(!self.text().contains(part), "`{part}` is said: {}", self.text());
    }

    #[track_caller]
    pub fn is(&self, status: StatusCode) {
        assert_eq!(self.status, status, "{} {}", self.location(), self.text());
    }

    /// Sent on, and where to.
    #[track_caller]
    pub fn leads_to(&self, path: &str) {
        assert_eq!((self.status, self.location()), (StatusCode::SEE_OTHER, path), "{}", self.text());
    }
}

/// A browser with its cookies.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    /// Sent with every request.
    pub headers: Vec<(&'static str, String)>,
}

impl Browser {
    /// A fresh one.
    pub fn new(world: &World) -> Self {
        let headers = vec![("host", HOST.to_owned())];
        Self { router: world.router.clone(), cookies: BTreeMap::new(), headers }
    }

    /// One that has signed in.
    pub async fn signed_in(world: &World, account: &str) -> Self {
        let mut browser = Self::new(world);
        browser.sign_in(account, PASSWORD).await.is(StatusCode::SEE_OTHER);
        browser
    }

    /// Fills in the sign-in form.
    pub async fn sign_in(&mut self, account: &str, password: &str) -> Answer {
        self.send("/sign-in", "/sign-in", &[("account", account), ("password", password)]).await
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.request(Method::GET, path, String::new()).await
    }

    /// Sends a form, as it is.
    pub async fn post(&mut self, path: &str, fields: Form<'_>) -> Answer {
        let encode = |text: &str| {
            text.bytes().fold(String::new(), |out, byte| {
                if byte.is_ascii_alphanumeric() {
                    out + &char::from(byte).to_string()
                } else {
                    out + &format!("%{byte:02X}")
                }
            })
        };
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        self.request(Method::POST, path, pairs.join("&")).await
    }

    /// Sends a form with the token of a page that holds one.
    pub async fn send(&mut self, from: &str, to: &str, fields: Form<'_>) -> Answer {
        let token = form_token(&self.get(from).await.body);
        self.fill(&token, to, fields).await
    }

    /// Sends a form with a token.
    pub async fn fill(&mut self, token: &str, to: &str, fields: Form<'_>) -> Answer {
        let fields: Vec<_> = [("form_token", token)].into_iter().chain(fields.iter().copied()).collect();
        self.post(to, &fields).await
    }

    /// Sends a form that ends with a file, with the token of a page that holds one.
    pub async fn bring(&mut self, to: &str, fields: Form<'_>, file: &[u8]) -> Answer {
        let token = form_token(&self.get(to).await.body);
        let fields: Vec<_> = [("form_token", token.as_str())].into_iter().chain(fields.iter().copied()).collect();
        self.post_file(to, &fields, file).await
    }

    /// Sends a form that ends with a file, as it is. Browsers name the file as it was called where it lay.
    pub async fn post_file(&mut self, to: &str, fields: Form<'_>, file: &[u8]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{FILE_NAME}\"");
        body.extend_from_slice(format!("{head}\r\nContent-Type: text/csv\r\n\r\n").as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.request_as(Method::POST, to, &kind, body.into()).await
    }

    /// The value of a cookie whose name begins so.
    pub fn cookie(&self, begins: &str) -> Option<&str> {
        self.cookies.iter().find(|(name, _)| name.starts_with(begins)).map(|(_, value)| value.as_str())
    }

    async fn request(&mut self, method: Method, path: &str, body: String) -> Answer {
        self.request_as(method, path, "application/x-www-form-urlencoded", body.into()).await
    }

    async fn request_as(&mut self, method: Method, path: &str, kind: &str, body: Body) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path).header(header::COOKIE, cookies.join("; "));
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let request = request.header(header::CONTENT_TYPE, kind);
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
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
    let token = form_token(page);
    let page = if token.is_empty() { page.to_owned() } else { page.replace(&token, "TOKEN") };
    // Kinds of record stand in addresses by words of the session.
    let (first, rest) = page.split_once("/new/").unwrap_or((&page, ""));
    let rest =
        rest.split("/new/").filter_map(|rest| rest.split_once('"')).map(|(_, rest)| format!("/new/WORD\"{rest}"));
    std::iter::once(first.to_owned()).chain(rest).collect()
}

/// What a page links to on this site, without what follows a `#`.
pub fn links(page: &str) -> Vec<String> {
    let addresses = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let read = addresses.map(|address| address.replace("&#38;", "&").replace("&amp;", "&"));
    let whole = read.map(|address| address.split('#').next().unwrap_or_default().to_owned());
    whole.filter(|address| address.starts_with('/')).collect()
}

/// A page's text without tags and isolation marks, with single spaces.
pub fn plain(page: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in page.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            '\u{2066}'..='\u{2069}' => {}
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.replace("&#39;", "'").replace("&#34;", "\"").replace("&amp;", "&");
    [" .", " ,", " :", " )"].iter().fold(words, |words, mark| words.replace(mark, mark.trim()))
}
