//! Which sheets there are: of which table, with which of its columns, under which name, and in which order.

use std::ops::Range;

use super::super::tables::{self, Table};
use super::super::words::Words;
use super::names::Names;
use crate::report::{Report, ServiceReport};

/// The order of the sheets: 表1 to 表6, checklist and charts, then the rest.
const ORDER: [&str; 17] = [
    "townships",
    "townships-more",
    "plan_gap",
    "facilities",
    "uncovered",
    "indicators",
    "indicators-more",
    "method",
    "checklist",
    CHARTS,
    "indicators_by_township",
    "rules",
    "stages",
    "stage_indicators",
    "inputs",
    "notes",
    "conservation",
];

const CHARTS: &str = "charts";

/// What a review wants of the townships; too many columns to read would be on one page with the rest.
const OF_TOWNSHIPS: [&str; 11] = [
    "township-code",
    "township",
    "residential",
    "covered",
    "coverage-rate",
    "uncovered",
    "configured",
    "denominator",
    "configuration-rate",
    "facilities",
    "places",
];

/// What a review wants of the indicators. The standard tells apart the numbers of several.
const OF_INDICATORS: [&str; 12] = [
    "standard", "number", "name", "unit", "value", "status", "year", "target", "actual", "met", "gap", "to-meet",
];

/// The tables of a report, of which the sheets show parts.
#[derive(Debug)]
pub(super) struct Tables {
    services: Vec<Vec<Table>>,
    report: Vec<Table>,
}

impl Tables {
    pub(super) fn of(report: &Report, words: Words) -> Self {
        let of_service = |service| tables::of_service(service, report, words);
        Self {
            services: report.services.iter().map(of_service).collect(),
            report: tables::of_report(report, words),
        }
    }
}

/// A sheet to be filled.
#[derive(Debug)]
pub(super) struct Planned<'a> {
    /// Its name.
    pub(super) name: String,
    /// Its title.
    pub(super) title: String,
    /// The line below the title.
    pub(super) remarks: String,
    /// The place of its service; of no account where it belongs to the whole report.
    pub(super) service: usize,
    /// What it shows.
    pub(super) kind: Kind<'a>,
}

/// What a sheet shows.
#[derive(Debug)]
pub(super) enum Kind<'a> {
    /// A table, or a part of one.
    Table(Part<'a>),
    /// The charts of a service.
    Charts,
}

/// A part of a table.
#[derive(Debug)]
pub(super) struct Part<'a> {
    pub(super) table: &'a Table,
    /// Its columns, by their places in the table.
    pub(super) columns: Vec<usize>,
    /// Its rows, by their places in the table.
    pub(super) rows: Range<usize>,
    /// How many of its columns stay in sight.
    pub(super) frozen: usize,
}

impl Part<'_> {
    /// How many of its rows, at the end, are totals.
    pub(super) fn totals(&self) -> usize {
        let first_total = self.table.rows.len() - self.table.totals();
        self.rows.end.saturating_sub(first_total.max(self.rows.start))
    }

    /// The names of its columns.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().filter_map(|column| self.table.columns.get(*column)).map(|column| column.name)
    }
}

/// The sheets of a report, in their order. A table of more rows than a sheet takes goes on in a further sheet.
pub(super) fn sheets<'a>(
    report: &Report,
    tables: &'a Tables,
    rows_of_a_sheet: usize,
    words: Words,
) -> Vec<Planned<'a>> {
    let mut found: Vec<(&str, usize, Shown<'a>)> = Vec::new();
    for (service, of_service) in tables.services.iter().enumerate() {
        found.extend(of_service.iter().flat_map(parts).map(|(kind, shown)| (kind, service, shown)));
        if report.services.get(service).is_some_and(|service| !service.townships.is_empty()) {
            found.push((CHARTS, service, None));
        }
    }
    found.extend(tables.report.iter().flat_map(parts).map(|(kind, shown)| (kind, usize::MAX, shown)));
    found.sort_by_key(|(kind, ..)| ORDER.iter().position(|of| of == kind));

    let mut names = Names::default();
    let mut sheets = Vec::new();
    for (kind, service, shown) in found {
        let of_service = report.services.get(service);
        let naming = Naming { kind, table: shown.map(|(table, _)| table), report, service: of_service, words };
        let later = of_service.filter(|_| service > 0);
        let name = naming.name(later);
        let remarks = naming.remarks();
        match shown {
            None => sheets.push(Planned {
                name: names.free(&name),
                title: naming.title(),
                remarks,
                service,
                kind: Kind::Charts,
            }),
            Some((table, columns)) => {
                let frozen = frozen(kind, table, columns);
                for rows in pieces(table.rows.len(), rows_of_a_sheet) {
                    sheets.push(Planned {
                        name: names.free(&name),
                        title: naming.title(),
                        remarks: remarks.clone(),
                        service,
                        kind: Kind::Table(Part { table, columns: columns.of(table), rows, frozen }),
                    });
                }
            }
        }
    }
    sheets
}

/// A table and which of its columns; nothing for charts.
type Shown<'a> = Option<(&'a Table, Chosen)>;

/// Which columns of a table a sheet shows.
#[derive(Debug, Clone, Copy)]
enum Chosen {
    All,
    /// Those of these names.
    Only(&'static [&'static str]),
    /// Those of the first names, which tell the row, and all that are not of the second.
    AllBut(&'static [&'static str], &'static [&'static str]),
}

impl Chosen {
    fn of(self, table: &Table) -> Vec<usize> {
        let is_chosen = |name: &&'static str| match self {
            Self::All => true,
            Self::Only(names) => names.contains(name),
            Self::AllBut(keys, names) => keys.contains(name) || !names.contains(name),
        };
        let columns = table.columns.iter().enumerate();
        columns.filter(|(_, column)| is_chosen(&column.name)).map(|(at, _)| at).collect()
    }
}

/// The sheets of a table.
fn parts(table: &Table) -> Vec<(&str, Shown<'_>)> {
    match table.name.as_str() {
        "townships" => vec![
            ("townships", Some((table, Chosen::Only(&OF_TOWNSHIPS)))),
            ("townships-more", Some((table, Chosen::AllBut(&["township-code", "township"], &OF_TOWNSHIPS)))),
        ],
        "indicators" => vec![
            ("indicators", Some((table, Chosen::Only(&OF_INDICATORS)))),
            (
                "indicators-more",
                Some((table, Chosen::AllBut(&["standard", "number", "name", "year"], &OF_INDICATORS))),
            ),
        ],
        name if name.starts_with("plan_gap") => vec![("plan_gap", Some((table, Chosen::All)))],
        name => vec![(name, Some((table, Chosen::All)))],
    }
}

/// How many columns at the left stay in sight: up to the one that tells the row.
fn frozen(kind: &str, table: &Table, columns: Chosen) -> usize {
    let last = match kind {
        "plan_gap" => "category",
        "facilities" => "facility",
        "uncovered" => "parcel",
        "indicators" | "indicators-more" | "stage_indicators" => "name",
        "checklist" => "number",
        "rules" => "name",
        "method" => "item",
        "townships" | "townships-more" | "indicators_by_township" | "stages" => "township",
        _ => return 0,
    };
    let chosen = columns.of(table);
    let is_last = |at: &usize| table.columns.get(*at).is_some_and(|column| column.name == last);
    chosen.iter().position(is_last).map_or(0, |at| at + 1)
}

/// Ranges of so many rows at most; one where there are none.
fn pieces(rows: usize, most: usize) -> Vec<Range<usize>> {
    let starts = (0..rows.max(1)).step_by(most.max(1));
    starts.map(|start| start..rows.min(start + most.max(1))).collect()
}

/// What a sheet is called and what stands above its table.
struct Naming<'a> {
    kind: &'a str,
    table: Option<&'a Table>,
    report: &'a Report,
    service: Option<&'a ServiceReport>,
    words: Words,
}

impl Naming<'_> {
    /// 表2-2027, where the sheet has a number.
    fn number(&self) -> Option<String> {
        let number = self.words.label(&format!("words.workbook.number.{}", self.kind));
        let plan = self.table.and_then(|table| table.name.strip_prefix("plan_gap_"));
        (!number.is_empty()).then(|| plan.map_or(number.clone(), |plan| format!("{number}-{plan}")))
    }

    /// The wanted name; that of a later service has its name at the end.
    fn name(&self, later: Option<&ServiceReport>) -> String {
        let short = self.words.label(&format!("words.workbook.sheet.{}", self.kind));
        let parts = [self.number(), Some(short), later.map(|service| service.name.clone())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    fn title(&self) -> String {
        let title = match (self.table, self.service) {
            (Some(table), _) => table.title.clone(),
            (None, service) => {
                let name = service.map_or("", |service| &service.name);
                self.words.filled("words.workbook.charts", &[("service", &name)])
            }
        };
        let title = match self.kind {
            "townships-more" | "indicators-more" => {
                self.words.filled("words.workbook.more", &[("title", &title)])
            }
            _ => title,
        };
        match self.number() {
            Some(number) => {
                self.words.filled("words.workbook.titled", &[("number", &number), ("title", &title)])
            }
            None => title,
        }
    }

    /// Who made it, of which year, and by which method, as far as it says something of the table.
    fn remarks(&self) -> String {
        let words = self.words;
        let project = &self.report.project;
        let labelled = |label: &str, value: &dyn ToString| {
            words.filled("words.workbook.labelled", &[("label", &words.label(label)), ("value", value)])
        };
        let mut told = Vec::new();
        told.extend(project.maker.as_ref().map(|maker| labelled("words.method.maker", maker)));
        told.extend(project.year.map(|year| labelled("words.method.year", &year)));
        let method = &self.report.method;
        let coordinates = || labelled("words.method.crs", &words.coordinate_line(method));
        if let Some(service) = self.service {
            let circles = || words.circle_line(service);
            let configuration =
                || labelled("words.workbook.configuration", &words.configuration_line(service, method));
            match self.kind {
                "townships" | "townships-more" | "indicators_by_township" => {
                    told.extend([circles(), configuration(), coordinates()]);
                }
                "stages" | "stage_indicators" => told.extend([circles(), configuration()]),
                "uncovered" => told.extend([circles(), coordinates()]),
                "facilities" => told.push(coordinates()),
                "plan_gap" => told.push(words.label("words.statement.gap")),
                "indicators" | "indicators-more" | "checklist" | "rules" => {
                    told.push(words.label("words.statement.met"));
                }
                CHARTS => told.push(circles()),
                _ => {}
            }
        }
        if told.is_empty() {
            told.push(labelled("words.method.project", &project.name));
        }
        told.join(&words.label("words.workbook.separator"))
    }
}
