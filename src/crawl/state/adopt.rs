//! Known addresses whose site is no longer in the configuration: renamed, joined with another, or taken out.

use crate::crawl::config::Config;
use crate::crawl::error::CrawlError;
use crate::crawl::links::Kind;
use crate::crawl::state::State;
use crate::crawl::visit::is_in_scope;
use rusqlite::params;
use url::Url;

/// An address of no site.
struct Stray {
    id: i64,
    url: String,
    kind: Kind,
    depth: u32,
    /// Whether it shows something, as far as is known.
    is_alive: bool,
}

impl State {
    /// Gives addresses of sites that are no longer in the configuration to the first one that they are in the scope of,
    /// which has their links looked at by its own. Returns how many pages belong to none.
    pub(in crate::crawl) fn adopt(&mut self, config: &Config) -> Result<u64, CrawlError> {
        let transaction = self.db.transaction()?;
        let names: Vec<&str> = config.sites.iter().map(|site| site.name.as_str()).collect();
        let strays: Vec<Stray> = {
            let mut statement = transaction.prepare(
                "SELECT id, url, kind, depth, state NOT IN ('gone', 'refused') FROM url
                 WHERE site NOT IN (SELECT value FROM json_each(?1))",
            )?;
            let rows =
                statement.query_map([serde_json::Value::from(names).to_string()], |row| {
                    Ok(Stray {
                        id: row.get(0)?,
                        url: row.get(1)?,
                        kind: Kind::of_code(&row.get::<_, String>(2)?).unwrap_or(Kind::Page),
                        depth: row.get(3)?,
                        is_alive: row.get(4)?,
                    })
                })?;
            rows.collect::<Result<_, _>>()?
        };
        let mut homeless = 0;
        for stray in strays {
            let Stray { kind, depth, .. } = stray;
            let url = Url::parse(&stray.url).ok();
            let site = url.and_then(|url| {
                let mut sites = config.sites.iter();
                sites.find(|site| is_in_scope(&site.scope, &url, kind, depth))
            });
            if let Some(site) = site {
                let mut statement = transaction.prepare_cached(
                    "UPDATE url SET site = ?2,
                         is_nearer = is_nearer OR (state IN ('kept', 'moved') AND kind <> 'robots') WHERE id = ?1",
                )?;
                statement.execute(params![stray.id, site.name])?;
            } else if kind == Kind::Page && stray.is_alive {
                homeless += 1;
            }
        }
        transaction.commit()?;
        Ok(homeless)
    }
}
