//! `check.geojson`: a point for each finding that has a place.

use std::io::Write;

use geo::Coord;

use super::super::folder::Unfilled;
use super::super::geojson::{write_collection, write_feature};
use super::super::layers::{Feature, Field, Kind, Shape, Value};
use super::super::words::Words;
use super::Finding;
use crate::note::Severity;

/// So many points are turned into text by one thread before it starts afresh.
const AT_ONCE: usize = 4096;

/// Writes the findings that have a place, in their order.
pub(super) fn write(findings: &[Finding], words: Words, to: &mut impl Write) -> Result<(), Unfilled> {
    let field = |name: &'static str, kind| Field {
        name: name.to_owned(),
        alias: words.label(&format!("words.column.note.{name}")),
        kind,
    };
    let texts = ["severity", "code", "layer"].map(|name| field(name, Kind::Text));
    let more = ["name", "message", "action"].map(|name| field(name, Kind::Text));
    let fields: Vec<Field> = texts.into_iter().chain([field("feature", Kind::Whole)]).chain(more).collect();
    let placed: Vec<(&Finding, Coord<f64>)> =
        findings.iter().filter_map(|finding| Some((finding, finding.place?))).collect();
    // They are longitudes and latitudes already.
    let lon_lat = || Ok(Some);
    write_collection("check", placed.len(), AT_ONCE, to, &lon_lat, |item, lon_lat, out| {
        let Some((finding, at)) = placed.get(item) else { return Ok(()) };
        let feature = Feature { shape: Shape::Place(*at), values: values(finding) };
        write_feature(&fields, &feature, lon_lat, out)
    })
}

fn values(finding: &Finding) -> Vec<Value> {
    let text = |text: Option<&str>| text.map_or(Value::Nothing, |text| Value::Text(text.to_owned()));
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    vec![
        text(Some(severity)),
        text(Some(finding.code)),
        text(finding.layer.as_deref()),
        finding.feature.and_then(|index| i64::try_from(index).ok()).map_or(Value::Nothing, Value::Whole),
        text(finding.name.as_deref()),
        text(Some(&finding.message)),
        text(finding.action.as_deref()),
    ]
}
