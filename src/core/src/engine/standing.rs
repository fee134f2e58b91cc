//! Whether IT Glue still takes the connection. What it said last is kept for the options, which ask nothing by
//! themselves; the key and everything else stays as it is, because no error deletes anything.

use super::records::REFUSED;
use super::{Engine, Ports, Shelf, failure};
use gluepane_protocol::{Answer, Event, Failure, PanelState, Response};

impl<P: Ports> Engine<P> {
    /// Takes note of what an answer to a page says of it: refused, or taken since the last one.
    pub(super) fn note_standing<'a>(
        &'a self,
        answer: &Answer,
    ) -> Option<impl Future<Output = Result<(), Failure>> + 'a> {
        let refused = refusal(answer);
        {
            let mut memory = self.memory.borrow_mut();
            let was_taken = core::mem::take(&mut memory.was_taken);
            let says_nothing = refused.is_none() && !was_taken;
            if says_nothing || memory.refused == refused || memory.connection.is_none() {
                return None;
            }
            memory.refused = refused;
        }
        self.tell(&Event::ConnectionChanged);
        // A full store: after a kill the next refusal says it again.
        Some(self.save(Shelf::Session, REFUSED, &refused))
    }

    /// Asks the cheapest question there is.
    pub(super) async fn check_connection(&self) -> Result<(), Failure> {
        let connection = self.connection()?;
        let asked = connection.client(self).probe_organizations().await;
        asked.map_err(|error| failure(error, connection.host()))?;
        Ok(())
    }
}

/// What IT Glue says when it no longer takes a connection.
const REFUSALS: [Failure; 3] = [
    Failure::KeyRevoked,
    Failure::AddressNotAllowed,
    Failure::SignedOut,
];

/// Its place among [`REFUSALS`], which is what is stored: appended to, never reordered.
pub(super) type Refusal = u32;

/// In words.
pub(super) fn words(refusal: Refusal) -> Option<Failure> {
    REFUSALS.get(refusal as usize).cloned()
}

fn refusal(answer: &Answer) -> Option<Refusal> {
    let failure = match answer {
        Answer::Failed { failure } => failure,
        Answer::Ok { response } => match response.as_ref() {
            Response::Panel { view } => match &view.state {
                PanelState::Failed { failure } => failure,
                _ => return None,
            },
            _ => return None,
        },
    };
    let place = REFUSALS.iter().position(|known| known == failure);
    place.map(|place| place as Refusal)
}
