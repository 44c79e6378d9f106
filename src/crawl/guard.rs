//! Which addresses may be connected to: public ones, and those of hosts that the configuration allows.
//!
//! The check is made on the very addresses that the connection is then made to: names are resolved here and nowhere
//! else, so an answer that changes between check and use (DNS rebinding) is checked when it is used.
//! An address written as such in a URL never meets a resolver; [`Guard::admits_literal`] is for those.
//! Redirects are followed by the frontier, one request at a time, so every hop comes by here.

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use thiserror::Error;
use url::{Host, Url};

/// How a name becomes addresses. The system's way, save in tests.
pub type Names = Arc<dyn Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync>;

/// The system's way of resolving names.
pub fn system_names() -> Names {
    Arc::new(|name| {
        let addresses = (name, 0).to_socket_addrs()?;
        Ok(addresses.map(|address| address.ip()).collect())
    })
}

/// An address that is not connected to.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{host} has the address {address}, which is not public")]
pub struct PrivateAddress {
    pub host: String,
    pub address: IpAddr,
}

/// Resolves names and refuses addresses.
#[derive(Clone)]
pub struct Guard {
    names: Names,
    allowed_hosts: Arc<[String]>,
}

impl Guard {
    /// A guard that lets through public addresses, and any address of the hosts given.
    pub fn new(names: Names, allowed_hosts: &[String]) -> Self {
        Self {
            names,
            allowed_hosts: allowed_hosts.into(),
        }
    }

    /// Checks a URL whose host is an address; one with a name passes, and is checked when it is resolved.
    ///
    /// # Errors
    /// The address is not public.
    pub fn admits_literal(&self, url: &Url) -> Result<(), PrivateAddress> {
        let address = match url.host() {
            Some(Host::Ipv4(address)) => IpAddr::V4(address),
            Some(Host::Ipv6(address)) => IpAddr::V6(address),
            Some(Host::Domain(_)) | None => return Ok(()),
        };
        self.admits(url.host_str().unwrap_or_default(), address)
    }

    fn admits(&self, host: &str, address: IpAddr) -> Result<(), PrivateAddress> {
        let is_allowed = self
            .allowed_hosts
            .iter()
            .any(|allowed| allowed.eq_ignore_ascii_case(host));
        if is_allowed || is_public(address) {
            return Ok(());
        }
        Err(PrivateAddress {
            host: host.to_owned(),
            address,
        })
    }

    /// The addresses of a name, if none of them is refused.
    fn resolve(
        &self,
        name: &str,
    ) -> Result<Vec<SocketAddr>, Box<dyn std::error::Error + Send + Sync>> {
        let addresses = (self.names)(name)?;
        for address in &addresses {
            self.admits(name, *address)?;
        }
        Ok(addresses
            .into_iter()
            .map(|address| SocketAddr::new(address, 0))
            .collect())
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.clone();
        Box::pin(async move {
            let resolved =
                tokio::task::spawn_blocking(move || guard.resolve(name.as_str())).await?;
            let addresses: Addrs = Box::new(resolved?.into_iter());
            Ok(addresses)
        })
    }
}

impl fmt::Debug for Guard {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Guard")
            .field("allowed_hosts", &self.allowed_hosts)
            .finish_non_exhaustive()
    }
}

/// Whether an address belongs to the public internet, by IANA's registries of special-purpose addresses.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    // One cloud answers its metadata requests at an address that is otherwise public.
    const METADATA: Ipv4Addr = Ipv4Addr::new(168, 63, 129, 16);
    let is_special = match address.octets() {
        // This network; private; loopback; link-local, with the metadata services; private; private.
        [0 | 10 | 127, ..] | [169, 254, ..] | [172, 16..=31, ..] | [192, 168, ..] => true,
        // Shared by carriers, with the metadata services of one cloud.
        [100, 64..=127, ..] => true,
        // Protocol assignments, with the metadata service of another; documentation; benchmarks.
        [192, 0, 0 | 2, _] | [198, 18 | 19, ..] | [198, 51, 100, _] | [203, 0, 113, _] => true,
        // The relays of 6to4; multicast, reserved, broadcast.
        [192, 88, 99, _] | [224..=255, ..] => true,
        _ => address == METADATA,
    };
    !is_special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = address.segments();
    let embedded = |high: u16, low: u16| {
        let [one, two] = high.to_be_bytes();
        let [three, four] = low.to_be_bytes();
        is_public_v4(Ipv4Addr::new(one, two, three, four))
    };
    match (a, b, c, d, e, f) {
        // IPv4 in IPv6: mapped, compatible, translated (RFC 6052), 6to4. What counts is where they lead.
        (0, 0, 0, 0, 0, 0xffff | 0) | (0x64, 0xff9b, 0, 0, 0, 0) => embedded(g, h),
        (0x2002, ..) => embedded(b, c),
        // Protocol assignments, with Teredo; documentation.
        (0x2001, 0..=0x1ff | 0xdb8, ..) | (0x3fff, 0..=0xfff, ..) => false,
        // All that is given out to networks lies here.
        _ => a & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::{Guard, is_public};
    use std::io;
    use std::net::{IpAddr, Ipv4Addr};
    use std::sync::Arc;
    use url::Url;

    #[test]
    fn special_addresses_are_not_public() {
        for address in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.100.100.200",
            "127.0.0.1",
            "127.255.255.254",
            "168.63.129.16",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "203.0.113.9",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "::127.0.0.1",
            "64:ff9b::10.0.0.1",
            "2002:7f00:1::",
            "2001:0:4136:e378::1",
            "2001:db8::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "ff02::1",
        ] {
            let address: IpAddr = address.parse().expect("an address");
            assert!(!is_public(address), "{address} passed as public");
        }
    }

    #[test]
    fn addresses_of_networks_are_public() {
        for address in [
            "1.1.1.1",
            "100.63.255.255",
            "172.32.0.1",
            "203.162.0.181",
            "::ffff:1.1.1.1",
            "2001:ee0::1",
            "2400:cb00::1",
            "64:ff9b::1.1.1.1",
        ] {
            let address: IpAddr = address.parse().expect("an address");
            assert!(is_public(address), "{address} did not pass as public");
        }
    }

    fn guard(addresses: &'static [[u8; 4]], allowed: &[&str]) -> Guard {
        let allowed: Vec<String> = allowed.iter().map(|&host| host.to_owned()).collect();
        let names = move |_: &str| -> io::Result<Vec<IpAddr>> {
            let addresses = addresses.iter();
            Ok(addresses
                .map(|&address| IpAddr::V4(Ipv4Addr::from(address)))
                .collect())
        };
        Guard::new(Arc::new(names), &allowed)
    }

    #[test]
    fn one_private_address_among_public_ones_is_enough_to_refuse() {
        assert!(guard(&[[1, 1, 1, 1]], &[]).resolve("a.example").is_ok());
        let mixed = guard(&[[1, 1, 1, 1], [127, 0, 0, 1]], &[]);
        let error = mixed.resolve("a.example").expect_err("a refusal");
        assert_eq!(
            error.to_string(),
            "a.example has the address 127.0.0.1, which is not public"
        );
    }

    #[test]
    fn a_host_may_be_allowed_by_name() {
        let guard = guard(&[[127, 0, 0, 1]], &["a.example"]);
        assert!(guard.resolve("A.example").is_ok());
        assert!(guard.resolve("b.a.example").is_err());
    }

    #[test]
    fn addresses_in_urls_are_seen_through() {
        let guard = guard(&[], &["127.0.0.2"]);
        for url in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://017700000001/",
            "http://[::ffff:7f00:1]/",
            "http://[::1]:8080/",
            "https://169.254.169.254/latest/meta-data/",
        ] {
            let url = Url::parse(url).expect("an address");
            assert!(guard.admits_literal(&url).is_err(), "{url} passed");
        }
        let allowed = Url::parse("http://127.0.0.2:8080/").expect("an address");
        assert!(guard.admits_literal(&allowed).is_ok());
    }
}
