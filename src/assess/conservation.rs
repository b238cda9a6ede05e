//! Conservation: figures that must agree, checked on every run.
//!
//! Each check compares two figures that were made on different ways: a county's row with the sum of the townships'
//! rows, the land that is left with the land that is covered, the features that were read with those that count or
//! are told of. When one does not hold, no report is made.

use super::phrases::Phrases;
use crate::coverage::{Coverage, ServiceCoverage};
use crate::error::Error;
use crate::messages::{Language, label};
use crate::model::{Service, Study};
use crate::report::{ConservationCheck, Relation, Row, ServiceReport};

/// Sums of areas may differ by this part of them: sums of a million terms lose less.
const SUM_TOLERANCE: f64 = 1e-9;
/// Covered areas are sums over arcs and edges whose terms are larger than the area; kernel tests bound the error by
/// 1e-9 of a parcel.
const AREA_TOLERANCE: f64 = 1e-8;
/// Nor may a parcel that is thin be held to a part of its area alone: where a circle touches it, edge and arc meet in
/// points that are rounded by 1e-9 m, at the end of a lever as long as the radius.
const AREA_TOLERANCE_M2: f64 = 1e-4;

/// The checks of a run.
pub(super) struct Checks {
    phrases: Phrases,
    made: Vec<ConservationCheck>,
}

impl Checks {
    /// None yet.
    pub(super) fn new(language: Language) -> Self {
        Self { phrases: Phrases(language), made: Vec::new() }
    }

    /// All checks; an error when one is broken.
    ///
    /// # Errors
    /// The first check that does not hold.
    pub(super) fn into_result(self) -> Result<Vec<ConservationCheck>, Error> {
        match self.made.iter().find(|check| !check.holds) {
            None => Ok(self.made),
            Some(broken) => Err(Error::data("conservation-broken")
                .with("name", &broken.name)
                .with("left", broken.left)
                .with("right", broken.right)),
        }
    }

    /// Every feature that was read is in the study or in the notes.
    pub(super) fn of_layers(&mut self, study: &Study) {
        let language = self.phrases.0;
        for source in &study.sources {
            if source.role == "context" {
                continue; // Nothing of it counts.
            }
            if source.crs.is_none() {
                continue; // The rows of a table are headings, sums and remarks too; its reader accounts for them.
            }
            let left_out = study.notes.left_out_of(source.role, source.service.as_deref());
            let layer = label(language, &format!("words.role.{}", source.role));
            self.push(
                source.service.as_deref(),
                ("records-accounted-for", &[("layer", &layer)]),
                Relation::Equal,
                count(source.features),
                count(source.used + left_out),
                0.0,
            );
        }
    }

    /// The sums of one service.
    pub(super) fn of_service(
        &mut self,
        study: &Study,
        coverage: &Coverage,
        service: &Service,
        covered: &ServiceCoverage,
        report: &ServiceReport,
    ) {
        let of = Some(service.id.as_str());
        if !report.townships.is_empty() {
            self.townships_make_the_county(of, report);
        }
        let read = service.facilities.len() + service.planned.len() + service.closed.len();
        let outside = service.facilities.iter().filter(|f| f.township.is_none()).count();
        let outside = if study.townships.is_empty() { 0 } else { outside };
        let counted = report.county.facilities.count + outside + service.planned.len() + service.closed.len();
        self.push(of, ("facilities-accounted-for", &[]), Relation::Equal, count(read), count(counted), 0.0);
        self.circles(study, coverage, covered, report);
    }

    fn townships_make_the_county(&mut self, of: Option<&str>, report: &ServiceReport) {
        type Figure<'a> = (&'a str, &'a dyn Fn(&Row) -> Option<f64>);
        let figures: [Figure; 8] = [
            ("residential", &|row| Some(row.residential_area_m2)),
            ("urban", &|row| row.urban.as_ref().map(|urban| urban.residential_area_m2)),
            ("rural", &|row| row.rural.as_ref().map(|rural| rural.residential_area_m2)),
            ("population", &|row| row.population),
            ("households", &|row| row.households),
            ("facilities", &|row| Some(count(row.facilities.count))),
            ("places", &|row| Some(row.facilities.places)),
            ("configured", &|row| Some(row.configuration.configured)),
        ];
        for (key, figure) in figures {
            let name = self.phrases.label(&format!("conservation.{key}"));
            self.adds_up(of, name, report, figure);
        }
        for (at, circle) in report.circles.iter().enumerate() {
            let name = self.phrases.of("conservation.covered", &[("minutes", &circle.minutes)]);
            self.adds_up(of, &name, report, &|row| row.coverage.get(at).map(|c| c.area_m2));
        }
        if report.county.places_shortfall.is_some() {
            let sum = report.townships.iter().filter_map(|row| row.places_shortfall).sum();
            let county = report.county.places_shortfall.unwrap_or_default();
            self.push(
                of,
                ("shortfall-adds-up", &[]),
                Relation::Equal,
                sum,
                county,
                SUM_TOLERANCE * county.abs(),
            );
        }
    }

    fn adds_up(
        &mut self,
        of: Option<&str>,
        name: &str,
        report: &ServiceReport,
        figure: &dyn Fn(&Row) -> Option<f64>,
    ) {
        let Some(county) = figure(&report.county) else { return };
        let sum = report.townships.iter().filter_map(figure).sum();
        let tolerance = SUM_TOLERANCE * county.abs();
        self.push(
            of,
            ("townships-make-the-county", &[("figure", &name)]),
            Relation::Equal,
            sum,
            county,
            tolerance,
        );
    }

    /// Covered and uncovered land make all land, piece by piece as the uncovered land is listed; no township has more
    /// covered than there is; and no circle covers less of a parcel than a smaller one.
    fn circles(
        &mut self,
        study: &Study,
        coverage: &Coverage,
        covered: &ServiceCoverage,
        report: &ServiceReport,
    ) {
        let of = Some(report.id.as_str());
        let area = |at: usize, plane_m2: f64| {
            let parcel = study.pieces.get(at).and_then(|piece| study.parcels.get(piece.parcel));
            plane_m2 * parcel.map_or(1.0, |parcel| parcel.area_factor)
        };
        let all: f64 = study.pieces.iter().enumerate().map(|(at, p)| area(at, p.plane_area_m2)).sum();
        for (at, (circle, result)) in report.circles.iter().zip(&covered.circles).enumerate() {
            let minutes: (&'static str, &dyn ToString) = ("minutes", &circle.minutes);
            let served: f64 = result.covered_plane_m2.iter().enumerate().map(|(p, m2)| area(p, *m2)).sum();
            let rest = |row: &crate::report::UncoveredRow| row.uncovered.get(at).map_or(0.0, |u| u.area_m2);
            let left: f64 = report.uncovered.iter().map(rest).sum();
            let tolerance = AREA_TOLERANCE * all + AREA_TOLERANCE_M2;
            self.push(
                of,
                ("covered-and-uncovered", &[minutes]),
                Relation::Equal,
                served + left,
                all,
                tolerance,
            );

            let excess = |(land, covered): (&crate::coverage::Land, &f64)| {
                let slack = AREA_TOLERANCE * (land.area_m2 + land.overlap_area_m2);
                covered - land.area_m2 - slack - AREA_TOLERANCE_M2
            };
            let worst = coverage.land.iter().zip(&result.covered_area_m2).map(excess).fold(0.0, f64::max);
            self.push(of, ("covered-within-all", &[minutes]), Relation::AtMost, worst, 0.0, 0.0);
        }
        for (inner, outer) in (0..covered.circles.len()).zip(1..covered.circles.len()) {
            let by = |at: usize| covered.circles.get(at).map_or(&[][..], |c| c.covered_plane_m2.as_slice());
            let excess = by(inner).iter().zip(by(outer)).zip(&study.pieces).map(|((inner, outer), piece)| {
                inner - outer - AREA_TOLERANCE * piece.plane_area_m2 - AREA_TOLERANCE_M2
            });
            let minutes = |at: usize| report.circles.get(at).map_or(0, |circle| circle.minutes);
            self.push(
                of,
                ("inner-within-outer", &[("inner", &minutes(inner)), ("outer", &minutes(outer))]),
                Relation::AtMost,
                excess.fold(0.0, f64::max),
                0.0,
                0.0,
            );
        }
    }

    fn push(
        &mut self,
        service: Option<&str>,
        (id, values): (&'static str, &[(&'static str, &dyn ToString)]),
        relation: Relation,
        left: f64,
        right: f64,
        tolerance: f64,
    ) {
        let holds = match relation {
            Relation::Equal => (left - right).abs() <= tolerance,
            Relation::AtMost => left <= right + tolerance,
        };
        self.made.push(ConservationCheck {
            service: service.map(str::to_owned),
            id,
            name: self.phrases.of(&format!("conservation.{id}"), values),
            relation,
            left,
            right,
            tolerance,
            holds,
        });
    }
}

#[expect(clippy::cast_precision_loss, reason = "no county has 2^53 features")]
fn count(n: usize) -> f64 {
    n as f64
}
