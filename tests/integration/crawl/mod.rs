//! `dangbo crawl` against servers on the loopback interface.

mod evidence;
mod faults;
mod guarded;
mod server;
mod setting;
mod site;
