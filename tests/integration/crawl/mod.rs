//! `dangbo crawl` against servers on the loopback interface.

mod again;
pub(crate) mod evidence;
mod faults;
mod guarded;
mod kill;
mod machine;
mod robots;
pub(crate) mod server;
pub(crate) mod setting;
mod site;
mod web;
