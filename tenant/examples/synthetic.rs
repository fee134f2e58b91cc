//! Makes a synthetic tenant and prints what is in it: `synthetic [SEED [ORGANIZATIONS [truth.jsonl]]]`.
//!
//! `cargo run --release -p tenant --example synthetic`

#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::time::Instant;

use tenant::Configuration;
use tenant::synthetic::{self, DEFAULT_SEED, Size, given};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let seed = match arguments.next() {
        Some(seed) => seed.parse()?,
        None => DEFAULT_SEED,
    };
    let size = match arguments.next() {
        Some(organizations) => Size::of(organizations.parse()?),
        None => Size::FULL,
    };
    let began = Instant::now();
    let (tenant, truth) = synthetic::tenant(seed, size);
    println!("made in {} ms", began.elapsed().as_millis());
    let n_configurations = tenant.configurations.len();
    println!(
        "{} organizations, {n_configurations} configurations, {} passwords, {} questions",
        tenant.organizations.len(),
        tenant.passwords.len(),
        truth.questions.len(),
    );

    let mut per_organization: BTreeMap<u64, usize> =
        tenant.organizations.iter().map(|row| (row.id, 0)).collect();
    for row in &tenant.configurations {
        *per_organization.entry(row.organization_id).or_default() += 1;
    }
    let mut sizes: Vec<usize> = per_organization.into_values().collect();
    sizes.sort_unstable();
    let at = |share: f64| sizes[(sizes.len() as f64 * share) as usize];
    println!(
        "configurations per organization: median {}, 99th percentile {}, largest {:?}",
        at(0.5),
        at(0.99),
        sizes.last()
    );

    let percent = |name: &str, keep: &dyn Fn(&Configuration) -> bool| {
        let n = tenant.configurations.iter().filter(|row| keep(row)).count();
        println!(
            "{name:>14}: {:5.1} %",
            100.0 * n as f64 / n_configurations as f64
        );
    };
    percent("serial", &|row| given(&row.serial_number).is_some());
    percent("MAC", &|row| given(&row.mac_address).is_some());
    percent("hostname", &|row| given(&row.hostname).is_some());
    percent("address", &|row| given(&row.primary_ip).is_some());
    percent("archived", &|row| row.archived);
    for kind in &tenant.dictionaries.configuration_types {
        percent(kind.kind, &|row| row.type_id == kind.id);
    }
    for name in ["DC01", "SRV01"] {
        let n = tenant
            .configurations
            .iter()
            .filter(|row| row.hostname.as_deref() == Some(name))
            .count();
        println!("{name:>14}: {n}");
    }
    let n_embedded = tenant
        .passwords
        .iter()
        .filter(|row| row.configuration_id.is_some())
        .count();
    println!("passwords: {n_embedded} embedded");

    let mut planted: BTreeMap<_, (usize, usize, usize)> = BTreeMap::new();
    for plant in &truth.plants {
        let row = planted.entry((plant.disaster, plant.kind)).or_default();
        row.0 += 1;
        row.1 += plant.organizations.len();
        row.2 += plant.configurations.len();
    }
    for ((disaster, kind), (n, n_organizations, n_devices)) in planted {
        println!(
            "{disaster:?} {kind}: {n} planted, {n_organizations} organizations, {n_devices} configurations"
        );
    }
    let mut asked: BTreeMap<_, usize> = BTreeMap::new();
    for question in &truth.questions {
        *asked
            .entry((
                question.disaster,
                question.case,
                question.page.place.is_trusted(),
                question.outcome,
            ))
            .or_default() += 1;
    }
    for ((disaster, case, is_trusted, outcome), n) in asked {
        let place = if is_trusted { "trusted" } else { "untrusted" };
        println!("{disaster:?} {case}, {place}: {outcome:?} {n}");
    }
    if let Some(path) = arguments.next() {
        let mut out = BufWriter::new(File::create(path)?);
        truth.write_jsonl(&mut out)?;
        out.flush()?;
    }
    Ok(())
}
