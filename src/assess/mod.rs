//! Assessment: from a study and its coverage to every figure of the report.
//!
//! Nothing here knows of files, formats or languages (notes are put into the project's language at the end).
//! County figures are sums of the townships' figures, never means of their rates. Without a township layer
//! the county is everything that the layers hold.

mod checklist;
mod configuration;
mod conservation;
mod counts;
mod indicators;
mod lists;
mod measure;
mod overlaps;
mod phrases;
mod plan_gap;
mod records;
mod remarks;
mod reported;
mod rules;
mod stages;
mod tally;
mod targets;
mod townships;
mod units;
mod vocabulary;
mod weights;

use crate::coverage::{Coverage, ServiceCoverage};
use crate::error::Error;
use crate::model::{Service, SourceFile, Study};
use crate::note::{Note, Notes};
use crate::progress::{Progress, Silent, Step};
use crate::project::{CategorySpec, Project, ServiceSpec};
use crate::report::{
    CircleInfo, Input, InputCompanion, Method, NoteEntry, Outside, Program, ProjectInfo, Report, Row,
    ServiceReport, StandardInfo,
};
use crate::standard::Standard;

use self::configuration::{ConfigurationFigures, configuration_land, headline_of};
use self::conservation::Checks;
use self::counts::Counts;
use self::indicators::RowsOf;
use self::reported::Reported;
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
    report_of_watched(study, coverage, project, &Silent)
}

/// [`report_of`], telling `progress` that it is at it.
///
/// # Errors
/// Those of [`report_of`].
pub fn report_of_watched(
    study: &Study,
    coverage: &Coverage,
    project: &Project,
    progress: &dyn Progress,
) -> Result<Report, Error> {
    progress.begin(Step::Assessment, None);
    let mut notes = study.notes.clone();
    remarks::of_study(study, coverage, &mut notes);
    let residents = weights::residents_of_townships(study, &mut notes);
    let language = project.language;
    let mut checks = Checks::new(language);
    checks.of_layers(study);
    let mut services = Vec::with_capacity(study.services.len());
    for (at, (service, covered)) in study.services.iter().zip(&coverage.services).enumerate() {
        let spec = project.services.get(at);
        let world = World { study, coverage, project, spec, service, covered, residents: &residents };
        let report = service_report(world, &mut notes);
        checks.of_service(study, coverage, service, covered, &report);
        services.push(report);
    }
    let conservation = checks.into_result()?;
    Ok(Report {
        schema: "lifecircle/report/1",
        program: Program::this(),
        project: ProjectInfo::of(project),
        method: Method {
            crs: study.plane.definition().to_owned(),
            crs_name: study.plane.name().to_owned(),
            central_meridian: study.plane.central_meridian(),
            area: project.area,
            circles: project.circles,
            overlaps: project.overlaps,
            configuration_land: configuration_land(study, study.services.first().map(|s| &s.configuration)),
            land_use_scheme: study.land_use_codes.scheme,
            land_use_known_by: phrases::known_by(&study.land_use_codes.known_by, language),
            configuration: headline_of(study, study.services.first().map(|s| &s.configuration)),
            distance: "straight",
        },
        inputs: study.sources.iter().map(input).collect(),
        notes: in_words(&notes, language),
        unworded_notes: notes,
        services,
        conservation,
    })
}

/// What the figures of one service are made from.
#[derive(Clone, Copy)]
struct World<'a> {
    study: &'a Study,
    coverage: &'a Coverage,
    project: &'a Project,
    /// What the project says of the service.
    spec: Option<&'a ServiceSpec>,
    service: &'a Service,
    covered: &'a ServiceCoverage,
    /// The residents of each township: as its layer has them, else of its parcels.
    residents: &'a [Option<f64>],
}

impl<'a> World<'a> {
    /// How many townships there are; tallies have one entry more.
    fn n_townships(self) -> usize {
        self.study.townships.len()
    }

    /// The standards that the service is assessed by.
    fn standards(self) -> &'a [Standard] {
        self.spec.map_or(&[], |spec| &spec.standards)
    }

    /// The names of the categories with their aliases.
    fn aliases(self) -> &'a [CategorySpec] {
        self.spec.map_or(&[], |spec| &spec.categories)
    }
}

/// A row a township, and the county's.
fn rows(world: World, notes: &mut Notes) -> (Vec<Row>, Row) {
    let qualifying = configuration::qualifying(world.service, world.aliases(), notes);
    let configuration = ConfigurationFigures::of(world, &qualifying, notes);
    let counts = Counts::of(world);
    let rows = townships::Rows::of(world, &counts, &configuration);
    let townships = (0..world.n_townships()).map(|t| rows.row(Place::Township(t))).collect();
    (townships, rows.row(Place::County))
}

fn service_report(world: World, notes: &mut Notes) -> ServiceReport {
    let World { study, coverage, project, service, covered, .. } = world;
    let (mut townships, mut county) = rows(world, notes);
    remarks::of_service(service, notes);

    let outside = Tally::from(coverage.land.as_slice()).outside();
    let counts = Counts::of(world);
    let mut plans = service
        .plans
        .iter()
        .filter(|_| !study.townships.is_empty())
        .map(|plan| plan_gap::report(study, service, plan, &counts));
    let plan = plans.next().inspect(|plan| {
        for (row, planned) in townships.iter_mut().zip(&plan.townships) {
            row.places_shortfall = planned.shortfall.places;
        }
        county.places_shortfall = plan.county.last().and_then(|all| all.shortfall.places);
    });
    let further_plans = plans.collect();

    let reported = Reported::new(&service.reported, project.year);
    let of_rows = RowsOf { townships: &townships, county: &county };
    let (mut indicators, mut rules, mut checklist) = (Vec::new(), Vec::new(), Vec::new());
    for standard in world.standards() {
        let of_standard = indicators::indicators(world, standard, of_rows, &reported, notes);
        let its_rules = rules::rules(world, standard, &reported);
        checklist.extend(checklist::checklist(world, standard, &of_standard, &its_rules));
        indicators.extend(of_standard);
        rules.extend(its_rules);
    }
    let stages = stages::stages(world, of_rows, &reported);
    reported.note_unasked(notes);
    vocabulary::note_values(world, notes);
    let language = project.language;
    let standard_info = |standard: &Standard| StandardInfo {
        id: standard.id.clone(),
        name: standard.name.of(language).to_owned(),
        source: standard.source.of(language).to_owned(),
        year: standard.year,
    };
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
        plan,
        further_plans,
        standards: world.standards().iter().map(standard_info).collect(),
        indicators,
        rules,
        checklist,
        stages,
        facilities: lists::facilities(study, service),
        uncovered: lists::uncovered(study, service, covered),
    }
}

fn input(source: &SourceFile) -> Input {
    let companions = source.companions.iter().map(|companion| InputCompanion {
        path: companion.path.display().to_string(),
        sha256: companion.sha256.clone(),
    });
    Input {
        role: source.role.to_owned(),
        service: source.service.clone(),
        path: source.path.display().to_string(),
        format: source.format.name(),
        encoding: source.encoding.name(),
        sha256: source.sha256.clone(),
        companions: companions.collect(),
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
