//! The ways in which files and users write a CRS.

/// The text that PROJ is given for a CRS as written: `EPSG:n`, another `AUTHORITY:code`, WKT, PROJJSON or a PROJ
/// string. `None` when it is none of these; a bare name is not looked up, since PROJ guesses at names.
pub(super) fn normal_form(written: &str) -> Option<String> {
    let text = written.trim().trim_start_matches('\u{feff}').trim();
    if text.is_empty() || text.contains('\0') {
        return None;
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(format!("EPSG:{text}"));
    }
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("urn:ogc:def:crs,") {
        return Some(text.to_owned());
    }
    for prefix in ["urn:ogc:def:crs:", "urn:x-ogc:def:crs:"] {
        if let Some(rest) = lower.strip_prefix(prefix) {
            return authority_and_code(rest.split(':'));
        }
    }
    if let Some(rest) = lower.strip_prefix("http://").or_else(|| lower.strip_prefix("https://")) {
        let rest = rest.strip_prefix("www.").unwrap_or(rest);
        if let Some(path) = rest.strip_prefix("opengis.net/def/crs/") {
            return authority_and_code(path.trim_end_matches('/').split('/'));
        }
        let code = rest.strip_prefix("opengis.net/gml/srs/epsg.xml#")?;
        return authority_and_code(["epsg", code].into_iter());
    }
    if text.starts_with('{') || is_wkt(text) {
        return Some(text.to_owned());
    }
    if let Some(code) = lower.trim_start_matches('+').strip_prefix("init=") {
        let code = code.split_whitespace().next().unwrap_or("");
        return authority_and_code(code.split(':'));
    }
    if lower.contains("proj=") {
        let is_typed = lower.split_whitespace().any(|word| word.trim_start_matches('+') == "type=crs");
        return Some(if is_typed { text.to_owned() } else { format!("{text} +type=crs") });
    }
    authority_and_code(lower.split(':'))
}

/// `AUTHORITY:code` of the first and the last part; between them may stand a version.
fn authority_and_code<'a>(parts: impl Iterator<Item = &'a str>) -> Option<String> {
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let (&authority, rest) = parts.split_first()?;
    let code = rest.last()?.to_ascii_uppercase();
    let is_word = |word: &str| word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if rest.len() > 2 || !is_word(authority) || !is_word(&code) {
        return None;
    }
    // Coordinates are longitude first here in any case, so CRS84 is EPSG:4326.
    if matches!(authority, "ogc" | "crs") && matches!(code.as_str(), "CRS84" | "84" | "CRS84H") {
        return Some("EPSG:4326".to_owned());
    }
    Some(format!("{}:{code}", authority.to_ascii_uppercase()))
}

/// Whether the text begins like WKT: a keyword and a bracket.
fn is_wkt(text: &str) -> bool {
    let keyword = text.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
    keyword >= 4 && matches!(text[keyword..].trim_start().bytes().next(), Some(b'[' | b'('))
}

/// The name in a definition in WKT: what stands in its first quotation marks.
pub(super) fn quoted_name(text: &str) -> Option<String> {
    let name = text.trim().split('"').nth(1)?;
    (is_wkt(text.trim()) && !name.is_empty()).then(|| shown(name))
}

/// The text as a message shows it: on one line, and short.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 100;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    line.chars().take(LONGEST - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_code_comes_to_the_same() {
        for written in [
            "EPSG:4549",
            "epsg:4549",
            " 4549\n",
            "\u{feff}EPSG:4549",
            "urn:ogc:def:crs:EPSG::4549",
            "urn:ogc:def:crs:EPSG:6.9:4549",
            "URN:OGC:DEF:CRS:EPSG:0:4549",
            "urn:x-ogc:def:crs:EPSG:4549",
            "http://www.opengis.net/def/crs/EPSG/0/4549",
            "https://opengis.net/def/crs/epsg/9.9.1/4549/",
            "http://www.opengis.net/gml/srs/epsg.xml#4549",
            "+init=epsg:4549",
            "+init=epsg:4549 +no_defs",
        ] {
            assert_eq!(normal_form(written).as_deref(), Some("EPSG:4549"), "{written}");
        }
        for written in ["OGC:CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "CRS:84"]
        {
            assert_eq!(normal_form(written).as_deref(), Some("EPSG:4326"), "{written}");
        }
    }

    #[test]
    fn names_and_noise_are_not_handed_to_proj() {
        for written in
            ["", "  ", "WGS84", "CGCS2000", "EPSG:", ":4549", "EPSG:45 49", "http://a.b/4549", "a\0b"]
        {
            assert_eq!(normal_form(written), None, "{written:?}");
        }
    }

    #[test]
    fn a_long_definition_is_shown_short() {
        assert_eq!(shown("EPSG:4549"), "EPSG:4549");
        assert_eq!(shown(&"中 \n".repeat(200)).chars().count(), 100);
    }
}
