//! 评估指标: the standards, how many of their clauses are kept, and which are not.

use super::super::tables::{Cell, Table};
use super::super::words::Words;
use super::draft::Draft;
use super::grid::Grid;
use super::phrases::name;
use crate::report::{ChecklistEntry, ClauseKind, Indicator, ServiceReport, Verdict};

/// The columns of the table, as far as the document has room for them.
const COLUMNS: [&str; 12] = [
    "number",
    "name",
    "unit",
    "value",
    "status",
    "year",
    "target",
    "actual",
    "numerator",
    "denominator",
    "met",
    "to-meet",
];
/// The columns that are the same in all rows of an indicator.
const OF_INDICATOR: [&str; 5] = ["number", "name", "unit", "value", "status"];

/// The section; nothing where no service is assessed by a standard.
pub(super) fn write(draft: &mut Draft, tables: &[Vec<Table>]) {
    let (report, words) = (draft.report, draft.words);
    if report.services.iter().all(|service| service.checklist.is_empty() && service.indicators.is_empty()) {
        return;
    }
    draft.section("indicators");
    for (service, tables) in report.services.iter().zip(tables) {
        if service.checklist.is_empty() && service.indicators.is_empty() {
            continue;
        }
        let level = draft.service(service);
        for standard in &service.standards {
            draft.heading(level, &standard.name);
            let its: Vec<&ChecklistEntry> = of_standard(service, &standard.id).collect();
            draft.paragraph(&counts(&its, words).map_or_else(Vec::new, |counts| {
                vec![words.told("clauses.of-standard", &[("counts", &counts)])]
            }));
            for sentence in remedies(service, &its, words) {
                draft.paragraph(&[sentence]);
            }
            let table = tables.iter().find(|table| table.name == "indicators");
            if let Some(grid) = table.and_then(|table| grid(table, &standard.name, words)) {
                let values = [("service", &service.name as _), ("standard", &standard.name as _)];
                let title = words.told("clauses.table", &values);
                let mut remarks = vec![words.told("clauses.remark", &[])];
                remarks.extend(of_years(service, &standard.id, words));
                draft.table(&title, grid, remarks);
            }
        }
    }
}

/// The rows of one standard; `None` where it has no indicators.
fn grid(table: &Table, standard: &str, words: Words) -> Option<Grid> {
    let column = table.columns.iter().position(|column| column.name == "standard")?;
    let of_it = Cell::text(standard);
    let grid = Grid::of_rows(table, &COLUMNS, |row| row.cells.get(column) == Some(&of_it));
    (!grid.is_empty()).then(|| grid.merged(&OF_INDICATOR).headed(|name, _| words.heading(name, 0)))
}

/// What is counted where the target of a year counts another thing than the indicator.
fn of_years<'a>(service: &'a ServiceReport, standard: &'a str, words: Words) -> impl Iterator<Item = String> {
    let differs = |indicator: &&Indicator| {
        let terms = (indicator.numerator, indicator.denominator);
        indicator.targets.iter().any(|of| of.actual.is_some() && (of.numerator, of.denominator) != terms)
    };
    let its = service.indicators.iter().filter(move |indicator| indicator.standard == standard);
    its.filter(differs).map(move |indicator| {
        let values = [("number", &indicator.id as _), ("formula", &indicator.formula as _)];
        words.told("clauses.remark-of-years", &values)
    })
}

/// A sentence a standard: how many of its clauses are kept.
pub(super) fn in_short(service: &ServiceReport, words: Words) -> Vec<String> {
    let of = |id: &str, called: &str| {
        let its: Vec<&ChecklistEntry> = of_standard(service, id).collect();
        let counts = counts(&its, words)?;
        Some(words.told("clauses.against", &[("standard", &name(called)), ("counts", &counts)]))
    };
    service.standards.iter().filter_map(|standard| of(&standard.id, &standard.name)).collect()
}

/// What a standard is called.
pub(super) fn standard<'a>(service: &'a ServiceReport, id: &'a str) -> &'a str {
    service.standards.iter().find(|standard| standard.id == id).map_or(id, |standard| &standard.name)
}

fn of_standard<'a>(service: &'a ServiceReport, id: &str) -> impl Iterator<Item = &'a ChecklistEntry> {
    service.checklist.iter().filter(move |entry| entry.standard == id)
}

/// Circles, targets by year, rules: of each how many there are, and how many with each verdict. `None` without any.
fn counts(clauses: &[&ChecklistEntry], words: Words) -> Option<String> {
    let mut kinds: Vec<(ClauseKind, Option<i32>)> = clauses.iter().map(|clause| kind(clause)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let told: Vec<String> = kinds
        .into_iter()
        .map(|of| {
            let its: Vec<Verdict> =
                clauses.iter().filter(|clause| kind(clause) == of).map(|clause| clause.verdict).collect();
            let things = match of {
                (ClauseKind::Circle, _) => "circles",
                (ClauseKind::Rule, _) => "rules",
                (ClauseKind::Indicator, Some(_)) => "targets",
                (ClauseKind::Indicator, None) => "indicators",
            };
            let form = if its.len() == 1 { "one" } else { "many" };
            let verdicts = words.enumerated(&verdicts(of.0, &its, words));
            let year = of.1.unwrap_or_default();
            words.told(
                &format!("clauses.{things}.{form}"),
                &[("n", &its.len()), ("year", &year), ("verdicts", &verdicts)],
            )
        })
        .collect();
    (!told.is_empty()).then(|| words.listed(&told))
}

/// Targets are counted by year, other clauses together.
fn kind(clause: &ChecklistEntry) -> (ClauseKind, Option<i32>) {
    (clause.kind, clause.year.filter(|_| clause.kind == ClauseKind::Indicator))
}

/// How many there are of each verdict that there is.
fn verdicts(kind: ClauseKind, of: &[Verdict], words: Words) -> Vec<String> {
    [Verdict::Pass, Verdict::Fail, Verdict::NotTestable, Verdict::NotApplicable]
        .into_iter()
        .filter_map(|verdict| {
            let n = of.iter().filter(|its| **its == verdict).count();
            let called = words.verdict_on(kind, verdict);
            let told = words.told("clauses.verdict", &[("verdict", &called), ("n", &n)]);
            (n > 0).then_some(told)
        })
        .collect()
}

/// Which clauses are not kept, by year, with what would keep the rules; and which cannot be tested, and why.
fn remedies(service: &ServiceReport, clauses: &[&ChecklistEntry], words: Words) -> Vec<String> {
    let mut told = Vec::new();
    let with = |kind: ClauseKind, verdict: Verdict| {
        clauses.iter().filter(move |clause| clause.kind == kind && clause.verdict == verdict)
    };
    let mut years: Vec<Option<i32>> =
        with(ClauseKind::Indicator, Verdict::Fail).map(|clause| clause.year).collect();
    years.sort_unstable();
    years.dedup();
    for year in years {
        let missed: Vec<String> = with(ClauseKind::Indicator, Verdict::Fail)
            .filter(|clause| clause.year == year)
            .map(|clause| called(service, clause))
            .collect();
        let indicators = words.enumerated(&missed);
        told.push(match year {
            Some(year) => words.told("clauses.missed", &[("year", &year), ("indicators", &indicators)]),
            None => words.told("clauses.missed-in-no-year", &[("indicators", &indicators)]),
        });
    }
    let broken =
        with(ClauseKind::Rule, Verdict::Fail).chain(with(ClauseKind::Circle, Verdict::Fail)).copied();
    let rules = explained(service, broken, |clause| clause.remedy.as_deref(), words);
    if !rules.is_empty() {
        told.push(words.told("clauses.broken", &[("rules", &words.listed(&rules))]));
    }
    told.extend(netting(service, with(ClauseKind::Rule, Verdict::Fail).copied(), words));
    let open = clauses.iter().filter(|clause| clause.verdict == Verdict::NotTestable).copied();
    let open = explained(service, open, |clause| clause.why.as_deref(), words);
    if !open.is_empty() {
        told.push(words.told("clauses.open", &[("clauses", &words.listed(&open))]));
    }
    told
}

/// What fills what in the amounts that rules lack: they net otherwise than the shortfall against the plan, and so are
/// other figures. Nothing without a plan.
fn netting<'a>(
    service: &ServiceReport,
    broken: impl Iterator<Item = &'a ChecklistEntry>,
    words: Words,
) -> Option<String> {
    service.plan.as_ref()?;
    let (mut of_county, mut of_townships) = (Vec::new(), Vec::new());
    for clause in broken {
        let those = match (clause.asked, clause.required) {
            (None, _) => &mut of_county,
            (Some(_), None) => &mut of_townships,
            (Some(_), Some(_)) => continue,
        };
        let called = called(service, clause);
        if !those.contains(&called) {
            those.push(called);
        }
    }
    let kinds: Vec<String> = [("netting-of-county", of_county), ("netting-of-townships", of_townships)]
        .into_iter()
        .filter(|(_, rules)| !rules.is_empty())
        .map(|(key, rules)| words.told(&format!("clauses.{key}"), &[("rules", &words.enumerated(&rules))]))
        .collect();
    (!kinds.is_empty()).then(|| words.told("clauses.netting", &[("kinds", &words.listed(&kinds))]))
}

/// What a clause is called: an indicator or rule by its name, a circle by what it asks for.
fn called(service: &ServiceReport, clause: &ChecklistEntry) -> String {
    let of_id = |i: &&Indicator| i.standard == clause.standard && i.id.to_string() == clause.id;
    let indicator = service.indicators.iter().find(of_id).filter(|_| clause.kind == ClauseKind::Indicator);
    name(match (&clause.name, indicator) {
        (Some(text), _) => text,
        (None, Some(indicator)) => &indicator.name,
        (None, None) => &clause.text,
    })
}

/// Clauses with their years, and in brackets what is said of them: years of which the same is said together.
fn explained<'a>(
    service: &ServiceReport,
    clauses: impl Iterator<Item = &'a ChecklistEntry>,
    said: impl Fn(&'a ChecklistEntry) -> Option<&'a str>,
    words: Words,
) -> Vec<String> {
    let mut told: Vec<(String, Option<&str>, Vec<String>)> = Vec::new();
    for clause in clauses {
        let (called, said) = (called(service, clause), said(clause));
        let year = clause.year.map(|year| words.told("clauses.year", &[("year", &year)]));
        match told.last_mut() {
            Some((before, of, years)) if *before == called && *of == said => years.extend(year),
            _ => told.push((called, said, year.into_iter().collect())),
        }
    }
    let told = told.into_iter().map(|(called, said, years)| {
        let called = match years.is_empty() {
            true => called,
            false => {
                let years = words.enumerated(&years);
                words.told("clauses.of-years", &[("clause", &called), ("years", &years)])
            }
        };
        match said {
            Some(said) => words.told("clauses.explained", &[("clause", &called), ("said", &said)]),
            None => called,
        }
    });
    told.collect()
}
