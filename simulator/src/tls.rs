//! The TLS listener's certificate: made at the start, known to nobody, gone at the end.

use std::error::Error;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// Names on the certificate. Browsers in tests are told to ignore its issuer, not its names.
const NAMES: [&str; 7] = [
    "localhost",
    "127.0.0.1",
    "itglue.com",
    "*.itglue.com",
    "*.eu.itglue.com",
    "*.au.itglue.com",
    "*.rmm.datto.com",
];

/// A TLS configuration with a fresh self-signed certificate.
pub fn server_config() -> Result<Arc<ServerConfig>, Box<dyn Error>> {
    let made = rcgen::generate_simple_self_signed(NAMES.map(str::to_owned))?;
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
