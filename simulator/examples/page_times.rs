//! How long a page of 1,000 rows takes in a tenant of full size: 20,000 organizations, 200,000 configurations, 400,000
//! passwords. Prints one line a request: the first answer and the median of the next ones by the clock on the wall, and the
//! median of the processor's time, which a busy machine leaves alone.
//!
//! ```sh
//! cargo run --release -p simulator --example page_times
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that cannot be made may stop, and tells its figures"
)]

use std::sync::Arc;
use std::time::Instant;

use axum::body::{Body, to_bytes};
use axum::http::Request;
use simulator::{Options, Simulator};
use tenant::{Configuration, Organization, Password, Tenant};
use tower::ServiceExt;

const ORGANIZATIONS: u64 = 20_000;
const CONFIGURATIONS: u64 = 200_000;
const PASSWORDS: u64 = 400_000;

/// The demo's rows, multiplied; ids leave room for those that are there.
fn tenant() -> Tenant {
    let mut tenant = tenant::demo();
    let organizations = tenant.organizations.clone();
    let configurations = tenant.configurations.clone();
    let passwords = tenant.passwords.clone();
    let owner = |n: u64| 1_000_000_000_000 + n * n % ORGANIZATIONS;
    let nth = |rows: usize, n: u64| n as usize % rows;
    tenant.organizations = (0..ORGANIZATIONS)
        .map(|n| Organization {
            id: 1_000_000_000_000 + n,
            name: format!("{} {n}", organizations[nth(organizations.len(), n)].name),
            parent_id: None,
            ancestor_ids: Vec::new(),
            ..organizations[nth(organizations.len(), n)].clone()
        })
        .collect();
    tenant.configurations = (0..CONFIGURATIONS)
        .map(|n| {
            let row = configurations[nth(configurations.len(), n)].clone();
            let mut interfaces = row.interfaces.clone();
            for interface in &mut interfaces {
                interface.id = 3_000_000_000_000 + n;
            }
            Configuration {
                id: 2_000_000_000_000 + n,
                organization_id: owner(n),
                name: format!("{}-{n}", row.name),
                interfaces,
                ..row
            }
        })
        .collect();
    tenant.passwords = (0..PASSWORDS)
        .map(|n| Password {
            id: 4_000_000_000_000 + n,
            organization_id: owner(n / 2),
            configuration_id: Some(2_000_000_000_000 + n / 2).filter(|_| n % 3 > 0),
            embedded_in: None,
            trait_id: None,
            ..passwords[nth(passwords.len(), n)].clone()
        })
        .collect();
    tenant
}

#[tokio::main]
async fn main() {
    let mut options = Options::default();
    options.set("rate_limit", "1000000").unwrap();
    let simulator = Arc::new(Simulator::new(tenant(), options));
    let began = Instant::now();
    simulator.warm();
    println!("warmed in {} ms", began.elapsed().as_millis());
    let last = ORGANIZATIONS / 1_000;
    for path in [
        "/organizations?page[size]=1000".to_owned(),
        format!("/organizations?page[size]=1000&page[number]={last}&sort=name"),
        "/organizations?page[size]=1000&include=adapters_resources".to_owned(),
        "/configurations?page[size]=1000".to_owned(),
        "/configurations?page[size]=1000&page[number]=100&sort=name".to_owned(),
        "/configurations?page[size]=1000&page[number]=100&sort=-updated_at".to_owned(),
        "/configurations?page[size]=1000&include=rmm_records,configuration_interfaces".to_owned(),
        "/configurations?page[size]=1000&include=passwords".to_owned(),
        "/configurations?page[size]=1000&filter[archived]=false&sort=name".to_owned(),
        "/configurations?filter[serial_number]=7XK3QW2".to_owned(),
        "/configurations?filter[rmm_id]=410001&filter[rmm_integration_type]=aem".to_owned(),
        "/configurations?filter[organization_id]=1000000000009".to_owned(),
        "/configurations/2000000012345?include=rmm_records,passwords".to_owned(),
        "/passwords?page[size]=1000".to_owned(),
        "/passwords?page[size]=1000&page[number]=400&sort=name".to_owned(),
        "/passwords?page[size]=1000&sort=-updated_at".to_owned(),
        "/passwords?page[size]=1000&filter[name]=Domain%20admin&sort=name".to_owned(),
        "/passwords?filter[cached_resource_name]=HDG-DC01-8".to_owned(),
        "/organizations/1000000000009/relationships/passwords?sort=name".to_owned(),
        "/configuration_types".to_owned(),
    ] {
        let first = time(&simulator, &path).await;
        let mut walls = Vec::new();
        let mut processors = Vec::new();
        for _ in 0..9 {
            let next = time(&simulator, &path).await;
            walls.push(next.wall_ms);
            processors.push(next.processor_ms);
        }
        walls.sort_by(f64::total_cmp);
        processors.sort_by(f64::total_cmp);
        println!(
            "{:7.1} ms first, {:6.1} ms median, {:6.1} ms processor, {:9} bytes  {path}",
            first.wall_ms, walls[4], processors[4], first.n_bytes
        );
    }
    after_writes(&simulator).await;
}

/// What the next lists cost after somebody has written: the first write also parts the tenant from its pristine copy.
async fn after_writes(simulator: &Arc<Simulator>) {
    let lists = [
        (
            "passwords",
            PASSWORD,
            "/passwords?page[size]=1000&sort=-updated_at",
        ),
        (
            "configurations",
            CONFIGURATION,
            "/configurations?page[size]=1000&sort=name",
        ),
    ];
    for (word, id, list) in lists {
        for nth in ["first", "second"] {
            let body = format!(r#"{{"data": {{"attributes": {{"notes": "{nth}"}}}}}}"#);
            let write = Request::patch(format!("/{word}/{id}"))
                .header("content-type", "application/vnd.api+json")
                .body(Body::from(body));
            let write = ask(simulator, write.unwrap()).await;
            let read = time(simulator, list).await;
            println!(
                "{:7.1} ms {nth} write, {:6.1} ms list after it  {list}",
                write.wall_ms, read.wall_ms
            );
        }
    }
}

const PASSWORD: u64 = 4_000_000_012_345;
const CONFIGURATION: u64 = 2_000_000_012_345;

struct Times {
    wall_ms: f64,
    processor_ms: f64,
    n_bytes: usize,
}

/// What this thread, which answers as well as asks, has had of a processor. 0 where there is no such file.
fn processor_ms() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let ns: Option<f64> = told
        .split_whitespace()
        .next()
        .and_then(|text| text.parse().ok());
    ns.unwrap_or(0.0) / 1e6
}

async fn time(simulator: &Arc<Simulator>, path: &str) -> Times {
    let request = Request::get(path).body(Body::empty()).unwrap();
    ask(simulator, request).await
}

async fn ask(simulator: &Arc<Simulator>, mut request: Request<Body>) -> Times {
    let path = request.uri().to_string();
    let key = simulator.access().key("api_key").parse().unwrap();
    request.headers_mut().insert("x-api-key", key);
    let (began, processor_began) = (Instant::now(), processor_ms());
    let answer = simulator::api_router(simulator.clone())
        .oneshot(request)
        .await
        .unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    Times {
        wall_ms: began.elapsed().as_secs_f64() * 1_000.0,
        processor_ms: processor_ms() - processor_began,
        n_bytes: body.len(),
    }
}
