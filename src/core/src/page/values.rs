//! What a text has to look like to count as a serial number, an address or a host name.

/// Serials that a maker or a hypervisor left in: they say nothing of one machine.
const JUNK: [&str; 16] = [
    "tobefilledbyoem",
    "defaultstring",
    "systemserialnumber",
    "chassisserialnumber",
    "baseboardserialnumber",
    "notspecified",
    "notavailable",
    "notapplicable",
    "none",
    "na",
    "null",
    "unknown",
    "invalid",
    "oem",
    "123456789",
    "1234567890",
];

/// A serial number as the page writes it. Not what stands in a thousand machines.
pub(super) fn serial(text: &str) -> Option<String> {
    let bare: String = text
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_./ ".contains(c);
    let is_one_character = bare.chars().all(|c| bare.starts_with(c));
    let is_serial = (4..=64).contains(&bare.len())
        && text.len() <= 80
        && text.chars().all(fits)
        && text.bytes().any(|b| b.is_ascii_digit())
        && text.split(' ').count() <= if bare.starts_with("vmware") { 17 } else { 2 }
        && !is_one_character
        && !JUNK.contains(&bare.as_str());
    is_serial.then(|| text.to_owned())
}

/// A MAC address: twelve upper-case hexadecimal digits. Not one that stands for none or for all.
pub(super) fn mac(text: &str) -> Option<String> {
    let is_separator = |c: &char| matches!(c, ':' | '-' | '.');
    let digits: String = text
        .chars()
        .filter(|c| !is_separator(c))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let groups: Vec<usize> = text
        .split([':', '-', '.'])
        .map(|group| group.chars().count())
        .collect();
    let is_grouped = matches!(
        groups.as_slice(),
        [12] | [6, 6] | [4, 4, 4] | [2, 2, 2, 2, 2, 2]
    );
    let is_mac = is_grouped
        && digits.bytes().all(|b| b.is_ascii_hexdigit())
        && !matches!(digits.as_str(), "000000000000" | "FFFFFFFFFFFF");
    is_mac.then_some(digits)
}

/// An IP address.
pub(super) fn ip(text: &str) -> Option<String> {
    let bare = text.split('%').next().unwrap_or(text);
    let address: core::net::IpAddr = bare.parse().ok()?;
    (!address.is_loopback() && !address.is_unspecified()).then(|| bare.to_owned())
}

/// A host name: a label of letters, digits, `-` and `_`, perhaps with its domain.
pub(super) fn host_name(text: &str) -> Option<String> {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_host = text.len() <= 253
        && text.split('.').all(is_label)
        && text.bytes().any(|b| b.is_ascii_alphabetic());
    is_host.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{host_name, ip, mac, serial};

    #[test]
    fn serials_of_makers_are_taken_and_what_says_nothing_is_not() {
        for text in [
            "7XK3QW2",
            "5CG1234ABC",
            "PF0ABCDE",
            "C02XL0GYJGH5",
            "0123-4567-8901-2345-6789-0123-45",
            "VMware-56 4d 0a 1b 2c 3d 4e 5f-60 71 82 93 a4 b5 c6 d7",
        ] {
            assert_eq!(serial(text).as_deref(), Some(text));
        }
        for text in [
            "To be filled by O.E.M.",
            "Default string",
            "System Serial Number",
            "None",
            "N/A",
            "0",
            "123456789",
            "Not Specified",
            "11111111",
            "0000-0000",
            "Copy",
            "the serial number is 12345",
            "1234567<b>",
        ] {
            assert_eq!(serial(text), None, "{text}");
        }
    }

    #[test]
    fn a_mac_is_the_same_however_it_is_written() {
        for text in [
            "00:1a:2B:3c:4d:5e",
            "00-1A-2B-3C-4D-5E",
            "001a.2b3c.4d5e",
            "001A2B3C4D5E",
            "001A2B-3C4D5E",
        ] {
            assert_eq!(mac(text).as_deref(), Some("001A2B3C4D5E"), "{text}");
        }
        for text in [
            "00:00:00:00:00:00",
            "ff:ff:ff:ff:ff:ff",
            "00:1a:2b:3c:4d",
            "00:1a:2b:3c:4d:5g",
            "0:01a:2b:3c:4d:5e",
        ] {
            assert_eq!(mac(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_and_host_names_are_told_from_sentences() {
        assert_eq!(ip("10.0.0.4").as_deref(), Some("10.0.0.4"));
        assert_eq!(ip("fe80::1%eth0").as_deref(), Some("fe80::1"));
        for text in ["127.0.0.1", "::1", "10.0.0.256", "10.0.0", "localhost"] {
            assert_eq!(ip(text), None, "{text}");
        }
        assert_eq!(host_name("HDG-DC01").as_deref(), Some("HDG-DC01"));
        assert_eq!(
            host_name("dc01.harbour.example").as_deref(),
            Some("dc01.harbour.example")
        );
        for text in ["The server is down", "10.0.0.4", "-x", "a..b", "<b>x</b>"] {
            assert_eq!(host_name(text), None, "{text}");
        }
    }
}
