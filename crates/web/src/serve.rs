//! Serving, with an end to everything: to how long a request may take to arrive and to be answered, to how many connections
//! there are at once, and to how long an ending program waits for those that are open. A page that is slow to come or to
//! take holds one connection and nothing else.

mod paced;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tower_http::timeout::RequestBodyTimeoutLayer;

use self::paced::Paced;
use crate::desk::import::UPLOADS;
use crate::visitor::Peer;

/// How much is waited for, and how long.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Until the head of a request has arrived.
    pub head: Duration,
    /// Between two pieces of a request's body, or of an answer that is taken.
    pub piece: Duration,
    /// Until a page begins to come.
    pub answer: Duration,
    /// The same, where a file is brought: lines are slow.
    pub upload: Duration,
    /// Connections at once; others wait their turn.
    pub connections: usize,
    /// Until open connections are closed when the program ends.
    pub end: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            head: seconds(10),
            piece: seconds(15),
            answer: seconds(60),
            upload: seconds(1800),
            connections: 512,
            end: seconds(10),
        }
    }
}

/// Serves until `end` is done; then lets open pages finish, and closes what is still open when the time is up.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, end: impl Future<Output = ()>) {
    let service = TowerToHyperService::new(
        router.layer(from_fn_with_state(limits, in_time)).layer(RequestBodyTimeoutLayer::new(limits.piece)),
    );
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(limits.head).keep_alive(true);
    let (open, places) = (GracefulShutdown::new(), Arc::new(Semaphore::new(limits.connections)));
    let mut connections = JoinSet::new();
    let mut end = std::pin::pin!(end);
    loop {
        let taken = tokio::select! {
            taken = accept(&listener, &places) => taken,
            () = &mut end => break,
        };
        // Those that are over are let go of.
        while connections.try_join_next().is_some() {}
        let Some((stream, peer, place)) = taken else { continue };
        let service = service.clone();
        let from_there = service_fn(move |mut request: hyper::Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer));
            service.call(request)
        });
        let connection = builder.serve_connection(TokioIo::new(Paced::new(stream, limits.piece)), from_there);
        let connection = open.watch(connection);
        connections.spawn(async move {
            // A connection that breaks off is the other side's business.
            let _ = connection.await;
            drop(place);
        });
    }
    if tokio::time::timeout(limits.end, open.shutdown()).await.is_err() {
        tracing::warn!("connections were still open when the program ended");
    }
    connections.shutdown().await;
}

/// Answers in time, or says that there is no answer.
async fn in_time(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    let brings = request.method() == Method::POST && request.uri().path() == UPLOADS;
    let limit = if brings { limits.upload } else { limits.answer };
    let answer = tokio::time::timeout(limit, next.run(request)).await;
    answer.unwrap_or_else(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())
}

/// The next connection, once there is a place for it.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(tokio::net::TcpStream, SocketAddr, tokio::sync::OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => Some((stream, peer, place)),
        Err(error) => {
            tracing::warn!(%error, "a connection could not be taken");
            // Out of file handles, say: a little later some are free again.
            tokio::time::sleep(Duration::from_millis(100)).await;
            None
        }
    }
}
