//! `dangbo crawl` against servers on the loopback interface.

mod evidence;
mod faults;
mod guarded;
mod kill;
mod machine;
mod robots;
mod server;
mod setting;
mod site;
mod web;
