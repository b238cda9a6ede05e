//! The layers as GeoJSON (RFC 7946): WGS 84, 7 decimals (about 1 cm), right-hand rule, one feature a line.

mod collection;
mod feature;

use geo::Coord;

pub(super) use self::collection::write_collection;
pub(super) use self::feature::write_feature;
use super::folder::{NewFolder, Unfilled};
use super::layers::{self, Layer};
use super::words::Words;
use crate::coverage::Coverage;
use crate::error::Error;
use crate::model::Study;
use crate::report::Report;

/// Writes the layers of all services, a file each.
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
    for layer in layers::of(report, study, coverage, Words::of_tag(report.project.language)) {
        let name = folder.free_name(&format!("{}.geojson", layer.name));
        folder.file(&name, layer.about(report), |to| write_layer(&layer, to, lon_lat))?;
    }
    Ok(())
}

fn write_layer<L: Fn(Coord<f64>) -> Option<Coord<f64>>>(
    layer: &Layer<'_>,
    to: &mut impl std::io::Write,
    lon_lat: &(impl Fn() -> Result<L, Error> + Sync),
) -> Result<(), Unfilled> {
    let at_once = if layer.is_quick { PIECES_AT_ONCE } else { 1 };
    write_collection(&layer.name, layer.items, at_once, to, lon_lat, |item, lon_lat, out| {
        (layer.features)(item)
            .iter()
            .try_for_each(|feature| write_feature(&layer.fields, feature, lon_lat, out))
    })
}

/// So many pieces are turned into text by one thread before it starts afresh: many enough that making a PROJ
/// context for them does not count, few enough that their text is small beside the study.
const PIECES_AT_ONCE: usize = 4096;

#[cfg(test)]
mod tests;
