//! The `crs` member of GeoJSON 2008, which GIS programs still write.

use serde_json::Value;

use super::words::Words;
use crate::note::{Note, Severity};

/// The name of the system that the JSON text of a `crs` member states, as it states it.
///
/// # Errors
/// A note when it states none: it is null, a link, or not understood.
pub(super) fn stated(raw: &str) -> Result<String, Note> {
    let unusable = || {
        let note = Note::new(Severity::Warning, "crs-not-understood");
        Err(Words::literal(&raw.split_whitespace().collect::<Vec<_>>().join(" ")).fill(note, "found"))
    };
    let member = match serde_json::from_str(raw) {
        Ok(Value::Null) => return Err(Note::new(Severity::Warning, "crs-null")),
        Ok(member) => member,
        Err(_) => return unusable(),
    };
    let property = |name: &str| member.get("properties").and_then(|properties| properties.get(name));
    let kind = member.get("type").and_then(Value::as_str).unwrap_or_default();
    let name = match kind.to_ascii_lowercase().as_str() {
        "link" => return Err(Note::new(Severity::Warning, "crs-link")),
        "epsg" => match property("code") {
            Some(Value::Number(code)) => format!("EPSG:{code}"),
            Some(Value::String(code)) => format!("EPSG:{}", code.trim()),
            _ => return unusable(),
        },
        _ => match property("name").unwrap_or(&member) {
            Value::String(name) => name.trim().to_owned(),
            _ => return unusable(),
        },
    };
    if name.is_empty() || name == "EPSG:" { unusable() } else { Ok(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_system_is_kept_as_it_stands() {
        for (raw, name) in [
            (
                r#"{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4549"}}"#,
                "urn:ogc:def:crs:EPSG::4549",
            ),
            (
                r#"{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}"#,
                "urn:ogc:def:crs:OGC:1.3:CRS84",
            ),
            (r#"{"properties":{"name":" EPSG:4490 "}}"#, "EPSG:4490"),
            (r#"{"type":"EPSG","properties":{"code":4549}}"#, "EPSG:4549"),
            (r#"{"type":"EPSG","properties":{"code":"4549"}}"#, "EPSG:4549"),
            (r#""EPSG:4549""#, "EPSG:4549"),
        ] {
            assert_eq!(stated(raw).as_deref(), Ok(name));
        }
    }

    #[test]
    fn what_states_no_system_is_noted() {
        let code = |raw| stated(raw).unwrap_err().code;
        assert_eq!(code("null"), "crs-null");
        assert_eq!(
            code(r#"{"type":"link","properties":{"href":"http://example.com/crs","type":"proj4"}}"#),
            "crs-link"
        );
        for raw in [
            "4549",
            "{}",
            "[]",
            "\"\"",
            "{\"type\":",
            r#"{"type":"EPSG"}"#,
            r#"{"type":"EPSG","properties":{"code":""}}"#,
            r#"{"type":"name","properties":{"name":4549}}"#,
            r#"{"type":"name","properties":null}"#,
        ] {
            assert_eq!(code(raw), "crs-not-understood", "{raw}");
        }
        assert_eq!(code(&"[".repeat(1_000_000)), "crs-not-understood");
    }
}
