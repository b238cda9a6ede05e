//! What a sheet is called, and what stands above its table.

use super::super::tables::Table;
use super::super::words::Words;
use super::contents::CHARTS;
use crate::report::{Report, ServiceReport};

/// A sheet that is to be named.
pub(super) struct Naming<'a> {
    /// Which sheet it is, by its name in the catalogue.
    pub(super) kind: &'a str,
    /// The table of which it shows something; none for charts.
    pub(super) table: Option<&'a Table>,
    pub(super) report: &'a Report,
    /// Its service, where it belongs to one.
    pub(super) service: Option<&'a ServiceReport>,
    pub(super) words: Words,
}

impl Naming<'_> {
    /// 表2-2027, where the sheet has a number.
    fn number(&self) -> Option<String> {
        let number = self.words.label(&format!("words.workbook.number.{}", self.kind));
        let plan = self.table.and_then(|table| table.name.strip_prefix("plan_gap_"));
        (!number.is_empty()).then(|| plan.map_or(number.clone(), |plan| format!("{number}-{plan}")))
    }

    /// The wanted name; that of a later service has its name at the end.
    pub(super) fn name(&self, later: Option<&ServiceReport>) -> String {
        let short = self.words.label(&format!("words.workbook.sheet.{}", self.kind));
        let parts = [self.number(), Some(short), later.map(|service| service.name.clone())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// The title of the sheets on which the table goes on.
    pub(super) fn continued(&self, number: usize) -> String {
        match number {
            1 => self.title(),
            number => self
                .words
                .filled("words.workbook.continued", &[("title", &self.title()), ("number", &number)]),
        }
    }

    /// The title of the first sheet of it.
    pub(super) fn title(&self) -> String {
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
    pub(super) fn remarks(&self) -> String {
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
