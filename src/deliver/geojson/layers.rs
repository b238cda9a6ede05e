//! What the features of each layer say.

use geo::Coord;

use super::super::rounding::Fixed;
use super::feature::Feature;
use crate::coverage::{CircleCoverage, ServiceCoverage, service_area_shape, uncovered_shape};
use crate::error::Error;
use crate::model::{Parcel, Piece, Service, Study};
use crate::report::{CircleInfo, ServiceReport};

/// Decimals of areas: 0.01 m², as in the tables.
const AREA_DECIMALS: u32 = 2;
/// Decimals of rates: finer than the tables, so that a map's class breaks are not met by rounding.
const RATE_DECIMALS: u32 = 6;

/// The union of the circles of one service and number of minutes.
pub(super) fn service_area(
    service: &ServiceReport,
    circle: &CircleInfo,
    coverage: &CircleCoverage,
    lon_lat: &impl Fn(Coord<f64>) -> Option<Coord<f64>>,
    out: &mut String,
) -> Result<(), Error> {
    let mut feature = Feature::begin(out);
    feature.text("service", Some(&service.id));
    feature.text("service_name", Some(&service.name));
    feature.integer("minutes", circle.minutes as usize);
    feature.exact("radius_m", circle.radius_m);
    feature.end(&service_area_shape(coverage), lon_lat)
}

/// The pieces of residential land and how one service covers them.
pub(super) struct ParcelLayer<'a> {
    pub(super) study: &'a Study,
    pub(super) service: &'a Service,
    pub(super) circles: &'a [CircleInfo],
    pub(super) coverage: &'a ServiceCoverage,
}

impl ParcelLayer<'_> {
    fn piece(&self, index: usize) -> Option<(&Piece, &Parcel)> {
        let piece = self.study.pieces.get(index)?;
        Some((piece, self.study.parcels.get(piece.parcel)?))
    }

    /// The properties that both layers of parcels have.
    fn properties(&self, feature: &mut Feature<'_>, index: usize, piece: &Piece, parcel: &Parcel) {
        feature.integer("feature", parcel.feature);
        feature.text("id", parcel.id.as_deref());
        feature.text("name", parcel.name.as_deref());
        let township = piece.township.and_then(|t| self.study.townships.get(t));
        feature.text("township_code", township.and_then(|t| t.code.as_deref()));
        feature.text("township", township.map(|t| t.name.as_str()));
        feature.number("area_m2", Some(piece.plane_area_m2 * parcel.area_factor), AREA_DECIMALS);
        for (circle, coverage) in self.circles.iter().zip(&self.coverage.circles) {
            let covered = coverage.covered_plane_m2.get(index).copied();
            let minutes = circle.minutes;
            feature.number(
                &format!("covered_{minutes}min_m2"),
                covered.map(|c| c * parcel.area_factor),
                AREA_DECIMALS,
            );
            let rate = covered.filter(|_| piece.plane_area_m2 > 0.0).map(|c| c / piece.plane_area_m2);
            feature.number(&format!("rate_{minutes}min"), rate, RATE_DECIMALS);
        }
        let nearest = self.coverage.nearest.get(index).copied().flatten();
        let facility = nearest.and_then(|n| self.service.facilities.get(n.facility));
        let called = facility
            .map(|f| f.name.clone().or_else(|| f.id.clone()).unwrap_or_else(|| format!("#{}", f.feature)));
        feature.text("nearest_facility", called.as_deref());
        feature.number("nearest_distance_m", nearest.map(|n| n.distance_m), 1);
    }
}

/// A piece of residential land, with its share in every circle.
pub(super) fn parcel(
    layer: &ParcelLayer<'_>,
    index: usize,
    lon_lat: &impl Fn(Coord<f64>) -> Option<Coord<f64>>,
    out: &mut String,
) -> Result<(), Error> {
    let Some((piece, parcel)) = layer.piece(index) else { return Ok(()) };
    let mut feature = Feature::begin(out);
    layer.properties(&mut feature, index, piece, parcel);
    feature.end(&piece.shape, lon_lat)
}

/// The land of a piece that a circle leaves out: a feature for each circle that leaves out at least what the tables
/// can show, 0.01 m².
pub(super) fn uncovered(
    layer: &ParcelLayer<'_>,
    index: usize,
    lon_lat: &impl Fn(Coord<f64>) -> Option<Coord<f64>>,
    out: &mut String,
) -> Result<(), Error> {
    let Some((piece, parcel)) = layer.piece(index) else { return Ok(()) };
    for (circle, coverage) in layer.circles.iter().zip(&layer.coverage.circles) {
        let Some(covered) = coverage.covered_plane_m2.get(index) else { continue };
        let left_out = (piece.plane_area_m2 - covered) * parcel.area_factor;
        if Fixed::of(left_out, AREA_DECIMALS).is_zero() {
            continue;
        }
        let mut feature = Feature::begin(out);
        layer.properties(&mut feature, index, piece, parcel);
        feature.integer("minutes", circle.minutes as usize);
        feature.number("uncovered_m2", Some(left_out), AREA_DECIMALS);
        feature.end(&uncovered_shape(layer.study, coverage, index), lon_lat)?;
    }
    Ok(())
}
