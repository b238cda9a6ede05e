//! The layers of the result: what their features say and where they lie, before it is known in which file.
//!
//! GeoJSON, GeoPackage and Shapefile all write these, so that no two of them can disagree. Shares come from the
//! coverage, figures from the report, shapes from [`crate::coverage`] and the study; all are in the study's plane.

mod attribute;
mod facilities;
mod land;
mod plan_gaps;
mod service_areas;
mod townships;

use std::borrow::Cow;

use geo::{Coord, MultiPolygon};

use self::attribute::{Attribute, features_of};
pub(crate) use self::attribute::{Field, Kind, Value};
use super::about::About;
use super::file_name;
use super::words::Words;
use crate::coverage::Coverage;
use crate::model::Study;
use crate::report::Report;

/// A layer.
pub(crate) struct Layer<'a> {
    /// Its name, which is also that of its file: `parcels`, `parcels_clinic`.
    pub(crate) name: String,
    /// Its title for readers.
    pub(crate) title: String,
    /// What it is of: how it is drawn depends on it.
    pub(crate) theme: Theme,
    /// The service that it is of, by its place in the report; `None` for what all share.
    pub(crate) service: Option<usize>,
    /// What its features say, in this order.
    pub(crate) fields: Vec<Field>,
    /// How many items it has, each of which gives no, one or several features.
    pub(crate) items: usize,
    /// Whether an item is quickly made: many of them are then worked on by a thread in a row.
    pub(crate) is_quick: bool,
    /// The features of an item.
    pub(crate) features: Box<dyn Fn(usize) -> Vec<Feature<'a>> + Sync + 'a>,
}

impl Layer<'_> {
    /// What a file of this layer is.
    pub(crate) fn about(&self, report: &Report) -> About {
        let service = self.service.and_then(|position| report.services.get(position));
        let about = match self.theme {
            Theme::Facilities => About::of("layer.facilities"),
            Theme::Townships => About::of("layer.townships"),
            Theme::PlanGaps(0) => About::of("layer.plan_gap"),
            Theme::PlanGaps(at) => {
                let plan = service.and_then(|service| service.further_plans.get(at - 1));
                match plan.and_then(|plan| plan.year) {
                    Some(year) => About::of("layer.plan_gap-of-year").of_year(year),
                    None => About::of("layer.plan_gap-further"),
                }
            }
            Theme::Parcels => About::of("layer.parcels"),
            Theme::Uncovered => About::of("layer.uncovered"),
            Theme::ServiceAreas => About::of("layer.service_areas"),
        };
        match service {
            Some(service) => about.of_service(&service.name),
            None => about,
        }
    }
}

/// What a layer is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Theme {
    /// Facilities, as points.
    Facilities,
    /// Townships with all their figures.
    Townships,
    /// Plan against existing, by township; its place among the plans.
    PlanGaps(usize),
    /// Residential land, piece by piece, with its share in every circle.
    Parcels,
    /// The land that a circle does not reach.
    Uncovered,
    /// The unions of the circles.
    ServiceAreas,
}

/// A feature.
pub(crate) struct Feature<'a> {
    /// Where it lies.
    pub(crate) shape: Shape<'a>,
    /// A value a field.
    pub(crate) values: Vec<Value>,
}

/// Where a feature lies, in the study's plane: metres, easting first.
pub(crate) enum Shape<'a> {
    /// A point.
    Place(Coord<f64>),
    /// Land; empty where the data do not say where.
    Land(Cow<'a, MultiPolygon<f64>>),
}

/// The layers of a result: the service areas of all services; then of each service facilities, uncovered land, parcels,
/// and where townships have shapes these and the gaps against each plan.
pub(crate) fn of<'a>(
    report: &'a Report,
    study: &'a Study,
    coverage: &'a Coverage,
    words: Words,
) -> Vec<Layer<'a>> {
    let mut layers = vec![service_areas::layer(report, coverage, words)];
    for (position, (told, covered)) in report.services.iter().zip(&coverage.services).enumerate() {
        let Some(service) = study.services.get(position) else { continue };
        let land = land::Land { study, service, circles: &told.circles, coverage: covered };
        let mut of_service =
            vec![facilities::layer(told, words), land::uncovered(land, words), land::parcels(land, words)];
        if study.townships.iter().any(|township| !township.shape.0.is_empty()) {
            of_service.push(townships::layer(told, study, words));
            let plans = told.plan.iter().chain(&told.further_plans);
            of_service
                .extend(plans.enumerate().map(|(at, plan)| plan_gaps::layer(told, plan, at, study, words)));
        }
        for mut layer in of_service {
            layer.name = file_stem(&layer.name, position, &told.id);
            layer.service = Some(position);
            layers.push(layer);
        }
    }
    layers
}

/// The name of a layer of a service, as that of its file.
fn file_stem(name: &str, position: usize, service: &str) -> String {
    let file = file_name(name, "", position, service);
    file.trim_end_matches('.').to_owned()
}
