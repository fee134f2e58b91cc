//! Everything that can go wrong, with the words for it in one place: what happened, and what to do next.

use crate::Region;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a request was not answered. Carries no secret and no body of an answer. `code` is the contract.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, Error)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Failure {
    /// No connection.
    #[error("Gluepane isn’t connected to IT Glue. Open the options and connect.")]
    NotConnected,
    /// 401 or 403 for the key itself.
    #[error(
        "That key didn’t work. Check that all of it was copied, that it is active in IT Glue (Account > Settings > API Keys; unused keys are revoked after 90 days), and that your address is allowed under Account > Settings > IP Access Control."
    )]
    KeyRefused,
    /// 401 or 403 for a key that worked before.
    #[error(
        "That key didn’t work. It did before, so it was paused, revoked, or unused for 90 days. Look at it in IT Glue (Account > Settings > API Keys), then connect again."
    )]
    KeyRevoked,
    /// The address that we ask from is not on the account's list.
    #[error(
        "IT Glue doesn’t accept requests from your network address. Check that your VPN is on, and Account > Settings > IP Access Control."
    )]
    AddressNotAllowed,
    /// The plan or the account has no such thing.
    #[error("This isn’t part of your IT Glue plan, or isn’t turned on for this connection.")]
    NotEnabled,
    /// The user's sign-in has ended.
    #[error("Your IT Glue sign-in has ended. Sign in again.")]
    SignedOut,
    /// 400, 422 and the like.
    #[error("IT Glue didn’t accept this (HTTP {status}{}{messages}). Nothing was changed.", if messages.is_empty() { "" } else { ": " })]
    Rejected {
        /// The HTTP status.
        status: u16,
        /// What IT Glue says of it, no value in it.
        messages: String,
    },
    /// A write whose answer was lost.
    #[error(
        "IT Glue didn’t confirm this, so it may have been created all the same. Look in IT Glue before you try again."
    )]
    Unconfirmed,
    /// A write that was done in another way than asked.
    #[error(
        "It was created in IT Glue (id {id}), but {what} isn’t as it should be. Check it in IT Glue; Gluepane deletes nothing."
    )]
    NotAsSent {
        /// The new record's id.
        id: String,
        /// What differs.
        what: String,
    },
    /// The key works in another region.
    #[error("Wrong region selected. This key belongs to the {} region.", region_name(*.region))]
    WrongRegion {
        /// Where it works.
        region: Region,
    },
    /// No connection to the address.
    #[error("Can’t reach {host}. Check the address, your network and VPN, then try again.")]
    Unreachable {
        /// The host name.
        host: String,
    },
    /// Something else answers there.
    #[error(
        "{host} answered, but not as IT Glue does. Check the API address; a proxy or a sign-in page of your network may be in between."
    )]
    NotItGlue {
        /// The host name.
        host: String,
    },
    /// The address forwards elsewhere; the key was not sent along.
    #[error(
        "{host} forwards to another address. Gluepane didn’t follow, so that the key stays where you sent it. Enter the final API address."
    )]
    Redirected {
        /// The host name.
        host: String,
    },
    /// The key is another account's.
    #[error(
        "This key belongs to {found}, but Subdomain says {expected}. Correct the subdomain or use a key of that account."
    )]
    WrongSubdomain {
        /// As typed.
        expected: String,
        /// As IT Glue says.
        found: String,
    },
    /// A field of the form can't be used.
    #[error("{text}")]
    BadForm {
        /// `subdomain`, `api_address` or `api_key`.
        field: String,
        /// What to do.
        text: String,
    },
    /// The key has no password access.
    #[error(
        "This API key has no Password Access, so values can’t be read. Everything else works. An administrator can turn on Password Access for a key in IT Glue."
    )]
    NoPasswordAccess,
    /// The choice to reveal with an account-wide key was not made.
    #[error(
        "Reading values with this account-wide key is turned off. Turn it on in Gluepane’s options, or open the password in IT Glue."
    )]
    ValuesOff,
    /// This record is not for this credential.
    #[error("IT Glue doesn’t permit this for you. Ask an IT Glue administrator if you need it.")]
    NotPermitted,
    /// Gone.
    #[error("It is no longer in IT Glue. It may have been deleted or moved; reload the page.")]
    NotFound,
    /// 429.
    #[error("IT Glue is busy: your account’s request limit is used up. Try again in {} s.", wait_ms.unwrap_or(60_000).div_ceil(1000))]
    RateLimited {
        /// If IT Glue said so.
        wait_ms: Option<u32>,
    },
    /// The page shows another client or device all the time: a guard of ours, not IT Glue's limit.
    #[error("This page keeps changing. Gluepane looks again in {} s.", wait_ms.div_ceil(1000))]
    TooManyChanges {
        /// When there is room for a question again.
        wait_ms: u32,
    },
    /// 5xx.
    #[error("IT Glue has a problem at the moment (HTTP {status}). Try again shortly.")]
    ServiceDown {
        /// The HTTP status.
        status: u16,
    },
    /// An answer that can't be understood. `at` says where, never what.
    #[error("IT Glue sent an answer that Gluepane doesn’t understand ({at}). Please report it.")]
    Malformed {
        /// Which part of which answer.
        at: String,
    },
    /// The page has moved on.
    #[error("The page shows something else now. Nothing was done; look again and repeat.")]
    Outdated,
    /// No organization is linked, so nothing of it can be read.
    #[error("It isn’t certain which client this page is about. Choose the organization first.")]
    NotLinked,
    /// The value is in IT Glue's vault.
    #[error(
        "This password is in IT Glue’s vault. Open it in IT Glue and enter the passphrase there."
    )]
    Vaulted,
    /// There is nothing to copy.
    #[error("This record has no {what}.")]
    Empty {
        /// "username" or "password".
        what: String,
    },
    /// The browser refused the clipboard.
    #[error("The browser didn’t let Gluepane use the clipboard. Try again.")]
    Clipboard,
    /// The browser's storage is full or can't be read.
    #[error("The browser’s storage for Gluepane can’t be used ({detail}). Nothing was lost.")]
    Store {
        /// The cause, of the browser's making.
        detail: String,
    },
    /// Something is stored by a newer Gluepane.
    #[error("Your settings were saved by a newer Gluepane. Update this one; nothing was changed.")]
    StoreNewer,
    /// Not for this caller.
    #[error("This page may not ask for that.")]
    Refused,
    /// A fault of ours.
    #[error("Gluepane has stumbled. Try again; if it happens once more, reload the page.")]
    Internal,
    /// The background did not answer in time (said by a page, not by the background).
    #[error("Gluepane took too long to answer. Try again.")]
    NoAnswer,
}

/// The region's name as IT Glue writes it.
fn region_name(region: Region) -> &'static str {
    match region {
        Region::Us => "US",
        Region::Eu => "EU",
        Region::Au => "AU",
        Region::Custom => "custom",
    }
}
