//! The one integration-test binary: the program as its users meet it.

mod command;
mod decode;
mod evaluate;
mod examples;
mod properties;
mod schema;
