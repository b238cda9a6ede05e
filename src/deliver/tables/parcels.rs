//! Every piece of residential land, with its share in every circle: what the page tells of a parcel.

use super::super::words::Words;
use super::{Cell, Subject, Table, title};
use crate::coverage::ServiceCoverage;
use crate::model::{Facility, Service, Study};
use crate::report::ServiceReport;

/// The table of a service, a row a piece, in the order of the study.
pub(crate) fn table(
    told: &ServiceReport,
    study: &Study,
    service: &Service,
    coverage: &ServiceCoverage,
    words: Words,
) -> Table {
    let names = ["feature", "id", "parcel", "township", "parcel-area"];
    let mut table = Table::with_columns("parcels", title("parcels", told, words), "", &names, words);
    for circle in &told.circles {
        for name in ["parcel-covered", "parcel-rate"] {
            let heading = words.filled(&format!("words.column.{name}"), &[("minutes", &circle.minutes)]);
            table.column(name, heading);
        }
    }
    for name in ["nearest-facility", "nearest-distance"] {
        table.column(name, words.label(&format!("words.column.{name}")));
    }
    for (at, piece) in study.pieces.iter().enumerate() {
        let Some(parcel) = study.parcels.get(piece.parcel) else { continue };
        let township = piece.township.and_then(|t| study.townships.get(t));
        let mut cells = vec![
            Cell::whole(Some(parcel.feature)),
            Cell::said(parcel.id.as_deref()),
            Cell::said(parcel.name.as_deref()),
            Cell::said(township.map(|t| t.name.as_str())),
            Cell::number(Some(piece.plane_area_m2 * parcel.area_factor), 2),
        ];
        for circle in coverage.circles.iter().take(told.circles.len()) {
            let covered = circle.covered_plane_m2.get(at).copied();
            let rate = covered.filter(|_| piece.plane_area_m2 > 0.0).map(|c| c / piece.plane_area_m2);
            cells.push(Cell::number(covered.map(|c| c * parcel.area_factor), 2));
            cells.push(Cell::percent(rate));
        }
        let nearest = coverage.nearest.get(at).copied().flatten();
        let facility = nearest.and_then(|n| service.facilities.get(n.facility));
        cells.push(Cell::said(facility.map(Facility::called).as_deref()));
        cells.push(Cell::number(nearest.map(|n| n.distance_m), 0));
        table.row(Subject::Piece(at), cells);
    }
    table
}
