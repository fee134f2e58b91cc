//! The four lists of words that names are made of: family names, places, trades and brands, all invented but the trades.
//!
//! Three of them are put together from beginnings and endings, so that a list of 300 is read in four lines.

const FAMILY_BEGINNINGS: [&str; 27] = [
    "Ald", "Bram", "Cald", "Dray", "Ell", "Fen", "Garr", "Hart", "Ing", "Jarr", "Kel", "Lang",
    "Mar", "Nor", "Ock", "Pem", "Quar", "Rath", "Sel", "Thorn", "Und", "Win", "Hol", "Bran", "Var",
    "Wake", "Yar",
];
const FAMILY_ENDINGS: [&str; 14] = [
    "well", "more", "by", "worth", "son", "man", "stead", "croft", "den", "ley", "wick", "ard",
    "holt", "field",
];
/// How many of the family names' beginnings stand in names that the tenant does not have.
const ABSENT_BEGINNINGS: usize = 3;

const PLACE_BEGINNINGS: [&str; 24] = [
    "Ash", "Black", "Brook", "Clay", "Dun", "East", "Fair", "Glen", "Haw", "Iron", "King", "Lin",
    "Mill", "New", "Oak", "Pen", "Red", "Stan", "Tarn", "Up", "West", "Wood", "Alder", "Birch",
];
const PLACE_ENDINGS: [&str; 14] = [
    "ford", "ham", "ton", "bury", "mouth", "bridge", "minster", "haven", "gate", "dale", "combe",
    "port", "mere", "ness",
];

const BRAND_BEGINNINGS: [&str; 20] = [
    "Zel", "Vor", "Nex", "Qua", "Lum", "Tri", "Orb", "Syn", "Axi", "Kry", "Pyl", "Rho", "Sol",
    "Ten", "Umb", "Vex", "Wyn", "Xan", "Yol", "Bax",
];
const BRAND_ENDINGS: [&str; 18] = [
    "tara", "vion", "quor", "dyne", "lith", "mera", "nova", "pax", "rix", "sona", "tek", "via",
    "wave", "zon", "ello", "indra", "ova", "usk",
];

const TRADES: &str = "Accountants Accounting Acoustics Adhesives Advertising Aerials Aerospace \
    Agronomy Airfreight Alarms Aluminium Ambulances Analytics Anglers Animation Antiques Apothecary \
    Appliances Appraisals Aquariums Archery Architects Archives Arts Asphalt Assurance Auctions Audio \
    Audiology Automation Aviation Awnings Bakery Balconies Banking Bathrooms Batteries Bearings Beauty \
    Bedding Beverages Bicycles Billiards Binding Biscuits Blacksmiths Blinds Boatyard Boilers \
    Bookbinders Books Bottling Boxes Brewing Bricks Broadcasting Brokers Builders Buses Butchers \
    Cabinets Cabling Cafes Cameras Camping Candles Canvas Caravans Cardiology Carpentry Carpets \
    Carriers Castings Catering Ceilings Ceramics Chandlery Charters Cheese Chemicals Chemists Childcare \
    Chimneys Chiropody Chocolates Cider Cinemas Cladding Cleaning Clocks Clothing Coaches Coatings \
    Coffee Colleges Composites Compressors Concrete Confectionery Conservation Conservatories \
    Construction Consulting Containers Contracting Controls Conveyancing Conveyors Cooling Cosmetics \
    Couriers Crafts Cranes Creameries Credit Crystals Cushions Cutlery Cycles Dairies Dance Decorating \
    Demolition Dental Dermatology Design Detergents Diagnostics Diecasting Diesel Digital Distillery \
    Distribution Diving Doors Drainage Draperies Dredging Drilling Driving Drones Drycleaning Ducting \
    Dyes Earthworks Electrical Electronics Elevators Embroidery Enamels Energy Engineering Engraving \
    Envelopes Equestrian Estates Events Excavation Exhibitions Exports Fabrics Fabrication Farms \
    Fasteners Fashions Fencing Ferries Fertilisers Fibres Films Filters Finance Fireplaces Fisheries \
    Fitness Fittings Flagpoles Flooring Florists Foods Footwear Forestry Forge Forklifts Foundry \
    Framing Freight Fuels Funerals Furnishings Furniture Galleries Galvanising Games Garages Gardens \
    Gaskets Gates Gearboxes Generators Gilding Glass Glazing Gloves Grains Granite Graphics Greenhouses \
    Grocers Guttering Haulage Hats Hearing Heating Helicopters Herbs Hire Holidays Honey Horticulture \
    Hosiery Hospice Hotels Housing Hydraulics Hygiene Imaging Imports Induction Inks Instruments \
    Insulation Insurance Interiors Ironmongery Irrigation Jewellers Joinery Journals Juices Kennels \
    Kilns Kitchens Knitwear Laboratories Labels Lace Ladders Lamps Landscaping Laser Laundry Law \
    Lawnmowers Leasing Leather Lettings Libraries Lifting Lighting Linen Locksmiths Logistics \
    Lubricants Luggage Machining Magnets Maintenance Malting Marine Marketing Marquees Masonry \
    Mattresses Meats Media Metals Metrology Milling Mining Mirrors Mobility Motors Moulding Museums \
    Music Nurseries Optics Orchards Organs Outfitters Packaging Paints Pallets Paper Pastry Patterns \
    Paving Pensions Pharmacy Photography Pianos Pipework Planning Plastering Plastics Plumbing Podiatry \
    Polymers Pottery Poultry Precision Printing Publishing Pumps Quarries Radiology Railings Recruitment \
    Recycling Refrigeration Rentals Resins Roofing Saddlery Sawmills Scaffolding Seeds Shipping Signs \
    Solicitors Surveyors Tailors Tiles Timber Translation Upholstery Valves Veneers Warehousing Welding";

/// What stands after a place: `Ashford Clinic`.
pub const INSTITUTIONS: [&str; 4] = ["School", "Clinic", "Parish", "Council"];

/// First names, for hosts that are called after people.
pub const FIRST_NAMES: [&str; 24] = [
    "anna", "ben", "carla", "david", "emma", "felix", "grace", "hugo", "iris", "jonas", "karin",
    "leo", "maria", "nils", "olga", "paul", "ruth", "sam", "tessa", "uwe", "vera", "will", "yara",
    "zoe",
];

/// The lists, put together.
#[derive(Debug, Clone)]
pub struct Words {
    /// Family names.
    pub families: Vec<String>,
    /// Family names that no name of the tenant holds: names that exist nowhere are made of these.
    pub absent_families: Vec<String>,
    /// Places.
    pub places: Vec<String>,
    /// Trades.
    pub trades: Vec<&'static str>,
    /// Invented brands.
    pub brands: Vec<String>,
}

impl Default for Words {
    fn default() -> Self {
        let (present, absent) =
            FAMILY_BEGINNINGS.split_at(FAMILY_BEGINNINGS.len() - ABSENT_BEGINNINGS);
        Self {
            families: joined(present, &FAMILY_ENDINGS),
            absent_families: joined(absent, &FAMILY_ENDINGS),
            places: joined(&PLACE_BEGINNINGS, &PLACE_ENDINGS),
            trades: TRADES.split_whitespace().collect(),
            brands: joined(&BRAND_BEGINNINGS, &BRAND_ENDINGS),
        }
    }
}

fn joined(beginnings: &[&str], endings: &[&str]) -> Vec<String> {
    beginnings
        .iter()
        .flat_map(|start| endings.iter().map(move |end| format!("{start}{end}")))
        .collect()
}
