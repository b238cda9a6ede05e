//! `facilities.csv`: every facility, with its township and coordinates.

use super::super::words::Words;
use super::{Table, attribute};
use crate::report::{Method, ServiceReport};

/// The table of a service's facilities, in the order of their file.
pub(super) fn table(service: &ServiceReport, method: &Method, words: Words) -> Table {
    // A plane without a code has a definition too long for a heading.
    let plane = if method.crs.starts_with("EPSG:") { &method.crs } else { &method.crs_name };
    let label = |key: &str| words.filled(&format!("words.column.{key}"), &[("crs", plane)]);
    let mut table = Table::with_header(
        [
            "feature",
            "id",
            "facility",
            "category",
            "places",
            "township-code",
            "township",
            "longitude",
            "latitude",
            "easting",
            "northing",
        ]
        .map(label)
        .into(),
    );
    for facility in &service.facilities {
        table.row(vec![
            facility.feature.to_string(),
            attribute(words, facility.id.as_deref()),
            attribute(words, facility.name.as_deref()),
            attribute(words, facility.category.as_deref()),
            words.amount(facility.places),
            attribute(words, facility.township_code.as_deref()),
            attribute(words, facility.township.as_deref()),
            words.fixed(Some(facility.longitude), 7),
            words.fixed(Some(facility.latitude), 7),
            words.fixed(Some(facility.easting_m), 3),
            words.fixed(Some(facility.northing_m), 3),
        ]);
    }
    table
}
