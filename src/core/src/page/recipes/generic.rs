//! Any other page that the technician has enabled: whatever stands beside a label that names a client or a device, its
//! headings and its title.
//!
//! Nothing here is trusted: the readings order suggestions and never select. The words are those that products show in
//! six languages; customers' admins rename them. Test pages: `tests/pages/generic/`.

use crate::page::{
    Clean, Field, FieldRead, Frames, PLAIN, PageKind, Recipe, Screen, TakeOf, Zone,
};

pub(super) const RECIPE: Recipe = Recipe {
    key: "generic",
    name: "Other page",
    client_word: "client",
    frames: Frames::Nested,
    screens: &[Screen {
        kind: PageKind::Device,
        at: "*",
        id: None,
        only_if_named: false,
    }],
    skip: SKIP,
    reads: &[
        beside(Field::ClientName, CLIENT, Clean::Whole),
        beside(Field::ClientName, SITE, Clean::Whole),
        beside(Field::DeviceName, DEVICE, Clean::HostName),
        beside(Field::Serial, SERIAL, Clean::Serial),
        beside(Field::Mac, MAC, Clean::Mac),
        beside(Field::Ip, IP, Clean::Ip),
        at(Field::ClientName, TakeOf::Text, HEADING, Clean::Whole),
        at(Field::DeviceName, TakeOf::Text, HEADING, Clean::HostName),
        // The last but one entry is often the client.
        at(Field::ClientName, TakeOf::Text, BREADCRUMB, Clean::Whole),
        at(Field::ClientName, TakeOf::Title, "", Clean::Whole),
    ],
    is_generic: true,
    ..PLAIN
};

const HEADING: &str = "h1, [role=\"heading\"][aria-level=\"1\"]";
const BREADCRUMB: &str = "nav[aria-label*=\"breadcrumb\" i] a:nth-last-of-type(-n+2)";

/// What any page may show of other clients and of other things, besides what anybody may have written.
const SKIP: &str = concat!(
    "nav:not([aria-label*=\"breadcrumb\" i]), footer, ",
    "[role=\"navigation\"]:not([aria-label*=\"breadcrumb\" i]), [role=\"menu\"], [role=\"menubar\"], [role=\"listbox\"], ",
    "[role=\"tooltip\"], [role=\"status\"], [role=\"alert\"], [role=\"search\"], [role=\"tablist\"], [role=\"grid\"], ",
    "[type=\"search\"], .rt-tbody, script, style, template, noscript, ",
    ".ConversationItem, .ConversationChunk, [class*=\"conv-\"][class*=\"thread\"], .thread, .ticket-thread, ",
    ".transaction, .history, .messagebody, .message-stanza, [data-test-id*=\"comment\"], ",
    "[data-test-id*=\"conversation\"], .ql-editor, .fr-element, .ck-content, ",
    "[contenteditable]:not([contenteditable=\"false\"]), article, [role=\"article\"], [role=\"log\"], [role=\"feed\"], ",
    "blockquote, pre, code"
);

/// English, German, French, Spanish, Dutch, Italian.
const CLIENT: &[&str] = &[
    "company", "company name", "customer", "customer name", "client", "client name", "account", "account name",
    "organization", "organization name", "organisation", "organisation name", "tenant", "entity", "device group",
    "firma", "unternehmen", "kunde", "kundenname", "mandant", "konto", "société", "entreprise", "compte", "entité",
    "empresa", "compañía", "cliente", "cuenta", "organización", "entidad", "bedrijf", "klant", "klantnaam", "relatie",
    "organisatie", "azienda", "società", "organizzazione", "entità",
];
const SITE: &[&str] = &[
    "site", "site name", "location", "branch", "office", "standort", "niederlassung", "filiale", "emplacement", "agence",
    "sitio", "sede", "ubicación", "sucursal", "vestiging", "locatie", "sito", "ubicazione",
];
const DEVICE: &[&str] = &[
    "device", "device name", "computer", "computer name", "machine", "machine name", "hostname", "host name", "asset",
    "asset name", "configuration", "configuration item", "endpoint", "agent", "system name", "server", "gerät",
    "gerätename", "computername", "rechner", "rechnername", "konfigurationselement", "endpunkt", "appareil", "poste",
    "ordinateur", "nom de l'ordinateur", "nom d'hôte", "équipement", "élément de configuration", "dispositivo", "equipo",
    "nombre del equipo", "ordenador", "nombre de host", "activo", "apparaat", "apparaatnaam", "computernaam", "hostnaam",
    "configuratie-item", "nome computer", "nome host", "risorsa", "apparato",
];
const SERIAL: &[&str] = &[
    "serial", "serial number", "serial no", "serial no.", "s/n", "sn", "service tag", "seriennummer", "serien-nr",
    "serien-nr.", "service-tag", "numéro de série", "n° de série", "n/s", "número de serie", "n.º de serie", "nº serie",
    "nº de serie", "serienummer", "servicetag", "numero di serie", "matricola", "seriale",
];
const MAC: &[&str] = &[
    "mac", "mac address", "physical address", "wi-fi mac", "ethernet mac", "mac-adresse", "physische adresse",
    "adresse mac", "adresse physique", "dirección mac", "dirección física", "mac-adres", "fysiek adres",
    "indirizzo mac", "indirizzo fisico",
];
const IP: &[&str] = &[
    "ip", "ip address", "internal ip", "internal ip address", "lan ip", "ipv4", "ipv4 address", "ip-adresse",
    "interne ip", "adresse ip", "ip interne", "dirección ip", "ip interna", "ip-adres", "intern ip", "indirizzo ip",
    "ip interno",
];

const fn beside(field: Field, words: &'static [&'static str], clean: Clean) -> FieldRead {
    at(field, TakeOf::Labelled(words), "", clean)
}

const fn at(field: Field, take: TakeOf, selector: &'static str, clean: Clean) -> FieldRead {
    FieldRead {
        field,
        zone: Zone::Untrusted,
        only: None,
        selector,
        take,
        clean,
    }
}
