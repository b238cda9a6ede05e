//! The union of the circles of each service and number of minutes.

use std::borrow::Cow;

use super::super::words::Words;
use super::{Attribute, Layer, Shape, Theme, features_of};
use crate::coverage::{CircleCoverage, Coverage, service_area_shape};
use crate::report::{CircleInfo, Report, ServiceReport};

type Circle<'a> = (&'a ServiceReport, &'a CircleInfo);

/// The layer of all services.
pub(super) fn layer<'a>(report: &'a Report, coverage: &'a Coverage, words: Words) -> Layer<'a> {
    let alias = |name: &str| words.label(&format!("words.layer-field.{name}"));
    let attributes = vec![
        Attribute::text("service", alias("service"), |(service, _): Circle<'a>| Some(service.id.clone())),
        Attribute::text("service_name", alias("service-name"), |(service, _): Circle<'a>| {
            Some(service.name.clone())
        }),
        Attribute::whole("minutes", alias("minutes"), |(_, circle): Circle<'a>| Some(circle.minutes)),
        Attribute::number("radius_m", alias("radius"), 3, |(_, circle): Circle<'a>| Some(circle.radius_m)),
    ];
    let circles: Vec<(Circle<'a>, &CircleCoverage)> = report
        .services
        .iter()
        .zip(&coverage.services)
        .flat_map(|(told, covered)| {
            told.circles.iter().zip(&covered.circles).map(move |(circle, disks)| ((told, circle), disks))
        })
        .collect();
    let items = circles.len();
    let parts = move |item: usize| {
        let circle = circles.get(item);
        circle
            .map(|(circle, disks)| (*circle, Shape::Land(Cow::Owned(service_area_shape(disks)))))
            .into_iter()
            .collect()
    };
    let (fields, features) = features_of(attributes, Box::new(parts));
    Layer {
        name: "service_areas".to_owned(),
        title: words.label("words.layer.service_areas"),
        theme: Theme::ServiceAreas,
        service: None,
        fields,
        items,
        is_quick: false,
        features,
    }
}
