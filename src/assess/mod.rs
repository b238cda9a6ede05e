//! Assessment: from a study and its coverage to every figure of the report.
//!
//! Nothing here knows of files, formats or languages (notes are put into the project's language at the end).
//! County figures are sums of the townships' figures, never means of their rates. Without a township layer
//! the county is everything that the layers hold.

mod configuration;
mod counts;
mod lists;
mod plan_gap;
mod remarks;
mod tally;
mod townships;
mod units;
mod weights;

use crate::coverage::{Coverage, ServiceCoverage};
use crate::error::Error;
use crate::model::{Service, SourceFile, Study};
use crate::note::{Note, Notes};
use crate::project::Project;
use crate::report::{
    CircleInfo, Input, Method, NoteEntry, Outside, Program, ProjectInfo, Report, Row, ServiceReport,
};

use self::configuration::{ConfigurationFigures, configuration_land, headline_of};
use self::counts::Counts;
use self::tally::{Place, Tally};

/// Every figure of the report.
///
/// `coverage` must be that of this study. A rate is `None` where its denominator is 0; nothing is rounded or
/// clamped. The notes of the report are those of the study, and then those of the assessment.
///
/// # Errors
/// Figures that must agree do not: townships and county, covered and uncovered land, records read and counted. That
/// is a fault of the program, and no figure is given out.
pub fn report_of(study: &Study, coverage: &Coverage, project: &Project) -> Result<Report, Error> {
    let mut notes = study.notes.clone();
    remarks::of_study(study, coverage, &mut notes);
    let services = study
        .services
        .iter()
        .zip(&coverage.services)
        .enumerate()
        .map(|(at, (service, covered))| {
            let aliases = project.services.get(at).map_or(&[][..], |spec| &spec.categories);
            let world = World { study, coverage, project, service, covered };
            service_report(world, &configuration::qualifying(service, aliases, &mut notes), &mut notes)
        })
        .collect();
    let language = project.language;
    Ok(Report {
        schema: "lifecircle/report/1",
        program: Program { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        project: ProjectInfo {
            name: project.name.clone(),
            year: project.year,
            maker: project.maker.clone(),
            language: language.tag(),
        },
        method: Method {
            crs: study.plane.definition().to_owned(),
            crs_name: study.plane.name().to_owned(),
            central_meridian: study.plane.central_meridian(),
            area: project.area,
            circles: project.circles,
            overlaps: project.overlaps,
            configuration_land: configuration_land(study, study.services.first().map(|s| &s.configuration)),
            land_use_scheme: study.land_use_codes.scheme,
            land_use_known_by: String::new(),
            configuration: headline_of(study, study.services.first().map(|s| &s.configuration)),
            distance: "straight",
        },
        inputs: study.sources.iter().map(input).collect(),
        notes: in_words(&notes, language),
        unworded_notes: notes.to_vec(),
        services,
        conservation: Vec::new(),
    })
}

/// What the figures of one service are made from.
#[derive(Clone, Copy)]
struct World<'a> {
    study: &'a Study,
    coverage: &'a Coverage,
    project: &'a Project,
    service: &'a Service,
    covered: &'a ServiceCoverage,
}

impl World<'_> {
    /// How many townships there are; tallies have one entry more.
    fn n_townships(self) -> usize {
        self.study.townships.len()
    }
}

fn service_report(world: World, qualifying: &configuration::Qualifying, notes: &mut Notes) -> ServiceReport {
    let World { study, coverage, service, covered, .. } = world;
    let configuration = ConfigurationFigures::of(world, qualifying, notes);
    let counts = Counts::of(world);
    remarks::of_service(service, notes);

    let rows = townships::Rows::of(world, &counts, &configuration);
    let outside = Tally::from(coverage.land.as_slice()).outside();
    let mut townships: Vec<Row> = (0..world.n_townships()).map(|t| rows.row(Place::Township(t))).collect();
    let mut county = rows.row(Place::County);
    let plan = service
        .plans
        .first()
        .filter(|_| !study.townships.is_empty())
        .map(|plan| plan_gap::report(study, service, plan, &counts));
    if let Some((plan, shortfalls)) = &plan {
        for (row, shortfall) in townships.iter_mut().zip(shortfalls) {
            row.places_shortfall = *shortfall;
        }
        county.places_shortfall = plan.county.last().and_then(|all| all.shortfall.places);
    }
    ServiceReport {
        id: service.id.clone(),
        name: service.name.clone(),
        circles: service
            .circles
            .iter()
            .map(|c| CircleInfo { minutes: c.minutes, radius_m: c.radius.get() })
            .collect(),
        categories: service.categories.clone(),
        townships,
        county,
        outside: Outside { parcels: outside.parcels, residential_area_m2: outside.area_m2 },
        plan: plan.map(|(plan, _)| plan),
        further_plans: Vec::new(),
        standards: Vec::new(),
        indicators: Vec::new(),
        rules: Vec::new(),
        checklist: Vec::new(),
        stages: Vec::new(),
        facilities: lists::facilities(study, service),
        uncovered: lists::uncovered(study, service, covered),
    }
}

fn input(source: &SourceFile) -> Input {
    Input {
        role: source.role.to_owned(),
        service: source.service.clone(),
        path: source.path.display().to_string(),
        sha256: source.sha256.clone(),
        features: source.features,
        crs: source.crs.clone(),
        datum: source.datum,
    }
}

fn in_words(notes: &Notes, language: crate::messages::Language) -> Vec<NoteEntry> {
    let entry = |note: &Note| NoteEntry {
        severity: note.severity,
        code: note.code,
        layer: note.layer.clone(),
        feature: note.feature.as_ref().map(|f| match &f.name {
            Some(name) => format!("{} ({name})", f.index),
            None => f.index.to_string(),
        }),
        message: note.message(language),
        action: note.action(language),
    };
    notes.to_vec().iter().map(entry).collect()
}

#[cfg(test)]
mod tests;
