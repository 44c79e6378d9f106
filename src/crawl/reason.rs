//! Why an address yielded no page: one code for each, the same in state, events and reports.

use serde::Serialize;
use std::fmt;

/// Whether trying again can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hope {
    /// The cause may pass by itself; tried again in this run and the next, and the run is partial until it has passed.
    Retry,
    /// The cause may pass, but not within minutes; tried again in the next run, and this one is partial.
    NextRun,
    /// What was answered, or what was configured, is an answer. Looked at again when a known page would be.
    None,
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident $code:literal $hope:ident,)+) => {
        /// Why an address yielded no page.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Reason {
            $($(#[$doc])* $name,)+
        }

        impl Reason {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The name that state and reports have for it.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// The one of that name.
            pub fn of_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|reason| reason.code() == code)
            }

            /// Whether trying again can help.
            pub fn hope(self) -> Hope {
                match self {
                    $(Self::$name => Hope::$hope,)+
                }
            }
        }
    };
}

reasons! {
    /// The host refused the connection, or could not be reached.
    CannotConnect "cannot-connect" Retry,
    /// The host's name has no address.
    NoAddress "no-address" NextRun,
    /// The host's certificate is not valid, or no secure connection came about.
    InsecureTls "insecure-tls" NextRun,
    /// The connection ended before the answer did.
    Incomplete "incomplete" Retry,
    /// The answer was not complete in time.
    TimedOut "timed-out" Retry,
    /// What came was no HTTP.
    NotHttp "not-http" Retry,
    /// The status line and headers are more than is read.
    HeadTooLarge "head-too-large" None,
    /// The content coding could not be undone, or is not known.
    BrokenEncoding "broken-encoding" Retry,
    /// The host failed (500 and above).
    ServerError "server-error" Retry,
    /// The host asked to be left alone (429, 503).
    Busy "busy" Retry,
    /// robots.txt asks for a longer pause between requests than the configuration has patience for.
    SlowPace "slow-pace" NextRun,
    /// The host answered 200 with nothing.
    EmptyBody "empty-body" Retry,
    /// A redirect that leads nowhere.
    BadRedirect "bad-redirect" None,
    /// More redirects in a row than are followed.
    TooManyRedirects "too-many-redirects" None,
    /// A redirect out of the site's scope.
    RedirectOutOfScope "redirect-out-of-scope" None,
    /// The page does not exist (404).
    NotFound "not-found" None,
    /// The page does not exist any more (410).
    Gone "gone" None,
    /// The page is not for everyone (401, 403, 407, 451).
    Forbidden "forbidden" None,
    /// Another refusal of the host (400 to 499).
    ClientError "client-error" None,
    /// A status that has no meaning here.
    OddStatus "odd-status" None,
    /// The body is larger than is kept, as it was sent or when decoded.
    TooLarge "too-large" None,
    /// The body is of a type that holds no text.
    UnwantedType "unwanted-type" None,
    /// robots.txt says no.
    RobotsDisallowed "robots-disallowed" None,
    /// robots.txt could not be had, which is a no until it can (RFC 9309, 2.3.1.4).
    RobotsUnreachable "robots-unreachable" NextRun,
    /// The address is private, loopback, link-local or a metadata service's.
    PrivateAddress "private-address" None,
    /// Known from an earlier run, and not in the scope of any site now.
    OutOfScope "out-of-scope" None,
    /// The program failed over the answer.
    ProgramFailed "program-failed" NextRun,
    /// A feed or sitemap that could not be read as one.
    UnreadableList "unreadable-list" None,
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::Reason;

    #[test]
    fn codes_are_unique_and_the_same_in_json() {
        let mut codes: Vec<_> = Reason::ALL.iter().map(|reason| reason.code()).collect();
        for reason in Reason::ALL {
            let json = serde_json::to_string(reason).expect("a code");
            assert_eq!(json, format!("\"{}\"", reason.code()));
            assert_eq!(Reason::of_code(reason.code()), Some(*reason));
        }
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Reason::ALL.len());
    }
}
