//! How the layers are drawn, in the table `layer_styles` that QGIS looks into: every layer opens drawn.
//!
//! [`look`] is what a style says; [`facilities`], [`townships`] and [`land`] say it of the layers; [`qml`] and [`sld`]
//! write it.

mod expression;
mod facilities;
mod land;
mod look;
mod qml;
mod sld;
mod townships;
mod xml;

use rusqlite::{Connection, params};

use self::look::Style;
pub(super) use self::xml::Element;
use super::super::layers::{Layer, Theme};
use super::super::words::Words;
use super::schema::GEOMETRY;
use crate::report::Report;

/// QGIS keeps so many characters of a style's name.
const LONGEST_NAME: usize = 30;

/// The styles of a layer; the first is the one by which it opens.
fn of(layer: &Layer<'_>, report: &Report, words: Words) -> Vec<Style> {
    let Some(service) = layer.service.and_then(|position| report.services.get(position)) else {
        return match layer.theme {
            Theme::ServiceAreas => vec![land::service_areas(report, words)],
            _ => Vec::new(),
        };
    };
    match layer.theme {
        Theme::Facilities => vec![facilities::style(service, words)],
        Theme::Townships => townships::styles(service, layer, words),
        Theme::PlanGaps(at) => {
            let plan = service.plan.iter().chain(&service.further_plans).nth(at);
            plan.map(|plan| townships::plan_gaps(plan, words)).into_iter().collect()
        }
        Theme::Parcels => land::parcels(service, words),
        Theme::Uncovered => land::uncovered(service, words).into_iter().collect(),
        Theme::ServiceAreas => vec![land::service_areas(report, words)],
    }
}

/// Writes the styles of a layer, and returns how many.
pub(super) fn write(
    to: &Connection,
    layer: &Layer<'_>,
    table: &str,
    report: &Report,
    words: Words,
    time: &str,
) -> Result<usize, rusqlite::Error> {
    let mut insert = to.prepare_cached(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, \
         styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) \
         VALUES ('', '', ?1, ?2, ?3, ?4, ?5, ?6, ?7, '', NULL, ?8)",
    )?;
    let styles = of(layer, report, words);
    for (at, style) in styles.iter().enumerate() {
        let name: String = style.name.chars().take(LONGEST_NAME).collect();
        insert.execute(params![
            table,
            GEOMETRY,
            name,
            qml::of(style, layer),
            sld::of(style, table),
            at == 0,
            style.description,
            time,
        ])?;
    }
    Ok(styles.len())
}

#[cfg(test)]
mod tests;
