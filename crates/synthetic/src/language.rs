//! One language for each country of the corridors: the one most likely to be understood there, not the only one.

/// ISO 639-3 code by ISO 3166 alpha-3.
pub fn language(country: &str) -> &'static str {
    match country {
        "ARE" | "DZA" | "EGY" | "IRQ" | "JOR" | "LBN" | "LBY" | "MAR" | "PSE" | "QAT" | "SAU" | "SDN" | "SYR"
        | "TUN" | "YEM" => "ara",
        "ARG" | "BOL" | "CHL" | "COL" | "ECU" | "ESP" | "GTM" | "HND" | "MEX" | "PER" | "VEN" => "spa",
        "AGO" | "BRA" | "CPV" | "GNB" | "MOZ" | "PRT" => "por",
        "COD" | "FRA" => "fra",
        "CHE" | "DEU" => "deu",
        "ITA" => "ita",
        "BGD" => "ben",
        "IND" => "hin",
        "NPL" => "nep",
        "PAK" => "urd",
        "LKA" => "sin",
        "IDN" | "MYS" => "ind",
        "PHL" => "tgl",
        "MMR" => "mya",
        "VNM" => "vie",
        "CHN" | "HKG" => "zho",
        "ETH" => "amh",
        "SOM" => "som",
        "KEN" | "TZA" | "UGA" => "swa",
        "TUR" => "tur",
        "IRN" => "fas",
        "KAZ" | "RUS" => "rus",
        "UKR" => "ukr",
        "POL" => "pol",
        "ROU" => "ron",
        "BGR" => "bul",
        "GRC" => "ell",
        "GEO" => "kat",
        "ALB" => "sqi",
        "LTU" => "lit",
        "LVA" => "lav",
        "MKD" => "mkd",
        _ => "eng",
    }
}
