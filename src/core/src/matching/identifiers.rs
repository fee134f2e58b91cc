//! Serial numbers and MAC addresses, made comparable, and what each is worth as evidence.
//!
//! A machine reports both itself, and many report nonsense: makers' placeholders, addresses that every VPN client
//! shares, serials that a copy of a virtual machine keeps. What the tables here don't know is caught by a rule that
//! needs none: a value that two active configurations bear is no evidence of one device (see `device`).

/// What a value is worth.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Worth {
    /// It names one device.
    Strong,
    /// It names one device as a rule; it counts only beside something else that points to the same one.
    Weak,
}

/// A serial number or a MAC address that counts for something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Identifier {
    /// Upper case, without separators: equal texts are the same device's.
    pub text: String,
    /// What it is worth.
    pub worth: Worth,
}

/// Texts that stand where a serial number should, without separators and in upper case, and why.
const JUNK_SERIALS: &[(&str, &str)] = &[
    ("NA", "not applicable, abbreviated"),
    ("NOTAPPLICABLE", "not applicable"),
    ("NOTAVAILABLE", "not available"),
    ("NOTSPECIFIED", "BIOS without a serial"),
    ("NOTSET", "BIOS without a serial"),
    ("NONE", "nothing"),
    ("NULL", "nothing, from a script"),
    ("NULLSTRING", "nothing, from a script"),
    ("UNDEFINED", "nothing, from a script"),
    ("EMPTY", "nothing"),
    ("INVALID", "nothing"),
    ("UNKNOW", "nothing, misspelled by a maker"),
    ("UNKNOWN", "nothing"),
    ("DEFAULT", "a board maker's filling"),
    ("DEFAULTSTRING", "a board maker's filling"),
    ("TOBEFILLEDBYOEM", "a board maker's filling"),
    ("OEM", "a board maker's filling"),
    ("OEMSERIAL", "a board maker's filling"),
    ("SERIAL", "the label itself"),
    ("SERIALNUMBER", "the label itself"),
    ("SERIALNUMBERXXXXXX", "the label and its filling"),
    ("SYSTEMSERIALNUMBER", "the label itself"),
    ("SYSTEMSERIALNUMB", "the label itself, cut off"),
    ("SYSTEMPRODUCTNAME", "another field's label"),
    ("CHASSISSERIALNUMBER", "another field's label"),
    ("BASEBOARDSERIALNUMBER", "another field's label"),
    ("TULIPCOMPUTERS", "a maker's name"),
    ("EVAL", "a sample board"),
    ("IATPASS", "a maker's test mark"),
    ("SN123456FVGV3I0B8O5N6N7K", "one maker's constant"),
    (
        "03000200040005000006000700080009",
        "a board maker's UUID, the same on all",
    ),
    ("0300020004000500006000700080009", "the same, a digit lost"),
    (
        "6AB5B300538D10149FB5B0684D007B53",
        "a board maker's UUID, the same on all",
    ),
    ("01010101010101010101010101010101", "a filling"),
];

/// What is left of a maker's sample serial once these are gone from its front is a run of digits.
const SAMPLE_PREFIXES: &[&str] = &["SYS", "SN", "MB", "BSN", "SSN", "CSN"];

/// Serials of virtual machines begin so. A copy of one keeps it.
const VIRTUAL_SERIALS: &[&str] = &["VMWARE", "PARALLELS", "EC2"];

/// A real serial number is longer than this: four digits are a counter, or a version.
const MIN_SERIAL: usize = 5;
const MAX_SERIAL: usize = 64;

/// MAC addresses, or how they begin, that many machines bear, and what they are.
const JUNK_MACS: &[(&str, &str)] = &[
    ("000000000001", "a filling"),
    ("0000000000E0", "Windows tunnel adapter"),
    ("000123456789", "a filling"),
    ("00AB00000000", "a filling"),
    ("000BCAFE000", "a filling"),
    ("FEFFFFFFFFFF", "a filling"),
    ("005345000000", "Windows remote access"),
    (
        "204153594EFF",
        "Windows remote access, asynchronous adapter",
    ),
    ("24B620524153", "Windows remote access"),
    ("33506F453030", "Windows WAN miniport (PPPoE)"),
    ("505054503030", "Windows WAN miniport (PPTP)"),
    ("02004C4F4F50", "Microsoft loopback adapter"),
    ("020054554E01", "Microsoft Teredo adapter"),
    ("02004E435049", "NCP VPN client"),
    ("0250410000", "GlobalProtect VPN adapter"),
    ("00059A3C7A00", "AnyConnect VPN adapter"),
    ("00090FFE0001", "FortiClient VPN adapter"),
    ("00FF", "TAP adapter of OpenVPN and others"),
    ("0250563F0000", "a virtual adapter"),
    ("02000000000", "a virtual adapter"),
    ("0A0027000000", "VirtualBox host-only adapter"),
    ("005056C0", "VMware's adapters on the host"),
    ("0242", "Docker bridge"),
    ("56847AFE9799", "Docker bridge"),
    ("E2E616200A35", "FireWire adapter"),
    ("D20A2DA004BE", "FireWire adapter"),
    ("D26B252F2CE7", "FireWire adapter"),
    ("00A0C6000000", "mobile broadband, one for all"),
    ("028037EC0200", "mobile broadband, one for all"),
    ("00E04C682D3D", "USB adapter, one for all"),
    ("00005E0001", "VRRP: a group of routers"),
    ("00005E0002", "VRRP for IPv6: a group of routers"),
    ("00000C07AC", "HSRP: a group of routers"),
    ("00000C9FF", "HSRP: a group of routers"),
    ("0007B400", "GLBP: a group of routers"),
];

/// Hyper-V hands these out from a small range on each host; hosts left at their defaults repeat them.
const HYPER_V: &str = "00155D";

/// Host names that an installation comes with.
const JUNK_HOST_NAMES: &[&str] = &["localhost"];

/// A serial number, unless it says nothing.
pub fn serial(text: &str) -> Option<Identifier> {
    let text = plain(text);
    let is_of = |allowed: &dyn Fn(char) -> bool| text.chars().all(allowed);
    let is_junk = text.len() < MIN_SERIAL
        || text.len() > MAX_SERIAL
        || is_of(&|c| text.starts_with(c))
        || is_of(&|c| matches!(c, '0' | '1'))
        || JUNK_SERIALS.iter().any(|(junk, _)| *junk == text)
        || is_sample(&text);
    if is_junk {
        return None;
    }
    // A UUID, or Hyper-V's twenty-six digits.
    let is_made_up = (text.len() == 32 && is_of(&|c| c.is_ascii_hexdigit()))
        || (text.len() >= 20 && is_of(&|c| c.is_ascii_digit()))
        || VIRTUAL_SERIALS.iter().any(|made| text.starts_with(made));
    Some(Identifier {
        worth: if is_made_up {
            Worth::Weak
        } else {
            Worth::Strong
        },
        text,
    })
}

/// A counting sequence, alone or behind a sample's prefix: `123456789`, `SYS-9876543210`.
fn is_sample(text: &str) -> bool {
    let bare = SAMPLE_PREFIXES
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))
        .unwrap_or(text);
    let bare = bare.trim_end_matches('0');
    let digits: Vec<u8> = bare.bytes().map(|b| b.wrapping_sub(b'0')).collect();
    let counts = |step: u8| {
        digits
            .windows(2)
            .all(|pair| pair[0] < 10 && pair[1] < 10 && (pair[0] + step) % 10 == pair[1])
    };
    digits.len() >= 2 && (counts(1) || counts(9))
}

/// A MAC address with any separators, unless it is no device's own.
pub fn mac(text: &str) -> Option<Identifier> {
    let text: String = text
        .trim()
        .chars()
        .filter(|c| !matches!(c, ':' | '-' | '.' | ' '))
        .collect::<String>()
        .to_ascii_uppercase();
    if text.len() != 12 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let first_octet = u8::from_str_radix(text.get(..2)?, 16).ok()?;
    let is_group = first_octet & 1 != 0;
    let is_filling = text.chars().all(|c| text.starts_with(c));
    if is_group || is_filling || JUNK_MACS.iter().any(|(junk, _)| text.starts_with(junk)) {
        return None;
    }
    let is_local = first_octet & 2 != 0;
    Some(Identifier {
        worth: if is_local || text.starts_with(HYPER_V) {
            Worth::Weak
        } else {
            Worth::Strong
        },
        text,
    })
}

/// All MAC addresses in a field that may hold several.
pub fn macs(text: &str) -> impl Iterator<Item = Identifier> {
    text.split([',', ';', '/', '|', '\n', '\t']).filter_map(mac)
}

/// A host name that an installation comes with names nobody.
pub(super) fn is_junk_host_name(short: &str) -> bool {
    JUNK_HOST_NAMES.contains(&short)
}

/// Letters and digits alone, in upper case: for comparing, and for finding a part.
pub fn plain(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::{JUNK_MACS, JUNK_SERIALS, Worth, mac, macs, serial};

    #[test]
    fn a_serial_is_the_same_in_any_case_and_with_any_separators() {
        for text in ["7XK3QW2", " 7xk3qw2 ", "7XK-3QW2", "7xk 3qw2"] {
            assert_eq!(serial(text).unwrap().text, "7XK3QW2", "{text}");
        }
    }

    #[test]
    fn a_makers_filling_is_no_serial() {
        for (text, why) in JUNK_SERIALS {
            assert_eq!(serial(text), None, "{text}: {why}");
        }
        for text in [
            "To be filled by O.E.M.",
            "Default string",
            "System Serial Number",
            "N/A",
            "(null string)",
            "0",
            "00000000",
            "1111111",
            "0101101",
            "xxxxxxxx",
            "........",
            "-",
            "",
            "  ",
            "1.2.3",
            "12345",
            "0123456789",
            "1234567890",
            "123456789000",
            "12345678901234567",
            "987654321",
            "SYS-1234567890",
            "SYS-9876543210",
            "SN-12345",
            "MB-1234567890",
            "BSN12345678901234567",
            "NNNNNNN",
            "None",
            "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
            "00000000-0000-0000-0000-000000000000",
            "03000200-0400-0500-0006-000700080009",
        ] {
            assert_eq!(serial(text), None, "{text}");
        }
    }

    #[test]
    fn a_real_serial_that_looks_a_little_like_a_filling_counts() {
        for text in [
            "SN10001",
            "SYS4K7PQ",
            "1234A67",
            "5CG1234567",
            "PF0ABCDE",
            "C02XK1ZZJGH5",
            "012345678902",
        ] {
            assert_eq!(serial(text).map(|s| s.worth), Some(Worth::Strong), "{text}");
        }
    }

    #[test]
    fn a_virtual_machines_serial_is_weak() {
        for text in [
            "VMware-56 4d 3c 11 9a 20 41 0c-8e 41 7b 02 9c 15 66 ab",
            "Parallels-1A 2B 3C 4D",
            "1234-5678-9012-3456-7890-1234-57",
            "4C4C4544-0037-5810-8033-B7C04F515732",
            "ec2abcd1-1234",
        ] {
            assert_eq!(serial(text).map(|s| s.worth), Some(Worth::Weak), "{text}");
        }
    }

    #[test]
    fn a_mac_is_the_same_with_any_separators() {
        for text in [
            "F0-1F-AF-10-00-01",
            "f0:1f:af:10:00:01",
            "F01F.AF10.0001",
            "f01faf-100001",
            "f01faf100001",
        ] {
            let found = mac(text).unwrap();
            assert_eq!(
                (found.text.as_str(), found.worth),
                ("F01FAF100001", Worth::Strong),
                "{text}"
            );
        }
    }

    #[test]
    fn an_address_that_many_machines_bear_is_none() {
        for (start, why) in JUNK_MACS {
            let address = format!("{start:7<12}");
            assert_eq!(mac(&address), None, "{address}: {why}");
        }
        for text in [
            "00:00:00:00:00:00",
            "FF:FF:FF:FF:FF:FF",
            "01:00:5E:00:00:01",
            "33:33:00:00:00:01",
            "EE:EE:EE:EE:EE:EE",
            "",
            "F0:1F:AF",
            "F0:1F:AF:10:00:01:02:03",
            "zz:1F:AF:10:00:01",
            "Ä0:1F:AF:10:00:01",
        ] {
            assert_eq!(mac(text), None, "{text}");
        }
    }

    #[test]
    fn a_locally_administered_address_and_hyper_vs_are_weak() {
        for text in [
            "52:54:00:12:34:56",
            "DA:A1:19:00:11:22",
            "00:15:5D:01:02:03",
        ] {
            assert_eq!(mac(text).map(|m| m.worth), Some(Worth::Weak), "{text}");
        }
    }

    #[test]
    fn a_field_may_hold_several_addresses() {
        let found: Vec<String> = macs("F0:1F:AF:10:00:01, 00:00:00:00:00:00; f01faf100002")
            .map(|m| m.text)
            .collect();
        assert_eq!(found, ["F01FAF100001", "F01FAF100002"]);
    }
}
