//! What townships can be coloured by.

use super::super::classes::{self, Class};
use super::super::words::{Words, amount};
use super::data::Theme;
use crate::report::{PlanReport, Row, ServiceReport};

/// The themes of a service: coverage by each circle, configuration, and what each plan still wants.
pub(super) fn themes(service: &ServiceReport, words: Words) -> Vec<Theme> {
    let rates = classes::of_rates(service);
    let rate = |id: String, label: String, figure: &dyn Fn(&Row) -> Option<f64>| {
        let values: Vec<Option<f64>> =
            service.townships.iter().map(|row| figure(row).map(|rate| rate * 100.0)).collect();
        let texts = values.iter().map(|value| value.map(|_| words.fixed(*value, 1) + "%")).collect();
        let label_of = |class: &Class| format!("{}%", class.label);
        theme(id, label, values, texts, &rates, label_of)
    };
    let mut themes: Vec<Theme> = service
        .circles
        .iter()
        .enumerate()
        .map(|(at, circle)| {
            rate(
                format!("coverage-{}", circle.minutes),
                words.filled("words.page.theme-coverage", &[("minutes", &circle.minutes)]),
                &|row| row.coverage.get(at).and_then(|c| c.rate),
            )
        })
        .collect();
    themes.push(rate("configuration".to_owned(), words.label("words.page.theme-configuration"), &|row| {
        row.configuration.rate
    }));
    let plans = service.plan.iter().chain(&service.further_plans);
    themes.extend(plans.enumerate().map(|(at, plan)| shortfall(at, plan, words)));
    // Where nothing applies anywhere there is nothing to colour.
    themes.retain(|theme| theme.values.iter().any(Option::is_some));
    themes
}

fn shortfall(at: usize, plan: &PlanReport, words: Words) -> Theme {
    let values: Vec<Option<f64>> = plan.townships.iter().map(|row| row.shortfall.places).collect();
    let most = values.iter().flatten().copied().fold(0.0, f64::max);
    let label = match plan.year {
        Some(year) => words.filled("words.page.theme-shortfall-of-year", &[("year", &year)]),
        None => words.label("words.page.theme-shortfall"),
    };
    let texts = values.iter().map(|value| value.map(amount)).collect();
    theme(format!("shortfall-{}", at + 1), label, values, texts, &classes::of_shortfalls(most), |class| {
        class.label.clone()
    })
}

fn theme(
    id: String,
    label: String,
    values: Vec<Option<f64>>,
    texts: Vec<Option<String>>,
    classes: &[Class],
    label_of: impl Fn(&Class) -> String,
) -> Theme {
    Theme {
        id,
        label,
        values,
        texts,
        breaks: classes.iter().map(|class| class.from).chain(classes.last().map(|class| class.to)).collect(),
        colours: classes.iter().map(|class| class.colour).collect(),
        labels: classes.iter().map(label_of).collect(),
    }
}
