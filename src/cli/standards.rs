//! `lifecircle standards`: lists the standards that the program carries, and prints one readably or as its file.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use lifecircle::error::Error;
use lifecircle::messages::{self, Language, label, text};
use lifecircle::standard::{
    Bound, Indicator, Requirement, Rule, Standard, StandardCircle, Target, json_schema,
};
use unicode_width::UnicodeWidthStr;

use super::terminal;

#[derive(Debug, Args)]
pub(super) struct Standards {
    #[arg(value_name = "NAME|FILE.toml")]
    standard: Option<String>,
    #[arg(long)]
    toml: bool,
    #[arg(long = "schema", conflicts_with_all = ["standard", "toml"])]
    standard_schema: bool,
}

impl Standards {
    pub(super) fn run(self, language: Language) -> Result<ExitCode, Error> {
        let printed = match &self.standard {
            _ if self.standard_schema => json_schema(),
            Some(name) if self.toml => file_of(name)?,
            Some(name) => in_words(&Standard::named_or_loaded(name)?, language),
            None if self.toml => return Err(Error::usage("standards-toml-of-which")),
            None => all(language)?,
        };
        terminal::print(&printed);
        Ok(ExitCode::SUCCESS)
    }
}

/// The file of a standard as it stands, once it has been read as one.
fn file_of(name: &str) -> Result<String, Error> {
    Standard::named_or_loaded(name)?;
    let embedded = Standard::embedded().iter().find(|embedded| embedded.id == name);
    match embedded {
        Some(embedded) => Ok(embedded.toml.to_owned()),
        None => std::fs::read_to_string(Path::new(name))
            .map_err(|error| Error::usage("standards-unreadable").with("path", name).with("reason", error)),
    }
}

/// The embedded standards as a table.
fn all(language: Language) -> Result<String, Error> {
    let word = |name: &str| label(language, &format!("cli.standards.{name}")).to_owned();
    let mut rows = vec![["id", "year", "indicators", "rules", "circles", "name"].map(word)];
    for embedded in Standard::embedded() {
        let standard = Standard::named(embedded.id)?;
        rows.push([
            standard.id,
            standard.year.to_string(),
            standard.indicators.len().to_string(),
            standard.rules.len().to_string(),
            standard.circles.len().to_string(),
            standard.name.of(language).to_owned(),
        ]);
    }
    let mut widths = [0; 6];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let mut table = String::new();
    for row in &rows {
        let mut line = String::new();
        for (width, cell) in widths.iter().zip(row) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width - cell.width() + 2));
        }
        table.push_str(line.trim_end());
        table.push('\n');
    }
    table.push_str(&format!("\n{}\n", word("next")));
    Ok(table)
}

/// A standard as a page to read.
fn in_words(standard: &Standard, language: Language) -> String {
    let page = Page { language };
    let mut out = format!("{}\n", standard.name.of(language));
    out.push_str(&page.line("", "identifier", &standard.id));
    out.push_str(&page.line("", "source", standard.source.of(language)));
    out.push_str(&page.line("", "of-year", &standard.year.to_string()));
    if !standard.grades.is_empty() {
        out.push_str(&page.line("", "grades", &standard.grades.join(label(language, "cli.comma"))));
    }
    let circles: Vec<String> = standard.circles.iter().map(|circle| page.circle(circle)).collect();
    let indicators: Vec<String> = standard.indicators.iter().map(|entry| page.indicator(entry)).collect();
    let rules: Vec<String> = standard.rules.iter().map(|rule| page.rule(rule)).collect();
    for (heading, entries) in [("circles", circles), ("indicators", indicators), ("rules", rules)] {
        if !entries.is_empty() {
            let heading = label(language, &format!("cli.standards.{heading}"));
            out.push_str(&format!("\n{heading}\n{}", entries.concat()));
        }
    }
    out
}

struct Page {
    language: Language,
}

impl Page {
    /// `label: what`.
    fn line(&self, indent: &str, name: &str, what: &str) -> String {
        format!("{indent}{}{what}\n", label(self.language, &format!("cli.standards.line.{name}")))
    }

    fn filled(&self, name: &str, values: &[(&'static str, String)]) -> String {
        let mut args = messages::Args::default();
        for (placeholder, value) in values {
            args.set(placeholder, value);
        }
        text(self.language, &format!("cli.standards.{name}"), &args)
    }

    fn circle(&self, circle: &StandardCircle) -> String {
        let radii: Vec<String> = circle.radius_m.iter().map(f64::to_string).collect();
        let radii = radii.join(label(self.language, "cli.standards.or"));
        let mut values = vec![("minutes", circle.minutes.to_string()), ("radius", radii)];
        let name = match circle.population {
            Some((least, most)) => {
                values.extend([("least", least.to_string()), ("most", most.to_string())]);
                "circle-of-residents"
            }
            None => "circle",
        };
        format!(
            "  {}\n{}",
            self.filled(name, &values),
            self.line("      ", "clause", circle.clause.of(self.language))
        )
    }

    fn indicator(&self, indicator: &Indicator) -> String {
        let unit = indicator.unit.of(self.language);
        let mut out =
            format!("  {:>2}  {} ({})\n", indicator.id, indicator.name.of(self.language), indicator.key);
        out.push_str(&self.line("      ", "formula", indicator.formula.of(self.language)));
        for reading in &indicator.other_readings {
            out.push_str(&self.line("      ", "reading", reading.name.of(self.language)));
        }
        let targets: Vec<String> = indicator.targets.iter().map(|target| self.target(target, unit)).collect();
        if !targets.is_empty() {
            out.push_str(&self.line("      ", "targets", &targets.join(self.semicolon())));
        }
        out.push_str(&self.line("      ", "clause", indicator.clause.of(self.language)));
        out
    }

    fn target(&self, target: &Target, unit: &str) -> String {
        let of_its_own = if target.ratio.is_some() { label(self.language, "cli.standards.own") } else { "" };
        format!("{}{of_its_own}", self.bound(Some(target.year), target.bound, unit))
    }

    fn rule(&self, rule: &Rule) -> String {
        let unit = rule.unit.of(self.language);
        let required: Vec<String> = rule
            .requirements
            .iter()
            .map(|requirement| match requirement {
                Requirement::Bound { year, bound } => self.bound(*year, *bound, unit),
                Requirement::Planned { year } => self.filled("planned", &[("year", year.to_string())]),
            })
            .collect();
        [
            format!("  {} ({})\n", rule.name.of(self.language), rule.id),
            self.line("      ", "text", rule.text.of(self.language)),
            self.line("      ", "required", &required.join(self.semicolon())),
            self.line("      ", "clause", rule.clause.of(self.language)),
        ]
        .concat()
    }

    /// A bound in its unit, by a year where there is one.
    fn bound(&self, year: Option<i32>, bound: Bound, unit: &str) -> String {
        let (sign, value) = match bound {
            Bound::AtLeast(least) => ("≥", least),
            Bound::AtMost(most) => ("≤", most),
        };
        let mut values =
            vec![("sign", sign.to_owned()), ("value", value.to_string()), ("unit", unit.to_owned())];
        values.extend(year.map(|year| ("year", year.to_string())));
        self.filled(if year.is_some() { "bound-by-year" } else { "bound" }, &values)
    }

    fn semicolon(&self) -> &'static str {
        label(self.language, "cli.standards.semicolon")
    }
}
