//! The layers as GeoJSON (RFC 7946): WGS 84, 7 decimals (about 1 cm), right-hand rule, one feature a line.
//!
//! Shares come from the coverage, shapes from [`crate::coverage`]; both are of the same circles.

mod collection;
mod feature;
mod layers;

use geo::Coord;

use self::collection::write_collection;
use self::layers::{ParcelLayer, parcel, service_area, uncovered};
use super::about::About;
use super::file_name;
use super::folder::{NewFolder, Unfilled};
use crate::coverage::Coverage;
use crate::error::Error;
use crate::model::Study;
use crate::report::Report;

/// Writes the layers of all services: the service areas in one file, parcels and uncovered land in one a service.
pub(crate) fn write(
    report: &Report,
    study: &Study,
    coverage: &Coverage,
    folder: &mut NewFolder,
) -> Result<(), Error> {
    let lon_lat = || {
        let unprojector = study.plane.unprojector()?;
        Ok(move |at: Coord<f64>| unprojector.lon_lat(at))
    };
    write_with(report, study, coverage, folder, &lon_lat)
}

/// [`write`], with `lon_lat` making what turns plane coordinates into longitude and latitude: one a thread.
fn write_with<L: Fn(Coord<f64>) -> Option<Coord<f64>>>(
    report: &Report,
    study: &Study,
    coverage: &Coverage,
    folder: &mut NewFolder,
    lon_lat: &(impl Fn() -> Result<L, Error> + Sync),
) -> Result<(), Error> {
    let areas: Vec<_> = report
        .services
        .iter()
        .zip(&coverage.services)
        .flat_map(|(told, covered)| {
            told.circles.iter().zip(&covered.circles).map(move |(circle, disks)| (told, circle, disks))
        })
        .collect();
    folder.file("service_areas.geojson", About::of("layer.service_areas"), |to| {
        write_collection("service_areas", areas.len(), 1, to, lon_lat, |index, lon_lat, out| {
            areas
                .get(index)
                .map_or(Ok(()), |(told, circle, disks)| service_area(told, circle, disks, lon_lat, out))
        })
    })?;

    for (position, (told, covered)) in report.services.iter().zip(&coverage.services).enumerate() {
        let Some(service) = study.services.get(position) else { continue };
        let layer = ParcelLayer { study, service, circles: &told.circles, coverage: covered };
        let pieces = study.pieces.len();
        let mut file = |stem, feature: PieceWriter<L>| {
            let name = file_name(stem, "geojson", position, &told.id);
            let about = About::of(format!("layer.{stem}")).of_service(&told.name);
            folder.file(&name, about, |to| -> Result<(), Unfilled> {
                write_collection(stem, pieces, PIECES_AT_ONCE, to, lon_lat, |index, lon_lat, out| {
                    feature(&layer, index, lon_lat, out)
                })
            })
        };
        file("parcels", parcel)?;
        file("uncovered", uncovered)?;
    }
    Ok(())
}

/// So many pieces are turned into text by one thread before it starts afresh: many enough that making a PROJ
/// context for them does not count, few enough that their text is small beside the study.
const PIECES_AT_ONCE: usize = 4096;

/// What writes the features of one piece.
type PieceWriter<L> = fn(&ParcelLayer<'_>, usize, &L, &mut String) -> Result<(), Error>;

#[cfg(test)]
mod tests;
