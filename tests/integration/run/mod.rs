//! `dangbo run` against servers on the loopback interface.

mod answers;
mod command;
mod folder;
mod kill;
mod led;
mod nights;
mod paper;
mod reprints;
