//! Ids of the hand-made rows at "Müller, Schmidt & Partner GmbH"; no seed changes them. 16 to 18 digits where said.

/// Contact "Jörg Müller": every attribute set, e-mails and phones of all labels.
pub const CONTACT_JOERG: u64 = 3_301_001;
/// Contact "Zoë": no last name, no address, nobody said whether important. 17 digits.
pub const CONTACT_ZOE: u64 = 33_010_020_030_040_051;
/// Location "Hauptsitz", the primary one.
pub const LOCATION_MAIN: u64 = 4_401_001;
/// Location "Lager, Halle 3": a comma in the name, no address. 18 digits.
pub const LOCATION_STORE: u64 = 440_100_200_300_400_513;
/// Document folder "Betrieb".
pub const FOLDER_TOP: u64 = 6_501;
/// Document folder "Netzwerk", inside "Betrieb".
pub const FOLDER_MIDDLE: u64 = 6_502;
/// Document folder "VLANs, intern", inside "Netzwerk". 17 digits.
pub const FOLDER_DEEP: u64 = 65_010_020_030_040_057;
/// Document "Backup & Restore" at the root, of blocks in an order that is not their list's.
pub const DOCUMENT_BLOCKS: u64 = 6_001_001;
/// Document "Altes Handbuch" in "Betrieb", of one HTML text with scripts.
pub const DOCUMENT_HTML: u64 = 6_001_002;
/// Document "Leer" at the root: no sections.
pub const DOCUMENT_EMPTY: u64 = 6_001_003;
/// Document "VLAN-Plan" in the deepest folder. 18 digits.
pub const DOCUMENT_DEEP: u64 = 600_100_200_300_400_519;
/// Document "Entwurf" at the root, never published.
pub const DOCUMENT_DRAFT: u64 = 6_001_005;
/// Document "Lizenz.pdf" at the root, uploaded and archived.
pub const DOCUMENT_FILE: u64 = 6_001_006;
/// Flexible asset type "Email".
pub const TYPE_EMAIL: u64 = 33_001;
/// Flexible asset type "Everything": a field of every kind, and a Tag to every kind of record.
pub const TYPE_EVERYTHING: u64 = 33_002;
/// Flexible asset type "Fax", no longer enabled.
pub const TYPE_FAX: u64 = 33_003;
/// Asset "Alles, auf einmal": a value for each field of "Everything". 18 digits.
pub const ASSET_EVERYTHING: u64 = 800_100_200_300_400_521;
/// Asset "Sparse": only the required field.
pub const ASSET_SPARSE: u64 = 8_001_002;
/// Trait "admin-login" of the asset with everything; the password embedded in it points here.
pub const TRAIT_LOGIN: u64 = 8_101_077;
/// Domain "mueller-schmidt.example".
pub const DOMAIN: u64 = 7_701_001;
/// Checklist "Neuer Mitarbeiter", open, three tasks.
pub const CHECKLIST: u64 = 5_501_001;
/// Password folder "Server".
pub const PASSWORD_FOLDER: u64 = 8_601;
/// Password folder "Hypervisor", inside "Server".
pub const PASSWORD_FOLDER_INNER: u64 = 8_602;
/// Password "Registrar login", embedded in the domain.
pub const PASSWORD_OF_DOMAIN: u64 = 9_301_901;
/// Password "Alarm code", embedded in the contact.
pub const PASSWORD_OF_CONTACT: u64 = 9_301_902;
/// Password "admin-login", embedded in the trait.
pub const PASSWORD_OF_TRAIT: u64 = 9_301_903;
/// Password "Host root", general, in the inner folder.
pub const PASSWORD_IN_FOLDER: u64 = 9_301_904;
/// All of these passwords; no draw may give them away.
pub const PASSWORDS: [u64; 4] = [
    PASSWORD_OF_DOMAIN,
    PASSWORD_OF_CONTACT,
    PASSWORD_OF_TRAIT,
    PASSWORD_IN_FOLDER,
];
/// Document at Harbour Dental: "Restore HDG-DC01", with two attachments and two related items.
pub const HDG_RESTORE: u64 = 6_002_001;
/// Contact "Priya Nair" at Harbour Dental.
pub const HDG_CONTACT: u64 = 3_302_001;
/// Location "Harbour Street" of Harbour Dental.
pub const HDG_LOCATION: u64 = 4_402_001;
