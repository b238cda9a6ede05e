//! The configuration rate (配置率) in every reading that the data allow.
//!
//! # Source
//! No standard gives a formula; `docs/method.md` (configuration rate) explains the readings. A reading is
//! counted by township and summed for the county: units by the township of their centre point, quarters
//! likewise, land where it lies. The rate is that of urban (城镇) homes wherever the land use is known.

use std::borrow::Cow;

use rayon::prelude::*;

use super::World;
use super::tally::{Place, Tally};
use super::units;
use crate::coverage::CircleCoverage;
use crate::model::{Facility, LandUse, LifeUnit, Parcel, Service, Study, normalised_name};
use crate::note::{Note, Notes, Severity};
use crate::project::{CategorySpec, ConfigurationLand, ConfigurationRule, Reading};
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

/// Which land, quarters and units count: as the project says, else the urban ones, as the indicator's name (城镇)
/// asks; all where no parcel has a known land use.
pub(super) fn configuration_land(study: &Study, rule: Option<&ConfigurationRule>) -> ConfigurationLand {
    let default = if knows_land_use(study) { ConfigurationLand::Urban } else { ConfigurationLand::All };
    rule.and_then(|rule| rule.land).unwrap_or(default)
}

fn knows_land_use(study: &Study) -> bool {
    study.parcels.iter().any(|p| p.land_use.is_some())
}

/// Whether a quarter and its land count. Where urban ones do, one of unknown use does not.
pub(super) fn counts_parcel(land: ConfigurationLand, parcel: &Parcel) -> bool {
    match land {
        ConfigurationLand::Urban => parcel.land_use == Some(LandUse::Urban),
        ConfigurationLand::All => true,
    }
}

/// Whether a life unit counts. A unit layer seldom says what its units are, so where urban ones count all do that
/// are not rural.
pub(super) fn counts_unit(land: ConfigurationLand, unit: &LifeUnit) -> bool {
    match land {
        ConfigurationLand::Urban => unit.land_use != Some(LandUse::Rural),
        ConfigurationLand::All => true,
    }
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
    /// Takes every reading that the data allow: those by unit need life units. Where urban land is asked for and no
    /// parcel says what it is, there is none.
    pub(super) fn of(world: World, qualifying: &Qualifying, notes: &mut Notes) -> Self {
        let rule = &world.service.configuration;
        let headline = headline_of(world.study, Some(rule));
        let mut figures = Self { headline, readings: Vec::new() };
        let land = configuration_land(world.study, Some(rule));
        note_land(world, land, notes);
        if land == ConfigurationLand::Urban && !knows_land_use(world.study) {
            return figures;
        }
        let Some(coverage) = coverage_of(world, land, qualifying, notes) else { return figures };
        figures.readings.extend(units::readings(world, qualifying, &coverage, land, notes));
        figures.readings.extend(area_reading(world, &coverage, land));
        figures.readings.extend(community_readings(world, &coverage, land));
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
pub(super) const HOUSEHOLDS: &str = "households";

/// Tells where the land use leaves the choice of land open: not known at all, or not of every parcel.
fn note_land(world: World, land: ConfigurationLand, notes: &mut Notes) {
    let World { study, service, .. } = world;
    let total = study.parcels.len();
    let unknown = study.parcels.iter().filter(|p| p.land_use.is_none()).count();
    let (severity, code) = match (land, service.configuration.land) {
        (ConfigurationLand::Urban, Some(_)) if unknown == total => {
            (Severity::Error, "configuration-land-impossible")
        }
        (ConfigurationLand::Urban, _) if unknown > 0 => {
            (Severity::Warning, "configuration-land-partly-unknown")
        }
        (ConfigurationLand::All, None) => (Severity::Warning, "configuration-land-unknown"),
        _ => return,
    };
    notes.push(
        Note::new(severity, code)
            .layer("residential")
            .with("service", &service.name)
            .with("count", unknown)
            .with("total", total),
    );
}

/// The coverage by the rule's circle about the qualifying facilities; `None` for a service without circles.
fn coverage_of<'a>(
    world: World<'a>,
    land: ConfigurationLand,
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
            .with_term("land", term_of_land(land))
            .with("minutes", circle.minutes)
            .with("radius", circle.radius.get())
            .with("share", (rule.share * 10_000.0).round() / 100.0),
    );
    match qualifying {
        Qualifying::All => covered.circles.get(at.unwrap_or(0)).map(Cow::Borrowed),
        Qualifying::Only(facilities) => Some(Cow::Owned(coverage.by(study, facilities, circle))),
    }
}

/// The reading by area; `None` where there is no such land to look at.
fn area_reading(world: World, coverage: &CircleCoverage, land: ConfigurationLand) -> Option<ReadingFigures> {
    let (whole, part) = match land {
        ConfigurationLand::Urban => {
            (&world.coverage.by_use.as_ref()?.urban, &coverage.by_use.as_ref()?.urban)
        }
        ConfigurationLand::All => (&world.coverage.land, &coverage.covered_area_m2),
    };
    let whole: Vec<f64> = whole.iter().map(|l| l.area_m2).collect();
    Some(ReadingFigures {
        rule: Reading::Area,
        weight: "m2",
        whole: Tally::from(whole.as_slice()),
        part: Tally::from(part.as_slice()),
    })
}

/// The readings by residential quarter: each record of the residential layer is one, with all its land,
/// also that beyond a border.
fn community_readings(
    world: World,
    coverage: &CircleCoverage,
    land: ConfigurationLand,
) -> Vec<ReadingFigures> {
    let World { study, service, .. } = world;
    let rules = [Reading::CommunityAny, Reading::CommunityCentre, Reading::CommunityShare];
    let by = |weight| rules.map(|rule| ReadingFigures::new(rule, weight, world.n_townships()));
    let (mut quarters, mut households) = (by("quarters"), by(HOUSEHOLDS));
    let counted = || study.parcels.iter().filter(|p| counts_parcel(land, p));
    let configured = study.parcels.par_iter().map(|parcel| {
        if !counts_parcel(land, parcel) {
            return None;
        }
        let covered = covered_land(study, parcel, coverage);
        Some([
            covered.part > LEAST_PART_M2,
            // The centre lies in the quarter: where all of that is served, it is.
            covered.part >= covered.whole || coverage.disks.holds(parcel.centre),
            meets_share(covered, service.configuration.share),
        ])
    });
    for (parcel, configured) in study.parcels.iter().zip(configured.collect::<Vec<_>>()) {
        for (at, configured) in configured.into_iter().flatten().map(Configured::from).enumerate() {
            quarters[at].count(parcel.township, 1.0, configured);
            if let Some(weight) = parcel.households {
                households[at].count(parcel.township, weight, configured);
            }
        }
    }
    // A quarter that does not say how many households it has is in neither term of the weighted forms.
    let weighted = counted().any(|p| p.households.is_some());
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
pub(super) fn term_of(reading: Reading) -> &'static str {
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

/// The catalogue entry that puts the land that counts into words.
fn term_of_land(land: ConfigurationLand) -> &'static str {
    match land {
        ConfigurationLand::Urban => "assess.configuration-land.urban",
        ConfigurationLand::All => "assess.configuration-land.all",
    }
}
