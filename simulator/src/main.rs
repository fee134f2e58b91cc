//! Starts the simulator and says in one line of JSON where it listens.

mod help;

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum_server::tls_rustls::RustlsConfig;
use clap::{Parser, ValueEnum};
use simulator::{Options, Simulator};
use tenant::Tenant;
use tenant::synthetic::{self, Size};
use tokio::sync::oneshot;

/// IT Glue on this machine, with an invented MSP in it.
///
/// Prints one line of JSON when it listens: addresses, API keys, and everybody's login. What is written is kept in memory.
#[derive(Debug, Parser)]
#[command(
    name = "simulator",
    after_help = "--help shows how to begin, and lists the switches.",
    after_long_help = help::text()
)]
struct Arguments {
    /// Loopback address of the public API; port 0 takes free ports, port N takes N to N+4.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Which invented tenant.
    #[arg(long, value_enum, default_value_t = TenantKind::Demo)]
    tenant: TenantKind,
    /// Seed of the tenant; without it each kind has its own.
    #[arg(long)]
    seed: Option<u64>,
    /// Organizations of the synthetic tenant; from 200 on, with disasters.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=20_000))]
    organizations: Option<u32>,
    /// Configurations of the synthetic tenant, with two passwords each; ten for each organization if it is not said.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=200_000))]
    configurations: Option<u32>,
    /// File for the questions about the synthetic tenant with their right outcomes, one a line as JSON.
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,
    /// A switch, as name=value; may be repeated. They are listed below.
    #[arg(long = "set", value_name = "OPTION=VALUE")]
    set: Vec<String>,
    /// End when standard input ends, so that a crashed parent leaves nothing behind.
    #[arg(long)]
    until_stdin_closes: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum TenantKind {
    /// The hand-made tenant that documents and tests speak of.
    Demo,
    /// A tenant of any size, with fifteen kinds of disaster in it.
    Synthetic,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let simulator = Arc::new(Simulator::new(
        tenant_for(&arguments)?,
        options(&arguments.set)?,
    ));
    let ip = arguments.listen.ip();
    if !ip.is_loopback() {
        return Err("--listen takes a loopback address: the control port gives away values".into());
    }
    let port = |offset: u16| match arguments.listen.port() {
        0 => 0,
        first => first.saturating_add(offset),
    };
    let api = serve(ip, port(0), simulator::api_router(simulator.clone()))?;
    let web = serve(ip, port(1), simulator::web_router(simulator.clone()))?;
    let pages = serve(ip, port(2), simulator::pages_router(simulator.clone()))?;
    let tls = serve_tls(ip, port(3), simulator::tls_router(simulator.clone()))?;
    let control = serve(ip, port(4), simulator::control_router(simulator.clone()))?;
    simulator.set_web_url(format!("http://{web}"));
    let warmed = simulator.clone();
    std::thread::spawn(move || warmed.warm());
    let line = {
        let credentials = simulator::credentials(&simulator);
        let technician = tenant::people::TECHNICIAN;
        let tenant = simulator.tenant();
        let access = simulator.access();
        serde_json::json!({
            "url": format!("http://{api}"),
            "web_url": format!("http://{web}"),
            "pages_url": format!("http://{pages}"),
            "tls_port": tls.port(),
            "control_url": format!("http://{control}"),
            "api_key": access.key("api_key"),
            "api_key_without_passwords": access.key("api_key_without_passwords"),
            "email": tenant.people.user(technician).map(|user| user.email.clone()),
            "password": tenant::people::login_password(tenant.seed, technician),
            "users": credentials["users"],
            "keys": credentials["keys"],
        })
    };
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()?;
    drop(out);
    wait_for_the_end(arguments.until_stdin_closes).await
}

fn tenant_for(arguments: &Arguments) -> Result<Tenant, Box<dyn Error>> {
    let is_sized = arguments.organizations.is_some() || arguments.configurations.is_some();
    match arguments.tenant {
        TenantKind::Demo if is_sized || arguments.truth.is_some() => {
            Err("--organizations, --configurations and --truth go with --tenant synthetic".into())
        }
        TenantKind::Demo => {
            let seed = arguments.seed.unwrap_or(tenant::fixtures::DEMO_SEED);
            Ok(tenant::demo_with_seed(seed))
        }
        TenantKind::Synthetic => {
            let mut size = match arguments.organizations {
                Some(n) => Size::of(usize::try_from(n)?),
                None => Size::FULL,
            };
            if let Some(n) = arguments.configurations {
                size = size.with_configurations(usize::try_from(n)?);
            }
            let seed = arguments.seed.unwrap_or(synthetic::DEFAULT_SEED);
            let (tenant, truth) = synthetic::tenant(seed, size);
            if let Some(path) = &arguments.truth {
                let mut file = BufWriter::new(File::create(path)?);
                truth.write_jsonl(&mut file)?;
                file.flush()?;
            }
            Ok(tenant)
        }
    }
}

fn options(settings: &[String]) -> Result<Options, String> {
    let mut options = Options::default();
    for setting in settings {
        let (name, value) = setting
            .split_once('=')
            .ok_or_else(|| format!("--set takes option=value, not {setting}"))?;
        options.set(name, value)?;
    }
    Ok(options)
}

fn bind(ip: IpAddr, port: u16) -> std::io::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind((ip, port))
        .map_err(|reason| std::io::Error::other(format!("{ip}:{port}: {reason}")))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

fn serve(ip: IpAddr, port: u16, router: Router) -> Result<SocketAddr, Box<dyn Error>> {
    let (listener, address) = bind(ip, port)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

fn serve_tls(ip: IpAddr, port: u16, router: Router) -> Result<SocketAddr, Box<dyn Error>> {
    let (listener, address) = bind(ip, port)?;
    let config = RustlsConfig::from_config(simulator::server_config()?);
    let server = axum_server::from_tcp_rustls(listener, config)?;
    tokio::spawn(async move { server.serve(router.into_make_service()).await });
    Ok(address)
}

async fn wait_for_the_end(until_stdin_closes: bool) -> Result<(), Box<dyn Error>> {
    let (closed, stdin_closed) = oneshot::channel::<()>();
    if until_stdin_closes {
        // A thread, because a blocked read of standard input would keep the runtime from ending.
        std::thread::spawn(move || {
            let mut rest = [0_u8; 1_024];
            let mut stdin = std::io::stdin();
            while matches!(stdin.read(&mut rest), Ok(n) if n > 0) {}
            let _ = closed.send(());
        });
    } else {
        std::mem::forget(closed);
    }
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    #[cfg(unix)]
    let terminated = async move { terminate.recv().await };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<Option<()>>();
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated => {}
        _ = stdin_closed => {}
    }
    Ok(())
}
