//! Bodies that break or dawdle.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Bytes;
use http_body::Frame;
use tokio::time::Sleep;

/// Without a pause hyper would drop the head and the first half together with the connection.
const BREAK_AFTER: Duration = Duration::from_millis(50);
/// Pieces of a dripping body.
const N_PIECES: usize = 10;

/// Perhaps one frame, then an error: hyper closes the connection.
pub(super) struct Broken {
    left: Option<Bytes>,
    pause: Option<Pin<Box<Sleep>>>,
}

impl Broken {
    /// Breaks before hyper has written anything, the head included.
    pub(super) fn at_once() -> Self {
        Self {
            left: None,
            pause: None,
        }
    }

    /// Breaks when these bytes are out.
    pub(super) fn after(bytes: Bytes) -> Self {
        Self {
            left: Some(bytes),
            pause: Some(Box::pin(tokio::time::sleep(BREAK_AFTER))),
        }
    }
}

impl http_body::Body for Broken {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        if let Some(bytes) = self.left.take() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        if let Some(pause) = self.pause.as_mut() {
            ready!(pause.as_mut().poll(context));
        }
        Poll::Ready(Some(Err(std::io::Error::other("cut by a fault"))))
    }
}

/// Everything, in pieces with a pause before each.
pub(super) struct Dripping {
    left: Bytes,
    piece_bytes: usize,
    every: Duration,
    pause: Pin<Box<Sleep>>,
}

impl Dripping {
    pub(super) fn new(bytes: Bytes, every: Duration) -> Self {
        Self {
            piece_bytes: bytes.len().div_ceil(N_PIECES).max(1),
            left: bytes,
            every,
            pause: Box::pin(tokio::time::sleep(every)),
        }
    }
}

impl http_body::Body for Dripping {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        if self.left.is_empty() {
            return Poll::Ready(None);
        }
        ready!(self.pause.as_mut().poll(context));
        let n_bytes = self.piece_bytes.min(self.left.len());
        let piece = self.left.split_to(n_bytes);
        self.pause = Box::pin(tokio::time::sleep(self.every));
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }
}
