//! `uncovered.csv`: the residential land that some circle does not reach, piece by piece.

use super::super::rounding::Fixed;
use super::super::words::Words;
use super::{Table, attribute};
use crate::report::ServiceReport;

/// The table of a service: the pieces of which some circle leaves out at least what the table can show, 0.01 m².
pub(super) fn table(service: &ServiceReport, words: Words) -> Table {
    let label = |key: &str| words.label(&format!("words.column.{key}"));
    let mut header: Vec<String> =
        ["feature", "id", "parcel", "township-code", "township", "parcel-area"].map(label).into();
    for circle in &service.circles {
        header.push(words.filled("words.column.parcel-uncovered", &[("minutes", &circle.minutes)]));
    }
    header.extend(["nearest-facility", "nearest-distance"].map(label));
    let mut table = Table::with_header(header);

    for piece in &service.uncovered {
        let areas: Vec<Option<Fixed>> = service
            .circles
            .iter()
            .map(|circle| piece.uncovered.iter().find(|u| u.minutes == circle.minutes))
            .map(|entry| entry.map(|u| Fixed::of(u.area_m2, 2)))
            .collect();
        if areas.iter().flatten().all(|area| area.is_zero()) {
            continue;
        }
        let mut cells = vec![
            piece.feature.to_string(),
            attribute(words, piece.id.as_deref()),
            attribute(words, piece.name.as_deref()),
            attribute(words, piece.township_code.as_deref()),
            attribute(words, piece.township.as_deref()),
            words.fixed(Some(piece.area_m2), 2),
        ];
        cells.extend(areas.into_iter().map(|area| words.figure(area)));
        cells.push(attribute(words, piece.nearest_facility.as_deref()));
        cells.push(words.fixed(piece.nearest_distance_m, 0));
        table.row(cells);
    }
    table
}
