//! The clock of one host: when the next request may begin.
//!
//! Runs on the monotonic clock, so that a jump of the wall clock makes no host wait longer, or not at all.

use crate::crawl::reason::Reason;
use std::time::{Duration, Instant};

/// So many failures to connect, or requests to be left alone, in a row, and the host is left to the next run.
const PATIENT_FOR: u32 = 5;
/// So many answers in a row that are failures, and the host is left to the next run: more than one address has attempts.
const FAILING_FOR: u32 = 8;
/// A pause after failures grows no longer than this, unless the host asks for more.
const LONGEST_BACKOFF: Duration = Duration::from_secs(600);
/// A host that asks to be left alone is taken at its word for so long, over the end of a run too.
pub(super) const LONGEST_REST: Duration = Duration::from_secs(24 * 3600);

/// How an answer bears on its host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pressure {
    /// The host is well.
    None,
    /// The host answers, and fails.
    Failing(Reason),
    /// The host does not answer.
    Unreachable(Reason),
    /// The host asked to be left alone, for a time if it gave one.
    Busy(Option<Duration>),
}

/// When a host may be asked again.
#[derive(Debug)]
pub(super) struct HostClock {
    delay: Duration,
    connections: u32,
    backoff: Duration,
    patience: Duration,
    in_flight: u32,
    next: Instant,
    failures: u32,
}

impl HostClock {
    /// A clock whose first request may begin at `next`.
    pub(super) fn new(
        delay: Duration,
        connections: u32,
        backoff: Duration,
        patience: Duration,
        next: Instant,
    ) -> Self {
        Self {
            delay,
            connections,
            backoff,
            patience,
            in_flight: 0,
            next,
            failures: 0,
        }
    }

    /// Keeps the pace that robots.txt asks for, one request after another, if it is slower than ours.
    ///
    /// # Errors
    /// It is slower than we have patience for: the host is to be left alone for the rest of the run.
    pub(super) fn slow_to(&mut self, delay: Duration) -> Result<(), Reason> {
        if delay > self.patience {
            return Err(Reason::SlowPace);
        }
        self.delay = self.delay.max(delay);
        self.connections = 1;
        Ok(())
    }

    /// When the next request may begin; none while all connections are at work.
    pub(super) fn opens(&self) -> Option<Instant> {
        (self.in_flight < self.connections).then_some(self.next)
    }

    /// When the next request may begin, leaving aside those at work.
    pub(super) fn next(&self) -> Instant {
        self.next
    }

    /// A request begins.
    pub(super) fn begin(&mut self, now: Instant) {
        self.in_flight += 1;
        self.next = self.next.max(now + self.delay);
    }

    /// A request has ended.
    ///
    /// # Errors
    /// The host is to be left alone for the rest of the run.
    pub(super) fn end(&mut self, now: Instant, pressure: Pressure) -> Result<(), Reason> {
        self.in_flight = self.in_flight.saturating_sub(1);
        let (reason, patient_for, asked) = match pressure {
            Pressure::None => {
                self.failures = 0;
                return Ok(());
            }
            Pressure::Failing(reason) => (reason, FAILING_FOR, Duration::ZERO),
            Pressure::Unreachable(reason) => (reason, PATIENT_FOR, Duration::ZERO),
            Pressure::Busy(asked) => (Reason::Busy, PATIENT_FOR, asked.unwrap_or_default()),
        };
        self.failures += 1;
        let doubled = self
            .backoff
            .saturating_mul(1 << (self.failures - 1).min(16));
        let backoff = doubled.min(LONGEST_BACKOFF);
        let rest = backoff.min(self.patience).max(asked.min(LONGEST_REST));
        self.next = self.next.max(now + rest);
        let is_failing = matches!(pressure, Pressure::Failing(_));
        let is_too_long = asked.max(backoff) > self.patience && !is_failing;
        if is_too_long || self.failures >= patient_for {
            return Err(reason);
        }
        Ok(())
    }
}

/// The pause before the next attempt at an address that has failed `attempts` times.
pub(super) fn pause_after(attempts: u32, backoff: Duration) -> Duration {
    let doubled = backoff.saturating_mul(1 << attempts.saturating_sub(1).min(16));
    doubled.min(LONGEST_BACKOFF)
}

#[cfg(test)]
mod tests {
    use super::{HostClock, Pressure};
    use crate::crawl::reason::Reason;
    use std::time::{Duration, Instant};

    const SECOND: Duration = Duration::from_secs(1);

    fn clock(connections: u32) -> (HostClock, Instant) {
        let now = Instant::now();
        (
            HostClock::new(2 * SECOND, connections, 5 * SECOND, 600 * SECOND, now),
            now,
        )
    }

    #[test]
    fn requests_keep_their_distance() {
        let (mut clock, now) = clock(2);
        clock.begin(now);
        assert_eq!(clock.opens(), Some(now + 2 * SECOND));
        clock.begin(now + 2 * SECOND);
        assert_eq!(clock.opens(), None);
        assert_eq!(clock.end(now + 3 * SECOND, Pressure::None), Ok(()));
        assert_eq!(clock.opens(), Some(now + 4 * SECOND));
    }

    #[test]
    fn a_host_that_asks_for_a_pace_is_asked_one_thing_at_a_time() {
        let (mut clock, now) = clock(4);
        assert_eq!(clock.slow_to(10 * SECOND), Ok(()));
        clock.begin(now);
        assert_eq!(clock.opens(), None);
        assert_eq!(clock.end(now + SECOND, Pressure::None), Ok(()));
        assert_eq!(clock.opens(), Some(now + 10 * SECOND));
    }

    #[test]
    fn pauses_double_and_end_with_the_first_success() {
        let (mut clock, now) = clock(1);
        for pause in [5, 10, 20] {
            clock.begin(now);
            let failing = Pressure::Failing(Reason::ServerError);
            assert_eq!(clock.end(now, failing), Ok(()));
            assert_eq!(clock.opens(), Some(now + pause * SECOND));
        }
        clock.begin(now);
        assert_eq!(clock.end(now, Pressure::None), Ok(()));
        clock.begin(now + 60 * SECOND);
        let failing = Pressure::Failing(Reason::ServerError);
        assert_eq!(clock.end(now + 60 * SECOND, failing), Ok(()));
        assert_eq!(clock.opens(), Some(now + 65 * SECOND));
    }

    #[test]
    fn what_a_host_asks_for_is_granted_or_the_host_is_left() {
        let (mut clock, now) = clock(1);
        clock.begin(now);
        assert_eq!(clock.end(now, Pressure::Busy(Some(120 * SECOND))), Ok(()));
        assert_eq!(clock.opens(), Some(now + 120 * SECOND));
        clock.begin(now + 120 * SECOND);
        let end = clock.end(now + 120 * SECOND, Pressure::Busy(Some(3600 * SECOND)));
        assert_eq!(end, Err(Reason::Busy));
        // What it asked for holds for the next run too.
        assert_eq!(clock.next(), now + 3720 * SECOND);
    }

    #[test]
    fn a_pace_that_nobody_has_patience_for_is_told() {
        let (mut clock, _) = clock(1);
        assert_eq!(clock.slow_to(600 * SECOND), Ok(()));
        assert_eq!(clock.slow_to(601 * SECOND), Err(Reason::SlowPace));
        let forever = Duration::from_secs(u64::MAX);
        assert_eq!(clock.slow_to(forever), Err(Reason::SlowPace));
    }

    #[test]
    fn a_host_that_only_fails_is_left() {
        let (mut clock, now) = clock(1);
        let failing = Pressure::Failing(Reason::ServerError);
        let mut ends = (0..8).map(|_| {
            clock.begin(now);
            clock.end(now, failing)
        });
        assert!(ends.by_ref().take(7).all(|end| end == Ok(())));
        assert_eq!(ends.next(), Some(Err(Reason::ServerError)));
    }

    #[test]
    fn a_host_that_never_answers_is_left() {
        let (mut clock, now) = clock(1);
        let mut ends = Vec::new();
        for _ in 0..5 {
            clock.begin(now);
            ends.push(
                clock
                    .end(now, Pressure::Unreachable(Reason::CannotConnect))
                    .is_err(),
            );
        }
        assert_eq!(ends, [false, false, false, false, true]);
    }
}
