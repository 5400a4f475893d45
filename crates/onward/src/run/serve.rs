//! `onward serve`: an instance in the browser, on the loopback address; a proxy adds TLS and the outside.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use instance::Instance;
use tokio::net::TcpListener;
use web::{Limits, PublicAddress, Settings};

use crate::cli::Serve;
use crate::fail::{Fail, Outcome};
use crate::{open, out};

pub async fn run(args: &Serve) -> Outcome {
    let instance = open::instance(&args.at).await?;
    serve(instance, args.port, args.public_url.clone().unwrap_or_else(PublicAddress::loopback)).await
}

/// Serves until the program is told to end; then waits for what is under way.
pub async fn serve(instance: Arc<Instance>, port: u16, public: PublicAddress) -> Outcome {
    let address = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port);
    let listener = TcpListener::bind(address).await.map_err(|error| {
        Fail::wrong(format!("port {port}: {error}")).help("`--port` takes another, 0 any that is free")
    })?;
    let address = listener.local_addr().map_err(Fail::wrong)?;
    out::line(format!("http://{address}/"));
    for (calendar, end) in instance.ending_calendars(&instance.in_force().await?) {
        out::say(format!("warning: calendar `{calendar}` ends {end}: working days after it cannot be counted"));
    }
    let router = web::router(Arc::clone(&instance), Settings::at(public));
    web::serve(listener, router, Limits::default(), told_to_end()).await;
    instance.close().await;
    Ok(())
}

async fn told_to_end() {
    let interrupted = tokio::signal::ctrl_c();
    let Ok(mut terminated) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        let _ = interrupted.await;
        return;
    };
    tokio::select! {
        _ = interrupted => {}
        _ = terminated.recv() => {}
    }
}
