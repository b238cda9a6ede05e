//! `facilities.csv`: every facility, with its township, its attributes and coordinates.

use std::collections::BTreeSet;

use super::super::words::Words;
use super::{Table, attribute};
use crate::field::Field;
use crate::report::{FacilityRow, Method, ServiceReport};

/// The table of a service's facilities, in the order of their file. Each attribute that any facility has is a column.
pub(super) fn table(service: &ServiceReport, method: &Method, words: Words) -> Table {
    // A plane without a code has a definition too long for a heading.
    let plane = if method.crs.starts_with("EPSG:") { &method.crs } else { &method.crs_name };
    let label = |key: &str| words.filled(&format!("words.column.{key}"), &[("crs", plane)]);
    let fields: BTreeSet<Field> =
        service.facilities.iter().flat_map(|f| f.attributes.iter().map(|(field, _)| *field)).collect();
    let of_all = ["feature", "id", "facility", "category", "places", "facility-status", "opening-year"];
    let mut header: Vec<String> = of_all.map(label).into();
    header.extend(fields.iter().map(|field| words.field_heading(*field)));
    let place = ["township-code", "township", "longitude", "latitude", "easting", "northing"];
    header.extend(place.map(label));
    let mut table = Table::with_header(header);
    for facility in &service.facilities {
        table.row(cells(facility, &fields, words));
    }
    table
}

fn cells(facility: &FacilityRow, fields: &BTreeSet<Field>, words: Words) -> Vec<String> {
    let mut cells = vec![
        facility.feature.to_string(),
        attribute(words, facility.id.as_deref()),
        attribute(words, facility.name.as_deref()),
        attribute(words, facility.category.as_deref()),
        words.amount(facility.places),
        words.facility_status(facility.status),
        words.figure(facility.opening_year),
    ];
    cells.extend(fields.iter().map(|field| {
        let said = facility.attributes.iter().find(|(of, _)| of == field);
        words.attribute_value(said.map(|(_, value)| value))
    }));
    cells.extend([
        attribute(words, facility.township_code.as_deref()),
        attribute(words, facility.township.as_deref()),
        words.fixed(Some(facility.longitude), 7),
        words.fixed(Some(facility.latitude), 7),
        words.fixed(Some(facility.easting_m), 3),
        words.fixed(Some(facility.northing_m), 3),
    ]);
    cells
}
