//! The rows of the report: a township each, and the county.

use super::World;
use super::configuration::ConfigurationFigures;
use super::counts::Counts;
use super::tally::{Place, Tally};
use super::weights::Weights;
use crate::coverage::{ByUse, Land};
use crate::model::{LandUse, Parcel};
use crate::report::{CoverageEntry, LandUseCoverage, LandUseRow, Row};
use crate::units::Ratio;

/// All that rows are made of, summed by township.
pub(super) struct Rows<'a> {
    world: World<'a>,
    counts: &'a Counts,
    configuration: &'a ConfigurationFigures,
    land: LandFigures,
    by_use: Option<ByUse<LandFigures>>,
    residents: Option<Weights>,
    households: Option<Weights>,
}

impl<'a> Rows<'a> {
    /// Sums what the rows need.
    pub(super) fn of(world: World<'a>, counts: &'a Counts, configuration: &'a ConfigurationFigures) -> Self {
        let circles = &world.covered.circles;
        Self {
            world,
            counts,
            configuration,
            land: LandFigures::of(
                &world.coverage.land,
                circles.iter().map(|c| Some(c.covered_area_m2.as_slice())),
            ),
            by_use: world.coverage.by_use.as_ref().map(|land| {
                ByUse::from_fn(|land_use| {
                    let covered = circles.iter().map(|c| Some(c.by_use.as_ref()?.of(land_use).as_slice()));
                    LandFigures::of(land.of(land_use), covered)
                })
            }),
            residents: Weights::of(world.study, world.covered, |p| p.population),
            households: Weights::of(world.study, world.covered, |p| p.households),
        }
    }

    /// The row of a place.
    pub(super) fn row(&self, place: Place) -> Row {
        let land = self.land.land.at(place);
        let township = match place {
            Place::Township(at) => self.world.study.townships.get(at),
            Place::County => None,
        };
        Row {
            code: township.and_then(|t| t.code.clone()),
            name: township.map(|t| t.name.clone()),
            residential_area_m2: land.area_m2,
            overlap_area_m2: land.overlap_area_m2,
            parcels: if place == Place::County { self.county_parcels(|_| true) } else { land.parcels },
            population: match &self.residents {
                Some(residents) => residents.total(place),
                None => self.township_population(place),
            },
            households: self.households.as_ref().and_then(|w| w.total(place)),
            coverage: (0..self.world.service.circles.len()).map(|c| self.entry(c, place)).collect(),
            urban: self.of_use(LandUse::Urban, place),
            rural: self.of_use(LandUse::Rural, place),
            configuration: self.configuration.at(place),
            places_shortfall: None,
            facilities: self.counts.at(place),
        }
    }

    fn entry(&self, circle: usize, place: Place) -> CoverageEntry {
        let land = self.land.covered(circle, place);
        let weighted = |weights: &Option<Weights>| {
            let weights = weights.as_ref();
            let covered = weights.and_then(|w| w.covered(circle, place));
            let total = weights.and_then(|w| w.total(place));
            let rate = covered.zip(total).and_then(|(part, whole)| Ratio { part, whole }.rate());
            (covered, rate)
        };
        let (population, population_rate) = weighted(&self.residents);
        let (households, households_rate) = weighted(&self.households);
        CoverageEntry {
            minutes: self.minutes(circle),
            area_m2: land.part,
            rate: land.rate(),
            population,
            population_rate,
            households,
            households_rate,
        }
    }

    /// The land of one use; `None` where the whole layer does not say.
    fn of_use(&self, land_use: LandUse, place: Place) -> Option<LandUseRow> {
        let figures = self.by_use.as_ref()?.of(land_use);
        let land = figures.land.at(place);
        let entry = |circle| {
            let covered = figures.covered(circle, place);
            LandUseCoverage { minutes: self.minutes(circle), area_m2: covered.part, rate: covered.rate() }
        };
        Some(LandUseRow {
            residential_area_m2: land.area_m2,
            parcels: match place {
                Place::County => self.county_parcels(|p| p.land_use == Some(land_use)),
                Place::Township(_) => land.parcels,
            },
            coverage: (0..self.world.service.circles.len()).map(entry).collect(),
        })
    }

    fn minutes(&self, circle: usize) -> u32 {
        self.world.service.circles.get(circle).map_or(0, |c| c.minutes)
    }

    /// Parcels of a kind with land in some township: one that a border parts counts once.
    fn county_parcels(&self, is_of_kind: impl Fn(&Parcel) -> bool) -> usize {
        let study = self.world.study;
        let counted = |parcel: &&Parcel| {
            let pieces = study.pieces.get(parcel.pieces.clone()).unwrap_or_default();
            is_of_kind(parcel) && pieces.iter().any(|p| p.township.is_some() || study.townships.is_empty())
        };
        study.parcels.iter().filter(counted).count()
    }

    /// Residents as the township layer has them, used where no parcel says. For the county the sum of those
    /// that are given (a note tells when some are not).
    fn township_population(&self, place: Place) -> Option<f64> {
        let townships = &self.world.study.townships;
        match place {
            Place::Township(at) => townships.get(at).and_then(|t| t.population),
            Place::County => {
                let given: Vec<f64> = townships.iter().filter_map(|t| t.population).collect();
                (!given.is_empty()).then(|| given.iter().sum())
            }
        }
    }
}

/// Land and what circles cover of it, summed by township.
struct LandFigures {
    land: Tally<Land>,
    /// One entry a circle: covered land in m².
    covered: Vec<Tally<f64>>,
}

impl LandFigures {
    fn of<'c>(land: &[Land], covered: impl Iterator<Item = Option<&'c [f64]>>) -> Self {
        let covered = covered.map(|areas| Tally::from(areas.unwrap_or_default())).collect();
        Self { land: Tally::from(land), covered }
    }

    /// The land that the circle at this position covers, of all the land.
    fn covered(&self, circle: usize, place: Place) -> Ratio {
        Ratio {
            part: self.covered.get(circle).map_or(0.0, |tally| tally.at(place)),
            whole: self.land.at(place).area_m2,
        }
    }
}
