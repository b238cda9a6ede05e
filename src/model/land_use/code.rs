//! One land-use code: what it is, and what it says of homes in each classification.

use std::collections::HashMap;

use super::LandUse;
use crate::model::names::normalised_name;
use crate::project::LandUseScheme;

/// What stands in a land-use field, taken apart: `0702农村宅基地` is a code and the name of a use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    /// The code of a classification, its leading zero put back where a spreadsheet took it off; `None` where the
    /// text begins with none.
    pub(super) code: Option<String>,
    /// The text as it stands in the file.
    pub(super) text: String,
}

/// What a code says of its parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Homes, urban or rural.
    Homes(LandUse),
    /// Homes of a kind that the code does not say.
    Untold,
    /// It means one thing in one classification and another in the other.
    Ambiguous,
    /// No homes, in the classification that is decided on or, where none is, in both.
    NoHomes,
    /// No code of either classification.
    Unknown,
}

/// The codes that were taken apart before: a layer has few different ones.
#[derive(Debug, Default)]
pub(super) struct KnownCodes(HashMap<String, Code>);

impl KnownCodes {
    pub(super) fn of(&mut self, text: &str) -> &Code {
        if !self.0.contains_key(text) {
            self.0.insert(text.to_owned(), Code::of(text));
        }
        &self.0[text]
    }
}

impl Code {
    pub(super) fn of(text: &str) -> Self {
        let plain = normalised_name(text).to_uppercase();
        let plain = plain.strip_suffix(".0").unwrap_or(&plain);
        let end = plain.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(plain.len());
        let code = plain.get(..end).unwrap_or_default();
        let padded = format!("0{code}");
        let code = if is_code(code) {
            Some(code.to_owned())
        } else if matches!(code.len(), 3 | 5) && is_code(&padded) {
            Some(padded)
        } else {
            None
        };
        Self { code, text: text.trim().to_owned() }
    }

    /// The classification that alone has this code, or this use under it.
    pub(super) fn evidence(&self) -> Option<LandUseScheme> {
        let code = self.code.as_deref()?;
        let says = |use_name| code == "0702" && self.text.contains(use_name);
        let is_detailed = code.len() == 6 && ["0701", "0703", "0704"].iter().any(|c| code.starts_with(c));
        let has_letter = code.bytes().any(|b| b.is_ascii_alphabetic());
        if is_detailed || matches!(code, "0703" | "0704") || says("社区服务") {
            Some(LandUseScheme::LandAndSeaUse)
        } else if has_letter || is_settlement(code) || says("宅基地") {
            Some(LandUseScheme::LandSurvey)
        } else {
            None
        }
    }

    /// What the code says of its parcel in a classification; `None`: in both.
    pub(super) fn class(&self, scheme: Option<LandUseScheme>) -> Class {
        let Some(code) = self.code.as_deref() else {
            return urban_or_rural(&self.text).map_or(Class::Unknown, Class::Homes);
        };
        let starts = |with: &str| code.starts_with(with);
        match scheme {
            _ if starts("0701") => Class::Homes(LandUse::Urban),
            _ if code == "07" => Class::Untold,
            Some(LandUseScheme::LandAndSeaUse) if is_settlement(code) => Class::Unknown,
            _ if is_settlement(code) => urban_or_rural(code).map_or(Class::NoHomes, Class::Homes),
            Some(LandUseScheme::LandSurvey) if starts("0702") => Class::Homes(LandUse::Rural),
            Some(LandUseScheme::LandAndSeaUse) if starts("0703") => Class::Homes(LandUse::Rural),
            None if ["0702", "0703", "0704"].iter().any(|c| starts(c)) => Class::Ambiguous,
            // A number of two digits may be anything where no classification is known.
            None if code.len() == 2 => Class::Unknown,
            _ => Class::NoHomes,
        }
    }

    /// The catalogue entry for what the code means, of a code that says there are no homes.
    pub(super) fn meaning(&self, scheme: Option<LandUseScheme>) -> &'static str {
        let code = self.code.as_deref().unwrap_or_default();
        let first = code.get(..2).unwrap_or_default();
        let is_settlement = is_settlement(code);
        match scheme {
            None => "model.land.no-homes",
            Some(LandUseScheme::LandAndSeaUse) => match (code.get(..4).unwrap_or(code), first) {
                ("0702", _) => "model.land.sea-0702",
                ("0704", _) => "model.land.sea-0704",
                _ if code.bytes().any(|b| b.is_ascii_alphabetic()) => "model.land.no-class",
                (_, "01") => "model.land.cropland",
                (_, "02") => "model.land.orchards",
                (_, "03") => "model.land.forest",
                (_, "04") => "model.land.grassland",
                (_, "05") => "model.land.wetland",
                (_, "06") => "model.land.farm-buildings",
                (_, "08") => "model.land.public-services",
                (_, "09") => "model.land.commerce",
                (_, "10") => "model.land.industry",
                (_, "11") => "model.land.storage",
                (_, "12") => "model.land.transport",
                (_, "13") => "model.land.utilities",
                (_, "14") => "model.land.green",
                (_, "15") => "model.land.special",
                (_, "16") => "model.land.reserve",
                (_, "17") => "model.land.inland-water",
                (_, "18" | "19" | "20" | "21" | "22" | "24") => "model.land.sea",
                (_, "23") => "model.land.other",
                _ => "model.land.no-class",
            },
            Some(LandUseScheme::LandSurvey) => match first {
                _ if is_settlement => "model.land.no-settlement",
                "00" => "model.land.wetland",
                "01" => "model.land.cropland",
                "02" => "model.land.orchards",
                "03" => "model.land.forest",
                "04" => "model.land.grassland",
                "05" => "model.land.commerce",
                "06" => "model.land.industry",
                "08" => "model.land.public-services",
                "09" => "model.land.special",
                "10" => "model.land.transport",
                "11" => "model.land.water",
                "12" => "model.land.other",
                _ => "model.land.no-class",
            },
        }
    }
}

/// Whether the text has the form of a code: 07, 0701, 070101, 0301K, 05H1, 08H2A, 203, 203A.
fn is_code(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..).unwrap_or_default().as_bytes();
    match (digits, rest) {
        (2 | 4 | 6, []) => true,
        (4, [letter]) => letter.is_ascii_uppercase(),
        (2, [b'H', number] | [b'H', number, b'A'..=b'Z']) => number.is_ascii_digit(),
        _ => is_settlement(text),
    }
}

/// Whether a code is one of settlements and mines (城镇村及工矿用地, CZCSXM): 201 to 205, A added for single homes
/// and works outside of settlements.
pub(super) fn is_settlement(code: &str) -> bool {
    matches!(code.strip_suffix('A').unwrap_or(code), "201" | "202" | "203" | "204" | "205")
}

/// Whether something is urban or rural: by a class of the statistics bureau (111, 112, 121, 122, 123 urban; 210, 220
/// rural), by the attribute CZCSXM (201 city, 202 town, 203 village), or in words.
pub(crate) fn urban_or_rural(text: &str) -> Option<LandUse> {
    let plain = normalised_name(text).to_uppercase();
    let plain = plain.strip_suffix(".0").unwrap_or(&plain);
    let code = plain.strip_suffix('A').unwrap_or(plain);
    if code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit()) {
        return match code.as_bytes() {
            [b'1', ..] | b"201" | b"202" => Some(LandUse::Urban),
            b"203" | [b'2', b'1'..=b'9', _] => Some(LandUse::Rural),
            _ => None,
        };
    }
    // 非城镇 and 城乡 hold both words, or deny one.
    let says = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    let urban = says(&["城镇", "城市", "URBAN"]) || plain == "城";
    let rural = says(&["农村", "乡村", "村庄", "宅基地", "RURAL"]) || plain == "乡";
    let is_denied = says(&["非", "NON", "SUBURBAN", "PERI"]);
    match (urban, rural) {
        _ if is_denied => None,
        (true, false) => Some(LandUse::Urban),
        (false, true) => Some(LandUse::Rural),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use LandUse::{Rural, Urban};
    use LandUseScheme::{LandAndSeaUse, LandSurvey};

    #[test]
    fn a_code_keeps_its_zero_and_gets_it_back_from_a_spreadsheet() {
        for (text, code) in [
            ("0701", Some("0701")),
            ("701", Some("0701")),
            ("701.0", Some("0701")),
            ("70102", Some("070102")),
            ("０７０１", Some("0701")),
            ("0702农村宅基地", Some("0702")),
            ("0702 城镇社区服务设施用地", Some("0702")),
            ("08h2a", Some("08H2A")),
            ("0301K", Some("0301K")),
            ("203A", Some("203A")),
            ("07", Some("07")),
            ("R2", None),
            ("住宅", None),
            ("residential", None),
            ("7", None),
            ("", None),
        ] {
            assert_eq!(Code::of(text).code.as_deref(), code, "{text}");
        }
    }

    /// GB/T 21010 and the survey's own classes against the classification of 2023.
    #[test]
    fn the_same_code_means_two_things() {
        for (text, survey, sea, undecided) in [
            ("0701", Class::Homes(Urban), Class::Homes(Urban), Class::Homes(Urban)),
            ("070102", Class::Homes(Urban), Class::Homes(Urban), Class::Homes(Urban)),
            ("0702", Class::Homes(Rural), Class::NoHomes, Class::Ambiguous),
            ("0703", Class::NoHomes, Class::Homes(Rural), Class::Ambiguous),
            ("070301", Class::NoHomes, Class::Homes(Rural), Class::Ambiguous),
            ("0704", Class::NoHomes, Class::NoHomes, Class::Ambiguous),
            ("07", Class::Untold, Class::Untold, Class::Untold),
            ("0501", Class::NoHomes, Class::NoHomes, Class::NoHomes),
            ("05H1", Class::NoHomes, Class::NoHomes, Class::NoHomes),
            ("203", Class::Homes(Rural), Class::Unknown, Class::Homes(Rural)),
            ("204", Class::NoHomes, Class::Unknown, Class::NoHomes),
            ("城镇住宅用地", Class::Homes(Urban), Class::Homes(Urban), Class::Homes(Urban)),
            ("农村宅基地", Class::Homes(Rural), Class::Homes(Rural), Class::Homes(Rural)),
            ("R2", Class::Unknown, Class::Unknown, Class::Unknown),
        ] {
            let code = Code::of(text);
            assert_eq!(code.class(Some(LandSurvey)), survey, "{text}");
            assert_eq!(code.class(Some(LandAndSeaUse)), sea, "{text}");
            assert_eq!(code.class(None), undecided, "{text}");
        }
    }

    #[test]
    fn some_codes_are_of_one_classification_only() {
        for text in ["0703", "0704", "070101", "070302", "0702城镇社区服务设施用地"] {
            assert_eq!(Code::of(text).evidence(), Some(LandAndSeaUse), "{text}");
        }
        for text in ["05H1", "08H1", "08H2", "203", "0702 农村宅基地"] {
            assert_eq!(Code::of(text).evidence(), Some(LandSurvey), "{text}");
        }
        for text in ["0701", "0702", "07", "R2", "城镇住宅用地", ""] {
            assert_eq!(Code::of(text).evidence(), None, "{text}");
        }
    }

    #[test]
    fn urban_and_rural_come_as_classes_and_as_words() {
        for text in ["111", "121", "123", "城镇", "城市", "Urban", "201", "202A", "111.0"] {
            assert_eq!(urban_or_rural(text), Some(Urban), "{text}");
        }
        for text in ["210", "220", "乡村", "农村", "rural", "203"] {
            assert_eq!(urban_or_rural(text), Some(Rural), "{text}");
        }
        for text in ["", "204", "城乡", "非城镇", "300", "non-urban", "城镇和农村"] {
            assert_eq!(urban_or_rural(text), None, "{text}");
        }
    }
}
