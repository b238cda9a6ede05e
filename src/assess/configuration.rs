//! The configuration rate (配置率) in every reading that the data allow.
//!
//! # Source
//! No standard gives a formula; `docs/method.md` (configuration rate) explains the readings. A reading is
//! counted by township and summed for the county: units by the township of their centre point, quarters
//! likewise, land where it lies.

use std::borrow::Cow;

use super::World;
use super::tally::{Place, Tally};
use super::units;
use crate::coverage::CircleCoverage;
use crate::model::{Facility, Parcel, Service, Study, normalised_name};
use crate::note::{Note, Notes, Severity};
use crate::project::{CategorySpec, ConfigurationRule, Reading};
use crate::report::{Configuration, ReadingEntry};
use crate::units::Ratio;

/// Covered land below this is none: a square millimetre, far above the rounding of the coverage (about
/// 1e-9 m²) and far below any part that could matter. A circle that only touches a quarter does not reach it.
pub(super) const LEAST_PART_M2: f64 = 1e-6;

/// A share within this relative distance of the target is exactly on it, and so meets it: the rounding of
/// areas must not turn "the whole of it" into 0.999 999 999 9.
const SHARE_TOLERANCE: f64 = 1e-9;

/// Whether at least `share` of the land is covered; decided before any rounding, and never without land.
pub(super) fn meets_share(land: Ratio, share: f64) -> bool {
    land.whole > 0.0 && land.part >= share * land.whole * (1.0 - SHARE_TOLERANCE)
}

/// The headline reading: as the project says, else `unit/inside` where there are life units, else
/// `community/any`.
pub(super) fn headline_of(study: &Study, rule: Option<&ConfigurationRule>) -> Reading {
    let default = if study.life_units.is_some() { Reading::UnitInside } else { Reading::CommunityAny };
    rule.and_then(|rule| rule.headline).unwrap_or(default)
}

/// The facilities that count for the configuration rate.
pub(super) enum Qualifying {
    /// All of the service.
    All,
    /// Those of the rule's categories.
    Only(Vec<Facility>),
}

/// The facilities of the categories that the rule names (by their names or aliases); all when it names none.
/// A facility of unknown category qualifies only when all do.
pub(super) fn qualifying(service: &Service, aliases: &[CategorySpec], notes: &mut Notes) -> Qualifying {
    let wanted = &service.configuration.categories;
    if wanted.is_empty() {
        return Qualifying::All;
    }
    let mut allowed = Vec::new();
    for name in wanted {
        let plain = normalised_name(name);
        let by_alias = aliases
            .iter()
            .find(|spec| spec.aliases.iter().any(|a| normalised_name(a) == plain))
            .map(|spec| normalised_name(&spec.name));
        let found = service.categories.iter().position(|category| {
            let category = normalised_name(category);
            category == plain || by_alias.as_ref() == Some(&category)
        });
        match found {
            Some(at) => allowed.push(at),
            None => notes.push(
                Note::new(Severity::Error, "configuration-category-unknown")
                    .layer("facilities")
                    .with("category", name)
                    .with("service", &service.name)
                    .with("known", service.categories.join("`, `")),
            ),
        }
    }
    let qualifies = |f: &&Facility| f.category.is_some_and(|k| allowed.contains(&k));
    Qualifying::Only(service.facilities.iter().filter(qualifies).cloned().collect())
}

/// One reading, summed by township.
pub(super) struct ReadingFigures {
    rule: Reading,
    weight: &'static str,
    whole: Tally<f64>,
    part: Tally<f64>,
}

impl ReadingFigures {
    /// Nothing counted yet.
    pub(super) fn new(rule: Reading, weight: &'static str, n_townships: usize) -> Self {
        Self { rule, weight, whole: Tally::new(n_townships), part: Tally::new(n_townships) }
    }

    /// Counts something of this weight, configured or not.
    pub(super) fn count(&mut self, township: Option<usize>, weight: f64, configured: Configured) {
        self.whole.add(township, weight);
        if configured == Configured::Yes {
            self.part.add(township, weight);
        }
    }

    fn entry(&self, place: Place) -> ReadingEntry {
        let (configured, units) = (self.part.at(place), self.whole.at(place));
        let rate = Ratio { part: configured, whole: units }.rate();
        ReadingEntry { rule: self.rule, weight: self.weight, units, configured, rate }
    }
}

/// Whether a unit or quarter is configured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Configured {
    /// It is.
    Yes,
    /// It is not.
    No,
}

impl From<bool> for Configured {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

/// All readings of one service.
pub(super) struct ConfigurationFigures {
    headline: Reading,
    readings: Vec<ReadingFigures>,
}

impl ConfigurationFigures {
    /// Takes every reading that the data allow: those by unit need life units.
    pub(super) fn of(world: World, qualifying: &Qualifying, notes: &mut Notes) -> Self {
        let headline = headline_of(world.study, Some(&world.service.configuration));
        let mut figures = Self { headline, readings: Vec::new() };
        let Some(coverage) = coverage_of(world, qualifying, notes) else { return figures };
        figures.readings.extend(units::readings(world, qualifying, &coverage, notes));
        figures.readings.push(ReadingFigures {
            rule: Reading::Area,
            weight: "m2",
            whole: {
                let areas: Vec<f64> = world.coverage.land.iter().map(|l| l.area_m2).collect();
                Tally::from(areas.as_slice())
            },
            part: Tally::from(coverage.covered_area_m2.as_slice()),
        });
        figures.readings.extend(community_readings(world, &coverage));
        if !figures.readings.iter().any(|r| r.rule == headline) {
            notes.push(
                Note::new(Severity::Error, "configuration-headline-impossible")
                    .layer("life_units")
                    .with("service", &world.service.name)
                    .with_term("reading", term_of(headline)),
            );
        }
        figures
    }

    /// The configuration rate of a place: the headline and the others beside it. A headline that the data do
    /// not allow is "not applicable", never silently another one.
    pub(super) fn at(&self, place: Place) -> Configuration {
        let is_headline = |r: &&ReadingFigures| r.rule == self.headline && r.weight != HOUSEHOLDS;
        let headline = self.readings.iter().find(is_headline).map(|r| r.entry(place));
        let others = self.readings.iter().filter(|r| !is_headline(r)).map(|r| r.entry(place));
        Configuration {
            rule: self.headline,
            units: headline.as_ref().map_or(0.0, |h| h.units),
            configured: headline.as_ref().map_or(0.0, |h| h.configured),
            rate: headline.and_then(|h| h.rate),
            other_readings: others.collect(),
        }
    }
}

/// The weight of quarters that are counted by their households.
const HOUSEHOLDS: &str = "households";

/// The coverage by the rule's circle about the qualifying facilities; `None` for a service without circles.
fn coverage_of<'a>(
    world: World<'a>,
    qualifying: &Qualifying,
    notes: &mut Notes,
) -> Option<Cow<'a, CircleCoverage>> {
    let World { study, coverage, service, covered, .. } = world;
    let rule = &service.configuration;
    let at = service.circles.iter().position(|c| c.minutes == rule.minutes);
    let circle = service.circles.get(at.unwrap_or(0))?;
    if at.is_none() {
        notes.push(
            Note::new(Severity::Error, "configuration-circle-missing")
                .with("service", &service.name)
                .with("wanted", rule.minutes)
                .with("minutes", circle.minutes),
        );
    }
    let categories = if rule.categories.is_empty() {
        Note::new(Severity::Info, "configuration-reading")
    } else {
        Note::new(Severity::Info, "configuration-reading-of").with("categories", rule.categories.join("`, `"))
    };
    notes.push(
        categories
            .with("service", &service.name)
            .with_term("reading", term_of(headline_of(study, Some(rule))))
            .with("minutes", circle.minutes)
            .with("radius", circle.radius.get())
            .with("share", (rule.share * 10_000.0).round() / 100.0),
    );
    match qualifying {
        Qualifying::All => covered.circles.get(at.unwrap_or(0)).map(Cow::Borrowed),
        Qualifying::Only(facilities) => Some(Cow::Owned(coverage.by(study, facilities, circle))),
    }
}

/// The readings by residential quarter: each record of the residential layer is one, with all its land,
/// also that beyond a border.
fn community_readings(world: World, coverage: &CircleCoverage) -> Vec<ReadingFigures> {
    let World { study, service, .. } = world;
    let rules = [Reading::CommunityAny, Reading::CommunityCentre, Reading::CommunityShare];
    let by = |weight| rules.map(|rule| ReadingFigures::new(rule, weight, world.n_townships()));
    let (mut quarters, mut households) = (by("quarters"), by(HOUSEHOLDS));
    for parcel in &study.parcels {
        let land = covered_land(study, parcel, coverage);
        let configured = [
            land.part > LEAST_PART_M2,
            coverage.disks.holds(parcel.centre),
            meets_share(land, service.configuration.share),
        ];
        for (at, configured) in configured.into_iter().map(Configured::from).enumerate() {
            quarters[at].count(parcel.township, 1.0, configured);
            if let Some(weight) = parcel.households {
                households[at].count(parcel.township, weight, configured);
            }
        }
    }
    // A quarter that does not say how many households it has is in neither term of the weighted forms.
    let weighted = study.parcels.iter().any(|p| p.households.is_some());
    quarters
        .into_iter()
        .zip(households)
        .flat_map(|(plain, by_households)| [Some(plain), weighted.then_some(by_households)])
        .flatten()
        .collect()
}

/// The covered and all land of a quarter, plane m².
fn covered_land(study: &Study, parcel: &Parcel, coverage: &CircleCoverage) -> Ratio {
    let covered = coverage.covered_plane_m2.get(parcel.pieces.clone()).unwrap_or_default();
    let pieces = study.pieces.get(parcel.pieces.clone()).unwrap_or_default();
    Ratio { part: covered.iter().sum(), whole: pieces.iter().map(|p| p.plane_area_m2).sum() }
}

/// The catalogue entry that puts a reading into words.
fn term_of(reading: Reading) -> &'static str {
    match reading {
        Reading::UnitInside => "assess.reading.unit-inside",
        Reading::UnitReach => "assess.reading.unit-reach",
        Reading::UnitShare => "assess.reading.unit-share",
        Reading::Area => "assess.reading.area",
        Reading::CommunityAny => "assess.reading.community-any",
        Reading::CommunityCentre => "assess.reading.community-centre",
        Reading::CommunityShare => "assess.reading.community-share",
    }
}
