//! `dangbo crawl` against servers on the loopback interface.

pub mod evidence;
mod faults;
mod guarded;
mod kill;
mod machine;
mod robots;
pub mod server;
pub mod setting;
mod site;
mod web;
