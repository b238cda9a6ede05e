//! Which sheets there are: of which table, with which of its columns, under which name, and in which order.

use std::ops::Range;

use super::super::tables::{self, Table};
use super::super::words::Words;
use super::layout::{self, ColumnLayout, PAGE};
use super::names::Names;
use crate::report::{Report, ServiceReport};

const CHARTS: &str = "charts";

/// The order of the sheets: 表1 to 表6, checklist and charts, then the rest.
const ORDER: [&str; 25] = [
    "townships",
    "townships-residents",
    "townships-land-use",
    "townships-kinds",
    "plan_gap",
    "facilities",
    "facilities-more",
    "uncovered",
    "indicators",
    "indicators-more",
    "method",
    "checklist",
    "checklist-more",
    CHARTS,
    "indicators_by_township",
    "rules",
    "rules-more",
    "stages",
    "stages-coverage",
    "stages-places",
    "stages-gaps",
    "stage_indicators",
    "inputs",
    "notes",
    "conservation",
];

/// How a table is divided that has more columns than a page can hold: first what a review wants of it.
struct Division {
    table: &'static str,
    /// The columns that tell the row; later parts begin with them.
    keys: &'static [&'static str],
    /// Each part with its columns. The last has what none before it has.
    parts: &'static [(&'static str, &'static [&'static str])],
}

const DIVISIONS: [Division; 6] = [
    Division {
        table: "townships",
        keys: &["township-code", "township"],
        parts: &[
            (
                "townships",
                &[
                    "residential",
                    "covered",
                    "coverage-rate",
                    "uncovered",
                    "configured",
                    "denominator",
                    "configuration-rate",
                    "facilities",
                    "places",
                ],
            ),
            (
                "townships-residents",
                &[
                    "population",
                    "households",
                    "covered-population",
                    "population-rate",
                    "covered-households",
                    "households-rate",
                ],
            ),
            ("townships-land-use", &["urban-land", "rural-land"]),
            ("townships-kinds", &[]),
        ],
    },
    Division {
        table: "facilities",
        keys: &["feature", "facility"],
        parts: &[
            (
                "facilities",
                &[
                    "id",
                    "category",
                    "places",
                    "facility-status",
                    "opening-year",
                    "township-code",
                    "township",
                    "longitude",
                    "latitude",
                    "easting",
                    "northing",
                ],
            ),
            ("facilities-more", &[]),
        ],
    },
    Division {
        table: "indicators",
        // The standard tells apart the numbers of several.
        keys: &["standard", "number", "name", "year"],
        parts: &[
            ("indicators", &["unit", "value", "status", "target", "actual", "met", "gap", "to-meet"]),
            ("indicators-more", &[]),
        ],
    },
    Division {
        table: "checklist",
        keys: &["standard", "number", "year"],
        parts: &[
            ("checklist", &["clause", "kind", "text", "verdict", "figure", "requirement", "unit", "remedy"]),
            ("checklist-more", &[]),
        ],
    },
    Division {
        table: "rules",
        keys: &["standard", "name", "year", "case"],
        parts: &[
            ("rules", &["code", "value", "requirement", "unit", "verdict", "gap", "to-meet"]),
            ("rules-more", &[]),
        ],
    },
    // The stages of one figure stand beside each other.
    Division {
        table: "stages",
        keys: &["township-code", "township"],
        parts: &[
            ("stages-coverage", &["coverage-rate", "configuration-rate"]),
            ("stages-places", &["facilities", "places"]),
            ("stages-gaps", &[]),
        ],
    },
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
    /// How each of its columns is laid out.
    pub(super) layout: Vec<ColumnLayout>,
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
        let table = shown.as_ref().map(|(table, _)| *table);
        let naming = Naming { kind, table, report, service: of_service, words };
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
                let frozen = frozen(kind, table, &columns);
                let mut number = 1;
                for columns in layout::groups(table, &columns, frozen) {
                    let layout = layout::columns(table, &columns);
                    for rows in pieces(table.rows.len(), rows_of_a_sheet) {
                        let (columns, layout) = (columns.clone(), layout.clone());
                        sheets.push(Planned {
                            name: names.free(&name),
                            title: naming.continued(number),
                            remarks: remarks.clone(),
                            service,
                            kind: Kind::Table(Part { table, columns, rows, frozen, layout }),
                        });
                        number += 1;
                    }
                }
            }
        }
    }
    sheets
}

/// A table and the places of the columns to show; nothing for charts.
type Shown<'a> = Option<(&'a Table, Vec<usize>)>;

/// The sheets of a table: one, or the parts of its division where all columns are too wide for a page.
fn parts(table: &Table) -> Vec<(&str, Shown<'_>)> {
    let all: Vec<usize> = (0..table.columns.len()).collect();
    let kind = if table.name.starts_with("plan_gap") { "plan_gap" } else { table.name.as_str() };
    let division = DIVISIONS.iter().find(|division| division.table == kind);
    let Some(division) = division.filter(|_| layout::total(&layout::columns(table, &all)) > PAGE) else {
        return vec![(kind, Some((table, all)))];
    };
    let named = |name: &str| division.parts.iter().any(|(_, names)| names.contains(&name));
    let name = |column: &usize| table.columns.get(*column).map_or("", |column| column.name);
    let of_part = |(kind, names): &(&'static str, &'static [&'static str])| {
        let is_key = |column: &usize| division.keys.contains(&name(column));
        let is_own = |column: &usize| match names {
            [] => !is_key(column) && !named(name(column)),
            names => names.contains(&name(column)),
        };
        let columns: Vec<usize> = all.iter().copied().filter(|c| is_key(c) || is_own(c)).collect();
        columns.iter().any(is_own).then_some((*kind, Some((table, columns))))
    };
    division.parts.iter().filter_map(of_part).collect()
}

/// How many columns at the left stay in sight: up to the one that tells the row.
fn frozen(kind: &str, table: &Table, columns: &[usize]) -> usize {
    let last = match kind {
        "plan_gap" => "category",
        "facilities" | "facilities-more" => "facility",
        "uncovered" => "parcel",
        "indicators" | "indicators-more" | "stage_indicators" | "rules" | "rules-more" => "name",
        "checklist" | "checklist-more" => "number",
        "method" => "item",
        "indicators_by_township" => "township",
        kind if kind.starts_with("townships") || kind.starts_with("stages") => "township",
        _ => return 0,
    };
    let is_last = |at: &usize| table.columns.get(*at).is_some_and(|column| column.name == last);
    columns.iter().position(is_last).map_or(0, |at| at + 1)
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

    /// The title of the sheets on which the table goes on.
    fn continued(&self, number: usize) -> String {
        match number {
            1 => self.title(),
            number => self
                .words
                .filled("words.workbook.continued", &[("title", &self.title()), ("number", &number)]),
        }
    }

    fn title(&self) -> String {
        let title = match (self.table, self.service) {
            (Some(table), _) => table.title.clone(),
            (None, service) => {
                let name = service.map_or("", |service| &service.name);
                self.words.filled("words.workbook.charts", &[("service", &name)])
            }
        };
        let is_further = self.table.is_some_and(|table| self.kind.starts_with(&format!("{}-", table.name)));
        let title = if is_further {
            let what = self.words.label(&format!("words.workbook.sheet.{}", self.kind));
            self.words.filled("words.workbook.more", &[("title", &title), ("what", &what)])
        } else {
            title
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
                "townships-land-use" => told.extend([circles(), coordinates()]),
                "townships-residents" => told.push(circles()),
                "townships" | "townships-kinds" | "indicators_by_township" => {
                    told.extend([circles(), configuration(), coordinates()]);
                }
                "stages" | "stages-coverage" | "stage_indicators" => {
                    told.extend([circles(), configuration()])
                }
                "stages-gaps" => told.push(words.label("words.statement.gap")),
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
