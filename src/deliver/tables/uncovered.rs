//! The residential land that some circle does not reach, piece by piece (表4 未覆盖居住地块清单).

use super::super::rounding::Fixed;
use super::super::words::Words;
use super::{Cell, Subject, Table, title};
use crate::report::{ServiceReport, UncoveredRow};

/// The table of a service: the pieces of which some circle leaves out at least what the table can show, 0.01 m².
pub(super) fn table(service: &ServiceReport, words: Words) -> Table {
    part(service, &service.uncovered, words)
}

/// The table with some of its rows.
pub(super) fn part(service: &ServiceReport, pieces: &[UncoveredRow], words: Words) -> Table {
    let names = ["feature", "id", "parcel", "township-code", "township", "parcel-area"];
    let mut table = Table::with_columns("uncovered", title("uncovered", service, words), "", &names, words);
    for circle in &service.circles {
        let heading = words.filled("words.column.parcel-uncovered", &[("minutes", &circle.minutes)]);
        table.column("parcel-uncovered", heading);
    }
    for name in ["nearest-facility", "nearest-distance"] {
        table.column(name, words.label(&format!("words.column.{name}")));
    }

    for piece in pieces {
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
            Cell::whole(Some(piece.feature)),
            Cell::said(piece.id.as_deref()),
            Cell::said(piece.name.as_deref()),
            Cell::said(piece.township_code.as_deref()),
            Cell::said(piece.township.as_deref()),
            Cell::number(Some(piece.area_m2), 2),
        ];
        cells.extend(areas.into_iter().map(Cell::rounded));
        cells.push(Cell::said(piece.nearest_facility.as_deref()));
        cells.push(Cell::number(piece.nearest_distance_m, 0));
        table.row(Subject::Piece(piece.piece), cells);
    }
    table
}
