//! dangbo: facts out of Vietnamese Communist Party news.
pub mod article;
pub mod knowledge;
pub mod mention;
pub mod record;
pub mod text;
