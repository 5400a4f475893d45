//! Serving with an end to everything, on a real socket: whoever is slow holds one connection, and not for ever.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::routing::{get, post};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use web::{Limits, serve};

const SOON: Duration = Duration::from_millis(150);
/// Long past every limit of these tests: what has not happened by then does not happen.
const LATE: Duration = Duration::from_secs(20);
const ASK: &[u8] = b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n";

/// More than the buffers between two sides hold.
const LONG: usize = 64 << 20;

/// A program that serves pages: one at once, one never, one that reads what it is sent, one that is long.
struct Served {
    at: SocketAddr,
    end: Option<oneshot::Sender<()>>,
    done: JoinHandle<()>,
}

impl Served {
    async fn with(limits: Limits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let router = Router::new()
            .route("/", get(async || "here"))
            .route("/never", get(async || std::future::pending::<&str>().await))
            .route("/long", get(async || "x".repeat(LONG)))
            .route("/read", post(async |body: Bytes| body.len().to_string()));
        let (end, ended) = oneshot::channel();
        let done = tokio::spawn(serve(listener, router, limits, async { ended.await.unwrap() }));
        Self { at, end: Some(end), done }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.at).await.unwrap()
    }
}

fn patient() -> Limits {
    Limits { head: LATE, piece: LATE, answer: LATE, upload: LATE, connections: 10, end: LATE }
}

/// What comes until the other side closes; nothing where it does not.
async fn until_closed(stream: &mut TcpStream) -> Option<String> {
    let mut came = vec![];
    match timeout(LATE, stream.read_to_end(&mut came)).await {
        Ok(_) => Some(String::from_utf8_lossy(&came).into_owned()),
        Err(_) => None,
    }
}

/// The head of an answer and what came with it, on a connection that stays open.
async fn answered(stream: &mut TcpStream) -> String {
    let mut came = [0; 1024];
    let read = timeout(LATE, stream.read(&mut came)).await.unwrap().unwrap();
    String::from_utf8_lossy(&came[..read]).into_owned()
}

#[tokio::test]
async fn a_half_open_connection_is_closed() {
    let served = Served::with(Limits { head: SOON, ..patient() }).await;
    for begun in [&b""[..], b"GET / HTTP/1.1\r\nhost: loc"] {
        let mut stream = served.connect().await;
        stream.write_all(begun).await.unwrap();
        let came = until_closed(&mut stream).await.expect("closed by the other side");
        assert!(!came.contains("200"), "{came}");
    }
    let mut idle = served.connect().await;
    idle.write_all(ASK).await.unwrap();
    assert!(answered(&mut idle).await.ends_with("here"));
    assert!(until_closed(&mut idle).await.is_some(), "one that asks for nothing more is closed too");
}

#[tokio::test]
async fn a_page_that_never_begins_is_answered_for() {
    let served = Served::with(Limits { answer: SOON, ..patient() }).await;
    let mut stream = served.connect().await;
    stream.write_all(b"GET /never HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    assert!(answered(&mut stream).await.starts_with("HTTP/1.1 503"));
}

#[tokio::test]
async fn a_form_that_stops_halfway_is_given_up() {
    let served = Served::with(Limits { piece: SOON, ..patient() }).await;
    let mut stream = served.connect().await;
    stream.write_all(b"POST /read HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\nhalf").await.unwrap();
    let came = answered(&mut stream).await;
    assert!(came.starts_with("HTTP/1.1 4") || came.is_empty(), "{came}");
    let mut whole = served.connect().await;
    whole.write_all(b"POST /read HTTP/1.1\r\nhost: localhost\r\ncontent-length: 4\r\n\r\nhalf").await.unwrap();
    assert!(answered(&mut whole).await.ends_with('4'));
}

#[tokio::test]
async fn who_takes_nothing_of_a_page_makes_place_for_another() {
    let served = Served::with(Limits { piece: SOON, connections: 1, ..patient() }).await;
    let mut stuck = served.connect().await;
    stuck.write_all(b"GET /long HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    let mut waiting = served.connect().await;
    waiting.write_all(ASK).await.unwrap();
    assert!(answered(&mut waiting).await.ends_with("here"), "its turn has come");
    assert!(until_closed(&mut stuck).await.unwrap().len() < LONG, "the rest never comes");
}

#[tokio::test]
async fn no_more_connections_than_there_are_places_and_others_wait_their_turn() {
    let served = Served::with(Limits { connections: 2, ..patient() }).await;
    let mut held = vec![served.connect().await, served.connect().await];
    for stream in &mut held {
        stream.write_all(ASK).await.unwrap();
        assert!(answered(stream).await.ends_with("here"));
    }
    let mut waiting = served.connect().await;
    waiting.write_all(ASK).await.unwrap();
    let mut byte = [0];
    assert!(timeout(SOON, waiting.peek(&mut byte)).await.is_err(), "there is no place for a third");
    drop(held.pop());
    assert!(answered(&mut waiting).await.ends_with("here"), "its turn has come");
}

#[tokio::test]
async fn who_ends_lets_open_pages_finish_and_takes_no_new_ones() {
    let mut served = Served::with(patient()).await;
    let mut open = served.connect().await;
    open.write_all(b"POST /read HTTP/1.1\r\nhost: localhost\r\ncontent-length: 8\r\n\r\nhalf").await.unwrap();
    tokio::time::sleep(SOON).await;
    served.end.take().unwrap().send(()).unwrap();
    tokio::time::sleep(SOON).await;
    open.write_all(b"half").await.unwrap();
    assert!(until_closed(&mut open).await.unwrap().ends_with('8'));
    timeout(LATE, served.done).await.unwrap().unwrap();
    assert!(TcpStream::connect(served.at).await.is_err(), "nobody listens any more");
}

#[tokio::test]
async fn an_ending_has_a_deadline_and_then_closes_what_is_open() {
    let mut served = Served::with(Limits { end: SOON, ..patient() }).await;
    let mut stuck = served.connect().await;
    stuck.write_all(b"GET /never HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    tokio::time::sleep(SOON).await;
    served.end.take().unwrap().send(()).unwrap();
    timeout(LATE, served.done).await.expect("in time").unwrap();
    assert_eq!(until_closed(&mut stuck).await.as_deref(), Some(""), "closed, and not left to the end of the program");
}
