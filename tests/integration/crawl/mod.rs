//! `dangbo crawl` against servers on the loopback interface.

mod evidence;
mod server;
mod setting;
mod site;
