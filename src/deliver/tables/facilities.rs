//! Every facility, with its township, its attributes and coordinates (表3 设施台账).

use std::collections::BTreeSet;

use super::super::words::Words;
use super::{Cell, Subject, Table, title};
use crate::field::Field;
use crate::report::{FacilityRow, Method, ServiceReport};

/// The table of a service's facilities, in the order of their file. Each attribute that any facility has is a column.
pub(super) fn table(service: &ServiceReport, method: &Method, words: Words) -> Table {
    // A plane without a code has a definition too long for a heading.
    let plane = if method.crs.starts_with("EPSG:") { &method.crs } else { &method.crs_name };
    let label = |name: &str| words.filled(&format!("words.column.{name}"), &[("crs", plane)]);
    let fields: BTreeSet<Field> =
        service.facilities.iter().flat_map(|f| f.attributes.iter().map(|(field, _)| *field)).collect();
    let mut table = Table::new("facilities", title("facilities", service, words));
    for name in ["feature", "id", "facility", "category", "places", "facility-status", "opening-year"] {
        table.column(name, label(name));
    }
    for field in &fields {
        table.column("attribute", words.field_heading(*field));
    }
    for name in ["township-code", "township", "longitude", "latitude", "easting", "northing"] {
        table.column(name, label(name));
    }
    for (at, facility) in service.facilities.iter().enumerate() {
        table.row(Subject::Facility(at), cells(facility, &fields, words));
    }
    table
}

fn cells(facility: &FacilityRow, fields: &BTreeSet<Field>, words: Words) -> Vec<Cell> {
    let mut cells = vec![
        Cell::whole(Some(facility.feature)),
        Cell::said(facility.id.as_deref()),
        Cell::said(facility.name.as_deref()),
        Cell::said(facility.category.as_deref()),
        Cell::amount(facility.places),
        Cell::Text(words.facility_status(facility.status)),
        Cell::whole(facility.opening_year),
    ];
    cells.extend(fields.iter().map(|field| {
        let said = facility.attributes.iter().find(|(of, _)| of == field);
        words.attribute_value(said.map(|(_, value)| value))
    }));
    cells.extend([
        Cell::said(facility.township_code.as_deref()),
        Cell::said(facility.township.as_deref()),
        Cell::number(Some(facility.longitude), 7),
        Cell::number(Some(facility.latitude), 7),
        Cell::number(Some(facility.easting_m), 3),
        Cell::number(Some(facility.northing_m), 3),
    ]);
    cells
}
