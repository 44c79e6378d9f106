//! The one integration-test binary: the program as its users meet it.

mod command;
mod crawl;
mod decode;
mod evaluate;
mod examples;
mod explain;
mod pages;
mod properties;
mod run;
mod schema;
