//! Users, their tokens, and the web site.

use axum::body::Body;
use axum::http::{Request, header};

use super::{Answer, Demo, send};

/// Headers as name and value.
pub(crate) type Headers<'a> = &'a [(&'a str, &'a str)];

impl Demo {
    /// An access token of a user who has just signed in.
    pub(crate) fn token_of(&self, user_id: u64) -> String {
        let tenant = self.simulator.tenant();
        let user = tenant.people.user(user_id).unwrap();
        let options = self.simulator.options().clone();
        let mut sessions = self.simulator.sessions();
        let session = sessions.open(user_id);
        sessions.access_token(session, user, &options)
    }

    /// The cookie of a browser in which a user has just signed in, as name and value.
    pub(crate) fn cookie_of(&self, user_id: u64) -> String {
        let mut sessions = self.simulator.sessions();
        let session = sessions.open(user_id);
        format!("{}={}", simulator::COOKIE, sessions.cookie(session))
    }

    /// GET from the web API as a user; `path` is that of the public API.
    pub(crate) async fn get_as(&self, user_id: u64, path: &str) -> Answer {
        let token = format!("Bearer {}", self.token_of(user_id));
        self.web(
            "GET",
            &format!("/api{path}"),
            &[("authorization", &token)],
            "",
        )
        .await
    }

    /// GET from the web site with a user's cookie.
    pub(crate) async fn visit_as(&self, user_id: u64, path: &str) -> Answer {
        let cookie = self.cookie_of(user_id);
        self.web("GET", path, &[("cookie", &cookie)], "").await
    }

    /// A request to the web site.
    pub(crate) async fn web(
        &self,
        method: &str,
        path: &str,
        headers: Headers<'_>,
        body: &str,
    ) -> Answer {
        let router = simulator::web_router(self.simulator.clone());
        send(router, request(method, path, "127.0.0.1:9", headers, body)).await
    }

    /// A request to the public API.
    pub(crate) async fn api(&self, method: &str, path: &str, headers: Headers<'_>) -> Answer {
        let router = simulator::api_router(self.simulator.clone());
        send(router, request(method, path, "127.0.0.1:9", headers, "")).await
    }

    /// A request to the TLS listener.
    pub(crate) async fn tls(
        &self,
        method: &str,
        host: &str,
        path: &str,
        headers: Headers<'_>,
        body: &str,
    ) -> Answer {
        let router = simulator::tls_router(self.simulator.clone());
        send(router, request(method, path, host, headers, body)).await
    }
}

fn request(method: &str, path: &str, host: &str, headers: Headers, body: &str) -> Request<Body> {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, host);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::from(body.to_owned())).unwrap()
}
