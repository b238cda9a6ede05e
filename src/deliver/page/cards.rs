//! The headline figures at the top of the page.

use super::super::classes::leading_rate;
use super::super::rounding::Fixed;
use super::super::terms::bound;
use super::super::words::{Counted, Words, amount, hectares};
use super::data::{Card, tone};
use crate::report::{CircleInfo, ClauseKind, IndicatorMeasure, ServiceReport, StandardInfo, Verdict};

/// The cards of a service: coverage by each circle, configuration, places, and how many clauses are kept.
pub(super) fn cards(service: &ServiceReport, words: Words) -> Vec<Card> {
    let mut cards = coverage(service, words);
    cards.push(configuration(service, words));
    cards.push(facilities(service, words));
    cards.extend(places(service, words));
    cards.extend(clauses(service, words));
    cards
}

fn card(label: String, value: String, detail: String, verdict: Option<Verdict>) -> Card {
    Card { label, value, detail, tone: tone(verdict) }
}

fn percent(rate: Option<f64>, words: Words) -> String {
    rate.map_or_else(|| words.none(), |_| words.percent(rate) + "%")
}

fn coverage(service: &ServiceReport, words: Words) -> Vec<Card> {
    let land = |area_m2: f64| Fixed::of(hectares(area_m2), 2);
    let all = service.county.residential_area_m2;
    let of_circle = |(at, circle): (usize, &CircleInfo)| {
        let entry = service.county.coverage.get(at);
        let covered = entry.map(|entry| entry.area_m2).unwrap_or_default();
        let radius = amount(circle.radius_m);
        card(
            words.filled("words.page.coverage", &[("minutes", &circle.minutes), ("radius", &radius)]),
            percent(entry.and_then(|entry| entry.rate), words),
            words.filled("words.page.coverage-detail", &[("covered", &land(covered)), ("all", &land(all))]),
            None,
        )
    };
    service.circles.iter().enumerate().map(of_circle).collect()
}

fn configuration(service: &ServiceReport, words: Words) -> Card {
    let configuration = &service.county.configuration;
    let leading = leading_rate(service).filter(|i| i.measure == IndicatorMeasure::ConfigurationRate);
    let targets = leading.map(|indicator| indicator.targets.as_slice()).unwrap_or_default();
    let told: Vec<String> = targets
        .iter()
        .map(|target| {
            let bound = bound(target.direction, target.value);
            let met = words.met(target.met).shown().map_or_else(|| words.none(), |met| met.to_string());
            words.filled("words.page.target", &[("year", &target.year), ("bound", &bound), ("met", &met)])
        })
        .collect();
    let figure = |value: f64| match Counted::by(configuration.rule) {
        Counted::Land => Fixed::of(hectares(value), 2).to_string(),
        _ => amount(value),
    };
    let terms = words.filled(
        "words.page.configuration-detail",
        &[("configured", &figure(configuration.configured)), ("all", &figure(configuration.units))],
    );
    let detail: Vec<String> = std::iter::once(terms).chain(told).collect();
    // The mark is that of the last target: the one that the plan is held to in the end.
    let verdict = targets.last().map(|target| match target.met {
        Some(true) => Verdict::Pass,
        Some(false) => Verdict::Fail,
        None => Verdict::NotTestable,
    });
    card(
        words.label("words.page.configuration"),
        percent(configuration.rate, words),
        detail.join(&words.label("words.indicator-reading.separator")),
        verdict,
    )
}

fn facilities(service: &ServiceReport, words: Words) -> Card {
    let counts = &service.county.facilities;
    let of_category = counts.by_category.iter().map(|category| {
        words
            .filled("words.page.of-category", &[("category", &category.category), ("count", &category.count)])
    });
    let detail: Vec<String> = of_category.collect();
    card(
        words.label("words.page.facilities"),
        counts.count.to_string(),
        detail.join(&words.label("words.list-separator")),
        None,
    )
}

fn places(service: &ServiceReport, words: Words) -> Option<Card> {
    let all = service.plan.as_ref()?.county.iter().find(|row| row.category.is_none())?;
    let verdict = all.shortfall.places.map(|short| if short > 0.0 { Verdict::Fail } else { Verdict::Pass });
    Some(card(
        words.label("words.page.shortfall"),
        words.amount(all.shortfall.places),
        words.filled(
            "words.page.shortfall-detail",
            &[
                ("planned", &words.amount(all.planned.places)),
                ("existing", &words.amount(all.existing.places)),
                ("net", &words.amount(all.net.places)),
            ],
        ),
        verdict,
    ))
}

/// How many clauses are kept, of each standard.
fn clauses(service: &ServiceReport, words: Words) -> Vec<Card> {
    let of_standard = |standard: &StandardInfo| {
        let count = |verdict: Verdict| {
            let its = service.checklist.iter().filter(|entry| entry.standard == standard.id);
            its.filter(|entry| entry.kind != ClauseKind::Circle && entry.verdict == verdict).count()
        };
        let (kept, broken, open) = (count(Verdict::Pass), count(Verdict::Fail), count(Verdict::NotTestable));
        let asked = kept + broken + open;
        (asked > 0).then(|| {
            card(
                standard.name.clone(),
                words.filled("words.page.kept", &[("kept", &kept), ("asked", &asked)]),
                words.filled("words.page.kept-detail", &[("broken", &broken), ("open", &open)]),
                None,
            )
        })
    };
    service.standards.iter().filter_map(of_standard).collect()
}
