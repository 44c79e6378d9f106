//! Why an address yielded no page: one code for each, the same in state, events and reports.

use crate::code::codes;

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

codes! {
    /// Why an address yielded no page.
    pub enum Reason,
    /// Whether trying again can help.
    fn hope -> Hope {
        /// The host refused the connection, or could not be reached.
        CannotConnect = "cannot-connect" => Hope::Retry,
        /// The host's name has no address.
        NoAddress = "no-address" => Hope::NextRun,
        /// The host's certificate is not valid, or no secure connection came about.
        InsecureTls = "insecure-tls" => Hope::NextRun,
        /// The connection ended before the answer did.
        Incomplete = "incomplete" => Hope::Retry,
        /// The answer was not complete in time.
        TimedOut = "timed-out" => Hope::Retry,
        /// What came was no HTTP.
        NotHttp = "not-http" => Hope::Retry,
        /// The status line and headers are more than is read.
        HeadTooLarge = "head-too-large" => Hope::None,
        /// The content coding could not be undone, or is not known.
        BrokenEncoding = "broken-encoding" => Hope::Retry,
        /// The host failed (500 and above).
        ServerError = "server-error" => Hope::Retry,
        /// The host asked to be left alone (429, 503).
        Busy = "busy" => Hope::Retry,
        /// robots.txt asks for a longer pause between requests than the configuration has patience for.
        SlowPace = "slow-pace" => Hope::NextRun,
        /// The host answered 200 with nothing.
        EmptyBody = "empty-body" => Hope::Retry,
        /// A redirect that leads nowhere.
        BadRedirect = "bad-redirect" => Hope::None,
        /// More redirects in a row than are followed.
        TooManyRedirects = "too-many-redirects" => Hope::None,
        /// A redirect out of the site's scope.
        RedirectOutOfScope = "redirect-out-of-scope" => Hope::None,
        /// The page does not exist (404).
        NotFound = "not-found" => Hope::None,
        /// The page does not exist any more (410).
        Gone = "gone" => Hope::None,
        /// The page is not for everyone (401, 403, 407, 451).
        Forbidden = "forbidden" => Hope::None,
        /// Another refusal of the host (400 to 499).
        ClientError = "client-error" => Hope::None,
        /// A status that has no meaning here.
        OddStatus = "odd-status" => Hope::None,
        /// The body is larger than is kept, as it was sent or when decoded.
        TooLarge = "too-large" => Hope::None,
        /// The body is of a type that holds no text.
        UnwantedType = "unwanted-type" => Hope::None,
        /// robots.txt says no.
        RobotsDisallowed = "robots-disallowed" => Hope::None,
        /// robots.txt could not be had, which is a no until it can (RFC 9309, 2.3.1.4).
        RobotsUnreachable = "robots-unreachable" => Hope::NextRun,
        /// The address is private, loopback, link-local or a metadata service's.
        PrivateAddress = "private-address" => Hope::None,
        /// Known from an earlier run, and not in the scope of any site now.
        OutOfScope = "out-of-scope" => Hope::None,
        /// The program failed over the answer.
        ProgramFailed = "program-failed" => Hope::NextRun,
        /// A feed or sitemap that could not be read as one.
        UnreadableList = "unreadable-list" => Hope::None,
    }
}
