//! The facilities of a service, as points.

use std::collections::BTreeSet;

use geo::Coord;

use super::super::words::Words;
use super::{Attribute, Layer, Shape, Theme, features_of};
use crate::field;
use crate::report::{AttributeValue, FacilityRow, ServiceReport};

/// Every facility, existing, planned or closed, with all that its layer says of it.
pub(super) fn layer(service: &ServiceReport, words: Words) -> Layer<'_> {
    type Of<'a> = &'a FacilityRow;
    let alias = |name: &str| words.label(&format!("words.column.{name}"));
    let mut attributes = vec![
        Attribute::whole("feature", alias("feature"), |row: Of<'_>| Some(row.feature)),
        Attribute::text("id", alias("id"), |row: Of<'_>| row.id.clone()),
        Attribute::text("name", alias("facility"), |row: Of<'_>| row.name.clone()),
        Attribute::text("category", alias("category"), |row: Of<'_>| row.category.clone()),
        Attribute::number("places", alias("places"), 2, |row: Of<'_>| row.places),
        Attribute::text("status", alias("facility-status"), move |row: Of<'_>| {
            Some(words.facility_status(row.status))
        }),
        Attribute::whole("opening_year", alias("opening-year"), |row: Of<'_>| row.opening_year),
    ];
    let fields: BTreeSet<field::Field> =
        service.facilities.iter().flat_map(|row| row.attributes.iter().map(|(field, _)| *field)).collect();
    attributes.extend(fields.into_iter().map(|field| attribute(service, field, words)));
    let wgs84 = |name: &str| words.filled(&format!("words.column.{name}"), &[]);
    attributes.extend([
        Attribute::text("township_code", alias("township-code"), |row: Of<'_>| row.township_code.clone()),
        Attribute::text("township", alias("township"), |row: Of<'_>| row.township.clone()),
        Attribute::number("longitude", wgs84("longitude"), 7, |row: Of<'_>| Some(row.longitude)),
        Attribute::number("latitude", wgs84("latitude"), 7, |row: Of<'_>| Some(row.latitude)),
    ]);
    let parts = move |item: usize| {
        let row = service.facilities.get(item);
        row.map(|row| (row, Shape::Place(Coord { x: row.easting_m, y: row.northing_m })))
            .into_iter()
            .collect()
    };
    let (fields, features) = features_of(attributes, Box::new(parts));
    Layer {
        name: "facilities".to_owned(),
        title: words.filled("words.layer.facilities", &[("service", &service.name)]),
        theme: Theme::Facilities,
        service: None,
        fields,
        items: service.facilities.len(),
        is_quick: true,
        features,
    }
}

/// What the facilities say of one thing: numbers where every one that says it says a number, else text.
fn attribute(service: &ServiceReport, field: field::Field, words: Words) -> Attribute<'_, &FacilityRow> {
    let said = move |row: &FacilityRow| {
        row.attributes.iter().find(|(of, _)| *of == field).map(|(_, value)| value.clone())
    };
    let are_numbers =
        service.facilities.iter().filter_map(said).all(|value| matches!(value, AttributeValue::Amount(_)));
    let alias = words.field_heading(field);
    if are_numbers {
        return Attribute::number(field.key(), alias, 6, move |row| match said(row) {
            Some(AttributeValue::Amount(amount)) => Some(amount),
            _ => None,
        });
    }
    Attribute::text(field.key(), alias, move |row| {
        Some(words.attribute_value(said(row).as_ref()).shown()?.to_string())
    })
}
