//! What tests may rely on: ids and names that no seed changes.
//!
//! Everything else in the demo tenant may move when the generator changes; these do not. `docs/simulator.md` lists them.

/// Seed of `demo()`.
pub const DEMO_SEED: u64 = 1;
/// Subdomain of the account's web site.
pub const SUBDOMAIN: &str = "northlane";

/// "Northlane IT", the MSP itself (`primary`).
pub const NORTHLANE: u64 = 402_001;
/// "Harbour Dental Group", the client most tests look at.
pub const HARBOUR_DENTAL: u64 = 5_120_044;
/// "Summit Veterinary Clinic", the other client. 17 digits: a JavaScript number would round it.
pub const SUMMIT_VETERINARY: u64 = 44_177_309_123_456_781;
/// "Orchard Ltd".
pub const ORCHARD_LTD: u64 = 3_300_871;
/// "Orchard LLC".
pub const ORCHARD_LLC: u64 = 1_204_455;
/// The first "Meridian Partners".
pub const MERIDIAN_A: u64 = 6_010_203;
/// The second "Meridian Partners".
pub const MERIDIAN_B: u64 = 601_021_345_678_901_233;
/// "Hartwell Group".
pub const HARTWELL_GROUP: u64 = 7_450_010;
/// "Hartwell Group - Leeds", child of the group.
pub const HARTWELL_LEEDS: u64 = 2_450_019;
/// "Hartwell Group (Retail)", child of the group.
pub const HARTWELL_RETAIL: u64 = 9_450_001;
/// "Hartwell", no relation.
pub const HARTWELL: u64 = 1_450_033;
/// "Müller, Schmidt & Partner GmbH".
pub const MUELLER: u64 = 8_121_314;
/// "Old Mill Bakery", status Inactive.
pub const OLD_MILL: u64 = 2_781_100;
/// "Cedar & Stone Architects": its configuration carries Datto id 410888.
pub const CEDAR_STONE: u64 = 3_881_244;
/// "Larkfield Primary School": its Datto site shows device 410888.
pub const LARKFIELD: u64 = 4_881_245;
/// "Tidewater Logistics, Inc.": has 410777 from an old NinjaOne connection.
pub const TIDEWATER: u64 = 5_771_001;
/// "Pennine Print Works": has 410777 from Datto RMM.
pub const PENNINE: u64 = 1_771_002;

/// Fixed organization ids by short name.
pub const ORGANIZATION_IDS: [(&str, u64); 17] = [
    ("NLN", NORTHLANE),
    ("HDG", HARBOUR_DENTAL),
    ("SVC", SUMMIT_VETERINARY),
    ("ORC", ORCHARD_LTD),
    ("ORL", ORCHARD_LLC),
    ("MPA", MERIDIAN_A),
    ("MPB", MERIDIAN_B),
    ("HWG", HARTWELL_GROUP),
    ("HWL", HARTWELL_LEEDS),
    ("HWR", HARTWELL_RETAIL),
    ("HW", HARTWELL),
    ("MSP", MUELLER),
    ("OMB", OLD_MILL),
    ("CSA", CEDAR_STONE),
    ("LPS", LARKFIELD),
    ("TWL", TIDEWATER),
    ("PPW", PENNINE),
];

/// The fixed id of a short name, if it has one.
pub fn organization_id(short_name: &str) -> Option<u64> {
    ORGANIZATION_IDS
        .iter()
        .find(|(short, _)| *short == short_name)
        .map(|(_, id)| *id)
}

/// Configuration HDG-DC01.
pub const HDG_DC01: u64 = 8_801_001;
/// Configuration HDG-FS01. 18 digits.
pub const HDG_FS01: u64 = 880_100_200_300_400_501;
/// Configuration HDG-APP02: in Datto too, but IT Glue knows no RMM id for it.
pub const HDG_APP02: u64 = 8_801_050;
/// Serial number of HDG-DC01.
pub const HDG_DC01_SERIAL: &str = "7XK3QW2";
/// Configuration SVC-DC01.
pub const SVC_DC01: u64 = 8_802_001;
/// The configuration of Cedar & Stone that carries Datto id 410888.
pub const CEDAR_CONTRADICTION: u64 = 8_803_888;
/// The configuration of Tidewater with NinjaOne id 410777.
pub const TIDEWATER_CLASH: u64 = 8_803_777;
/// The configuration of Pennine with Datto id 410777.
pub const PENNINE_CLASH: u64 = 8_804_777;

/// Password "Local administrator" on HDG-DC01, user administrator.
pub const HDG_DC01_LOCAL_ADMIN: u64 = 9_301_001;
/// Password "iDRAC" on HDG-DC01, user root, with one-time codes.
pub const HDG_DC01_IDRAC: u64 = 9_301_002;
/// Password "Domain admin" of Harbour Dental, user `HARBOUR\adm-northlane`. 18 digits.
pub const HDG_DOMAIN_ADMIN: u64 = 930_100_200_300_400_513;
/// Password "Microsoft 365 global admin" of Harbour Dental, with one-time codes.
pub const HDG_M365: u64 = 9_301_021;
/// Password "Firewall" of Harbour Dental, user fwadmin.
pub const HDG_FIREWALL: u64 = 9_301_022;
/// Password "Payroll server" of Harbour Dental, user svc-payroll, vaulted.
pub const HDG_PAYROLL: u64 = 9_301_023;
/// Password "Wi-Fi controller" of Harbour Dental, user unifi.
pub const HDG_WIFI: u64 = 9_301_024;
/// How many passwords Harbour Dental has, embedded and archived ones included.
pub const HDG_PASSWORDS: usize = 34;

/// Datto site of Harbour Dental.
pub const SITE_HARBOUR_DENTAL: u64 = 31_001;
/// Datto site of Summit Veterinary.
pub const SITE_SUMMIT: u64 = 31_002;
/// Datto site "Orchard": is it the Ltd or the LLC?
pub const SITE_ORCHARD: u64 = 31_003;
/// Datto site "Meridian Partners": which of the two?
pub const SITE_MERIDIAN: u64 = 31_004;
/// Datto site "Hartwell Group".
pub const SITE_HARTWELL_GROUP: u64 = 31_005;
/// Datto site "Hartwell Group - Leeds".
pub const SITE_HARTWELL_LEEDS: u64 = 31_006;
/// Datto site "Hartwell Group (Retail)".
pub const SITE_HARTWELL_RETAIL: u64 = 31_007;
/// Datto site "Hartwell".
pub const SITE_HARTWELL: u64 = 31_008;
/// Datto site "Müller, Schmidt & Partner GmbH".
pub const SITE_MUELLER: u64 = 31_009;
/// Datto site "Old Mill Bakery", of an inactive organization.
pub const SITE_OLD_MILL: u64 = 31_010;
/// Datto site "Brightside Nursery", which IT Glue does not know.
pub const SITE_BRIGHTSIDE: u64 = 31_011;
/// Datto site "Larkfield Primary School".
pub const SITE_LARKFIELD: u64 = 31_012;
/// Datto site "Pennine Print Works".
pub const SITE_PENNINE: u64 = 31_013;
/// Datto site "Cedar & Stone Architects".
pub const SITE_CEDAR: u64 = 31_014;

/// Fixed Datto sites: id, short name of the organization (empty: none in IT Glue), site name.
pub const SITES: [(u64, &str, &str); 14] = [
    (SITE_HARBOUR_DENTAL, "HDG", "Harbour Dental Group"),
    (SITE_SUMMIT, "SVC", "Summit Veterinary Clinic"),
    (SITE_ORCHARD, "ORC", "Orchard"),
    (SITE_MERIDIAN, "MPA", "Meridian Partners"),
    (SITE_HARTWELL_GROUP, "HWG", "Hartwell Group"),
    (SITE_HARTWELL_LEEDS, "HWL", "Hartwell Group - Leeds"),
    (SITE_HARTWELL_RETAIL, "HWR", "Hartwell Group (Retail)"),
    (SITE_HARTWELL, "HW", "Hartwell"),
    (SITE_MUELLER, "MSP", "Müller, Schmidt & Partner GmbH"),
    (SITE_OLD_MILL, "OMB", "Old Mill Bakery"),
    (SITE_BRIGHTSIDE, "", "Brightside Nursery"),
    (SITE_LARKFIELD, "LPS", "Larkfield Primary School"),
    (SITE_PENNINE, "PPW", "Pennine Print Works"),
    (SITE_CEDAR, "CSA", "Cedar & Stone Architects"),
];

/// Datto device HDG-DC01.
pub const DATTO_HDG_DC01: u64 = 410_001;
/// Datto device HDG-FS01.
pub const DATTO_HDG_FS01: u64 = 410_002;
/// Datto device HDG-APP02.
pub const DATTO_HDG_APP02: u64 = 410_050;
/// Datto device FRONTDESK-3 of Harbour Dental, which IT Glue does not know.
pub const DATTO_FRONTDESK_3: u64 = 410_090;
/// Datto device SVC-DC01.
pub const DATTO_SVC_DC01: u64 = 420_001;
/// A Datto device of Pennine; the same number is a NinjaOne device of Tidewater.
pub const DATTO_CLASH: u64 = 410_777;
/// A Datto device on Larkfield's site; IT Glue has the number at Cedar & Stone.
pub const DATTO_CONTRADICTION: u64 = 410_888;

/// Host name that three clients use: Copperfield Accountants, Millgate Motors, Westbrook Legal LLP.
pub const SHARED_HOST_NAME: &str = "DC01";
/// Short names of those three.
pub const SHARED_HOST_NAME_AT: [&str; 3] = ["CFA", "MGM", "WBL"];

/// Alert on HDG-PC03 whose text names Summit and links to SVC-DC01.
pub const ALERT_NAMES_OTHER_CLIENT: u64 = 7_001;
/// Alert on HDG-DC01 whose text imitates the page's own site and breadcrumb markup.
pub const ALERT_IMITATES_PAGE: u64 = 7_002;
/// Alert on SVC-DC01 whose text names Harbour Dental.
pub const ALERT_AT_OTHER_CLIENT: u64 = 7_003;
/// Alert on a device of the unknown site Brightside Nursery.
pub const ALERT_UNKNOWN_SITE: u64 = 7_004;

/// Autotask's number of Harbour Dental; ConnectWise's of Summit.
pub const AUTOTASK_HARBOUR_DENTAL: u64 = 174;
/// Autotask's number of Summit; ConnectWise's of Harbour Dental.
pub const AUTOTASK_SUMMIT: u64 = 175;
/// Ticket of Harbour Dental about HDG-DC01.
pub const TICKET_HDG_DC01: u64 = 9_001;
/// Ticket of Summit about SVC-DC01.
pub const TICKET_SVC_DC01: u64 = 9_002;
/// Ticket of Harbour Dental with no device. Its id is Summit's company number in Autotask.
pub const TICKET_LIKE_COMPANY: u64 = AUTOTASK_SUMMIT;
/// Ticket of Harbour Dental about FRONTDESK-3, which IT Glue does not know.
pub const TICKET_FRONTDESK_3: u64 = 9_004;
/// Autotask's configuration item FRONTDESK-3.
pub const ASSET_FRONTDESK_3: u64 = 1_090;
/// Autotask's configuration item SVC-LOAN1 at Summit: unknown to IT Glue, with the serial number of HDG-DC01.
pub const ASSET_LOAN: u64 = 2_095;
/// Serial number of both SVC-PC21 and SVC-PC22.
pub const SHARED_SERIAL: &str = "SHR4T9Q";
/// MAC address of the docking station that SVC-LT01 and SVC-LT02 share.
pub const DOCK_MAC: &str = "00:00:5E:00:53:D0";
/// Serial number of SVC-VM01 and of its clone.
pub const CLONE_SERIAL: &str = "VMware-56 4d 01 02 03 04 05 06-07 08 09 0a 0b 0c 0d 0e";
/// MAC address of SVC-VM01 and of its clone.
pub const CLONE_MAC: &str = "00:00:5E:00:53:C1";
/// Datto device SVC-LOAN1 on Summit's site: unknown to IT Glue, with the serial number of HDG-DC01.
pub const DATTO_LOAN: u64 = 420_095;
/// Autotask's configuration item HDG-DC01; ConnectWise's configuration SVC-DC01.
pub const ASSET_HDG_DC01: u64 = 1_001;
/// Autotask's configuration item SVC-DC01; ConnectWise's configuration HDG-DC01.
pub const ASSET_SVC_DC01: u64 = 2_001;
