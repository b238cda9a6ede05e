//! The townships with all their figures.

use std::borrow::Cow;

use super::super::words::{Counted, Words, amount};
use super::land::{AREA_DECIMALS, RATE_DECIMALS};
use super::{Attribute, Layer, Shape, Theme, features_of};
use crate::model::Study;
use crate::report::{CoverageEntry, Indicator, LandUseRow, ReadingEntry, Row, ServiceReport};

/// A township of the report, and its place there.
type Of<'a> = (usize, &'a Row);

/// A feature a township.
pub(super) fn layer<'a>(service: &'a ServiceReport, study: &'a Study, words: Words) -> Layer<'a> {
    let mut attributes = of_all(words);
    attributes.extend(of_circles(service, words));
    attributes.extend(of_land_use(service, words));
    attributes.extend(of_configuration(service, words));
    attributes.extend(of_facilities(service, words));
    attributes.extend(of_indicators(service, words));
    let parts = move |item: usize| {
        let found = service.townships.get(item).zip(study.townships.get(item));
        let part = |(row, township): (&'a Row, &'a crate::model::Township)| {
            ((item, row), Shape::Land(Cow::Borrowed(&township.shape)))
        };
        found.map(part).into_iter().collect()
    };
    let (fields, features) = features_of(attributes, Box::new(parts));
    Layer {
        name: "townships".to_owned(),
        title: words.filled("words.layer.townships", &[("service", &service.name)]),
        theme: Theme::Townships,
        service: None,
        fields,
        items: service.townships.len(),
        is_quick: true,
        features,
    }
}

fn column(words: Words, name: &str) -> String {
    words.label(&format!("words.column.{name}"))
}

fn own(words: Words, name: &str) -> String {
    words.label(&format!("words.layer-field.{name}"))
}

fn of_all<'a>(words: Words) -> Vec<Attribute<'a, Of<'a>>> {
    vec![
        Attribute::text("code", column(words, "township-code"), |(_, row): Of<'a>| row.code.clone()),
        Attribute::text("name", column(words, "township"), |(_, row): Of<'a>| row.name.clone()),
        Attribute::number("residential_m2", own(words, "residential"), AREA_DECIMALS, |(_, row): Of<'a>| {
            Some(row.residential_area_m2)
        }),
        Attribute::whole("parcels", own(words, "parcels"), |(_, row): Of<'a>| Some(row.parcels)),
        Attribute::number("population", column(words, "population"), 2, |(_, row): Of<'a>| row.population),
        Attribute::number("households", column(words, "households"), 2, |(_, row): Of<'a>| row.households),
    ]
}

fn of_circles(service: &ServiceReport, words: Words) -> Vec<Attribute<'_, Of<'_>>> {
    type Figure = (&'static str, &'static str, u32, fn(&CoverageEntry) -> Option<f64>);
    const FIGURES: [Figure; 6] = [
        ("covered_{}min_m2", "covered", AREA_DECIMALS, |c| Some(c.area_m2)),
        ("rate_{}min", "rate", RATE_DECIMALS, |c| c.rate),
        ("population_{}min", "population", 2, |c| c.population),
        ("population_rate_{}min", "population-rate", RATE_DECIMALS, |c| c.population_rate),
        ("households_{}min", "households", 2, |c| c.households),
        ("households_rate_{}min", "households-rate", RATE_DECIMALS, |c| c.households_rate),
    ];
    let of_circle = |(at, minutes): (usize, u32)| {
        FIGURES.map(|(name, alias, decimals, figure)| {
            Attribute::number(
                name.replace("{}", &minutes.to_string()),
                words.filled(&format!("words.layer-field.{alias}"), &[("minutes", &minutes)]),
                decimals,
                move |(_, row): Of<'_>| row.coverage.get(at).and_then(figure),
            )
        })
    };
    service.circles.iter().map(|circle| circle.minutes).enumerate().flat_map(of_circle).collect()
}

fn of_land_use(service: &ServiceReport, words: Words) -> Vec<Attribute<'_, Of<'_>>> {
    type Figure = fn(&Row) -> Option<&LandUseRow>;
    const LAND: [(&str, Figure); 2] = [("urban", |r| r.urban.as_ref()), ("rural", |r| r.rural.as_ref())];
    let mut all = Vec::new();
    for (land, figure) in LAND {
        if service.townships.iter().chain([&service.county]).all(|row| figure(row).is_none()) {
            continue;
        }
        all.push(Attribute::number(
            format!("{land}_m2"),
            own(words, &format!("{land}-residential")),
            AREA_DECIMALS,
            move |(_, row): Of<'_>| Some(figure(row)?.residential_area_m2),
        ));
        for (at, circle) in service.circles.iter().enumerate() {
            all.push(Attribute::number(
                format!("{land}_rate_{}min", circle.minutes),
                words.filled(&format!("words.layer-field.{land}-rate"), &[("minutes", &circle.minutes)]),
                RATE_DECIMALS,
                move |(_, row): Of<'_>| figure(row)?.coverage.get(at)?.rate,
            ));
        }
    }
    all
}

fn of_configuration(service: &ServiceReport, words: Words) -> Vec<Attribute<'_, Of<'_>>> {
    let configuration = &service.county.configuration;
    // The reading by land counts square metres here, hectares in the tables.
    let alias = |name: &str| match Counted::by(configuration.rule) {
        Counted::Land => own(words, &format!("{name}-land")),
        counted => column(words, &format!("{name}.{}", counted.key())),
    };
    let reading = |key: &str, reading: &ReadingEntry| {
        words.filled(&format!("words.layer-field.{key}"), &[("reading", &words.reading(reading.rule))])
    };
    let leading = words.reading(configuration.rule);
    let mut all = vec![
        Attribute::number("configured", alias("configured"), 2, |(_, row): Of<'_>| {
            Some(row.configuration.configured)
        }),
        Attribute::number("configuration_all", alias("denominator"), 2, |(_, row): Of<'_>| {
            Some(row.configuration.units)
        }),
        Attribute::number(
            "configuration_rate",
            words.filled("words.layer-field.configuration-rate", &[("reading", &leading)]),
            RATE_DECIMALS,
            |(_, row): Of<'_>| row.configuration.rate,
        ),
    ];
    for (at, other) in configuration.other_readings.iter().enumerate() {
        let key = if other.weight == "households" { "other-rate-by-households" } else { "other-rate" };
        let is_it = move |r: &&ReadingEntry| r.rule == other.rule && r.weight == other.weight;
        all.push(Attribute::number(
            format!("configuration_rate_{}", at + 2),
            reading(key, other),
            RATE_DECIMALS,
            move |(_, row): Of<'_>| row.configuration.other_readings.iter().find(is_it)?.rate,
        ));
    }
    all
}

fn of_facilities(service: &ServiceReport, words: Words) -> Vec<Attribute<'_, Of<'_>>> {
    let mut all = vec![
        Attribute::whole("facilities", column(words, "facilities"), |(_, row): Of<'_>| {
            Some(row.facilities.count)
        }),
        Attribute::number("places", column(words, "places"), 2, |(_, row): Of<'_>| {
            Some(row.facilities.places)
        }),
    ];
    for (at, category) in service.categories.iter().enumerate() {
        let alias = |name: &str| words.filled(&format!("words.column.{name}"), &[("category", category)]);
        let counts =
            move |row: &Row| row.facilities.by_category.iter().find(|c| c.category == *category).cloned();
        all.push(Attribute::whole(
            format!("facilities_{}", at + 1),
            alias("category-facilities"),
            move |(_, row): Of<'_>| Some(counts(row)?.count),
        ));
        all.push(Attribute::number(
            format!("places_{}", at + 1),
            alias("category-places"),
            2,
            move |(_, row): Of<'_>| Some(counts(row)?.places),
        ));
    }
    all.push(Attribute::number("places_short", own(words, "places-shortfall"), 2, |(_, row): Of<'_>| {
        row.places_shortfall
    }));
    all
}

/// The indicators that have values by township: `indicator_1`, of further standards `indicator_2_1`.
fn of_indicators(service: &ServiceReport, words: Words) -> Vec<Attribute<'_, Of<'_>>> {
    let has_values = |indicator: &&Indicator| indicator.townships.iter().any(|t| t.value.is_some());
    let attribute = |indicator: &'_ Indicator| {
        let standard = service.standards.iter().position(|s| s.id == indicator.standard).unwrap_or_default();
        let name = match standard {
            0 => format!("indicator_{}", indicator.id),
            later => format!("indicator_{}_{}", later + 1, indicator.id),
        };
        let values: Vec<Option<f64>> = indicator.townships.iter().map(|township| township.value).collect();
        let heading = [
            ("number", &amount(f64::from(indicator.id)) as &dyn ToString),
            ("name", &indicator.name),
            ("unit", &indicator.unit),
        ];
        Attribute::number(
            name,
            words.filled("words.column.indicator.heading", &heading),
            RATE_DECIMALS,
            move |(at, _): Of<'_>| values.get(at).copied().flatten(),
        )
    };
    service.indicators.iter().filter(has_values).map(attribute).collect()
}
