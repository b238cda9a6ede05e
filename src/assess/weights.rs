//! Residents and households by areal weighting: a parcel's are spread evenly over its land.

use super::tally::{Place, Tally};
use crate::coverage::ServiceCoverage;
use crate::model::{Parcel, Study};
use crate::note::{Note, Notes, Severity};

/// What parcels hold, by township: all of it, and what each circle covers.
///
/// A piece of a parcel holds the parcel's figure × piece area ÷ parcel area, and of that a circle covers
/// figure × covered area ÷ parcel area (areas in the plane: both are of one parcel). Where parcels overlap,
/// the residents of each are its own and are not counted down.
pub(super) struct Weights {
    total: Tally<f64>,
    covered: Vec<Tally<f64>>,
    pieces: Tally<usize>,
    given: Tally<usize>,
}

impl Weights {
    /// `None` when no parcel has the figure.
    pub(super) fn of(
        study: &Study,
        coverage: &ServiceCoverage,
        figure: impl Fn(&Parcel) -> Option<f64>,
    ) -> Option<Self> {
        if !study.parcels.iter().any(|p| figure(p).is_some()) {
            return None;
        }
        let n = study.townships.len();
        let mut weights = Self {
            total: Tally::new(n),
            covered: coverage.circles.iter().map(|_| Tally::new(n)).collect(),
            pieces: Tally::new(n),
            given: Tally::new(n),
        };
        for (at, piece) in study.pieces.iter().enumerate() {
            weights.pieces.add(piece.township, 1);
            let Some(parcel) = study.parcels.get(piece.parcel) else { continue };
            let Some(held) = figure(parcel) else { continue };
            weights.given.add(piece.township, 1);
            if parcel.plane_area_m2 > 0.0 {
                weights.total.add(piece.township, held * piece.plane_area_m2 / parcel.plane_area_m2);
                for (tally, circle) in weights.covered.iter_mut().zip(&coverage.circles) {
                    let covered = circle.covered_plane_m2.get(at).copied().unwrap_or_default();
                    tally.add(piece.township, held * covered / parcel.plane_area_m2);
                }
            }
        }
        Some(weights)
    }

    /// All that the parcels of a place hold; `None` when it has parcels and none of them says.
    pub(super) fn total(&self, place: Place) -> Option<f64> {
        (self.given.at(place) > 0 || self.pieces.at(place) == 0).then(|| self.total.at(place))
    }

    /// What the circle at this position covers of it.
    pub(super) fn covered(&self, circle: usize, place: Place) -> Option<f64> {
        self.total(place)?;
        self.covered.get(circle).map(|tally| tally.at(place))
    }
}

/// The residents of each township: as its layer has them; else those of its parcels, by the part of their land that
/// lies in it, where every one of them says. A note tells of the townships for which the parcels stand in.
pub(super) fn residents_of_townships(study: &Study, notes: &mut Notes) -> Vec<Option<f64>> {
    let mut of_parcels: Vec<Option<f64>> = vec![None; study.townships.len()];
    let mut is_silent = vec![false; study.townships.len()];
    for piece in &study.pieces {
        let (Some(parcel), Some(at)) = (study.parcels.get(piece.parcel), piece.township) else { continue };
        let (Some(sum), Some(is_silent)) = (of_parcels.get_mut(at), is_silent.get_mut(at)) else { continue };
        match parcel.population.filter(|_| parcel.plane_area_m2 > 0.0) {
            Some(residents) => {
                *sum.get_or_insert(0.0) += residents * piece.plane_area_m2 / parcel.plane_area_m2;
            }
            None => *is_silent = true,
        }
    }
    let mut stand_ins = Vec::new();
    let townships = study.townships.iter().zip(of_parcels).zip(is_silent);
    let residents = townships.map(|((township, of_parcels), is_silent)| {
        let of_parcels = of_parcels.filter(|_| !is_silent);
        if township.population.is_none() && of_parcels.is_some() {
            stand_ins.push(township.name.as_str());
        }
        township.population.or(of_parcels)
    });
    let residents = residents.collect();
    if !stand_ins.is_empty() {
        notes.push(
            Note::new(Severity::Info, "residents-of-parcels")
                .layer("townships")
                .with("count", stand_ins.len())
                .with("names", stand_ins.join("`, `")),
        );
    }
    residents
}
