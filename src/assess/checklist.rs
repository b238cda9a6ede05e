//! The review checklist: every clause of a standard with its verdict.

use super::World;
use super::measure::Lack;
use super::phrases::Phrases;
use crate::field::Field;
use crate::report::{
    ChecklistEntry, ClauseKind, Direction, Indicator, IndicatorStatus, IndicatorTarget, RequirementReport,
    RuleReport, Verdict,
};
use crate::standard::{Source, Standard, StandardCircle};

/// At most this many cases are named in a remedy.
const CASES_NAMED: usize = 12;

/// Every clause: circles, then indicators with each year's target, then rules.
pub(super) fn checklist(
    world: World,
    standard: &Standard,
    indicators: &[Indicator],
    rules: &[RuleReport],
) -> Vec<ChecklistEntry> {
    let phrases = Phrases(world.project.language);
    let circles = standard.circles.iter().flat_map(|circle| {
        let radius = radius(world, standard, circle, phrases);
        [Some(radius), population(world, standard, circle, phrases)].into_iter().flatten()
    });
    let of_indicators = indicators
        .iter()
        .filter(|indicator| indicator.standard == standard.id)
        .flat_map(|i| i.targets.iter().map(move |target| of_target(i, target, phrases)));
    let of_rules = rules.iter().filter(|rule| rule.standard == standard.id).flat_map(|rule| {
        rule.requirements.iter().map(move |requirement| of_requirement(rule, requirement, phrases))
    });
    circles.chain(of_indicators).chain(of_rules).collect()
}

fn of_target(indicator: &Indicator, target: &IndicatorTarget, phrases: Phrases) -> ChecklistEntry {
    let key = match target.direction {
        Direction::AtLeast => "clause.at-least",
        Direction::AtMost => "clause.at-most",
    };
    // 50%, but 4.54 places.
    let unit = if indicator.unit == "%" { "%".to_owned() } else { format!(" {}", indicator.unit) };
    let values: [(&'static str, &dyn ToString); 3] =
        [("name", &indicator.name), ("value", &target.value), ("unit", &unit)];
    ChecklistEntry {
        standard: indicator.standard.clone(),
        kind: ClauseKind::Indicator,
        id: indicator.id.to_string(),
        name: Some(indicator.name.clone()),
        clause: indicator.clause.clone(),
        text: phrases.of(key, &values),
        year: Some(target.year),
        verdict: match target.met {
            Some(true) => Verdict::Pass,
            Some(false) => Verdict::Fail,
            None if indicator.status == IndicatorStatus::NotApplicable => Verdict::NotApplicable,
            None => Verdict::NotTestable,
        },
        direction: target.direction,
        required: Some(target.value),
        value: target.actual,
        unit: indicator.unit.clone(),
        decimals: indicator.decimals,
        asked: None,
        kept: None,
        remedy: target.to_meet.as_ref().map(|to_meet| to_meet.words.clone()),
        why: target.why.clone(),
        needs: target.needs.clone(),
    }
}

fn of_requirement(rule: &RuleReport, requirement: &RequirementReport, phrases: Phrases) -> ChecklistEntry {
    let county = match requirement.cases.as_slice() {
        [only] if only.name.is_none() => Some(only),
        _ => None,
    };
    ChecklistEntry {
        standard: rule.standard.clone(),
        kind: ClauseKind::Rule,
        id: rule.id.clone(),
        name: Some(rule.name.clone()),
        clause: rule.clause.clone(),
        text: rule.text.clone(),
        year: requirement.year,
        verdict: requirement.verdict,
        direction: requirement.direction,
        required: requirement.value,
        value: county.and_then(|case| case.value),
        unit: rule.unit.clone(),
        decimals: rule.decimals,
        asked: county.is_none().then_some(requirement.cases.len()),
        kept: county.is_none().then_some(requirement.kept),
        remedy: remedy(requirement, phrases),
        why: requirement.why.clone(),
        needs: requirement.needs.clone(),
    }
}

/// What would mend each case that fails.
fn remedy(requirement: &RequirementReport, phrases: Phrases) -> Option<String> {
    let failing: Vec<String> = requirement
        .cases
        .iter()
        .filter_map(|case| {
            let change = &case.to_meet.as_ref()?.words;
            Some(match &case.name {
                Some(name) => phrases.of("change-of", &[("name", name), ("change", change)]),
                None => change.clone(),
            })
        })
        .collect();
    if failing.is_empty() {
        return None;
    }
    let separator = phrases.label("list-separator");
    let named = failing.iter().take(CASES_NAMED).cloned().collect::<Vec<_>>().join(separator);
    Some(match failing.len().checked_sub(CASES_NAMED) {
        Some(more @ 1..) => format!("{named}{separator}{}", phrases.of("and-more", &[("count", &more)])),
        _ => named,
    })
}

/// Whether the project's circle of these minutes has a radius of the standard.
fn radius(world: World, standard: &Standard, circle: &StandardCircle, phrases: Phrases) -> ChecklistEntry {
    let ours = world.service.circles.iter().find(|c| c.minutes == circle.minutes).map(|c| c.radius.get());
    let radii: Vec<String> = circle.radius_m.iter().map(f64::to_string).collect();
    let minutes: (&'static str, &dyn ToString) = ("minutes", &circle.minutes);
    let text = phrases.of("circle.radius", &[minutes, ("radii", &radii.join(phrases.label("circle.or")))]);
    let verdict = match ours {
        None => Verdict::NotTestable,
        Some(ours) if circle.radius_m.contains(&ours) => Verdict::Pass,
        Some(_) => Verdict::Fail,
    };
    ChecklistEntry {
        verdict,
        required: circle.radius_m.first().copied(),
        value: ours,
        unit: phrases.label("circle.metres").to_owned(),
        why: ours.is_none().then(|| phrases.of("circle.no-circle", &[minutes])),
        needs: ours.is_none().then(|| phrases.of("circle.needs-circle", &[minutes])),
        ..circle_entry(standard, circle, text, phrases)
    }
}

/// Whether the life units have the residents that the standard gives a unit of the circle that they stand for: the
/// circle of the configuration rate.
fn population(
    world: World,
    standard: &Standard,
    circle: &StandardCircle,
    phrases: Phrases,
) -> Option<ChecklistEntry> {
    let (least, most) = circle.population?;
    let values: [(&'static str, &dyn ToString); 3] =
        [("minutes", &circle.minutes), ("least", &least), ("most", &most)];
    let entry = circle_entry(standard, circle, phrases.of("circle.population", &values), phrases);
    let is_counted = world.service.configuration.minutes == circle.minutes;
    let units = world.study.life_units.as_deref().filter(|_| is_counted).unwrap_or_default();
    let residents: Vec<f64> = units.iter().filter_map(|unit| unit.facts.amount(Field::Population)).collect();
    let kept = residents.iter().filter(|residents| (least..=most).contains(*residents)).count();
    let lack = if world.study.life_units.is_some() && !is_counted {
        Some(Lack::OtherUnits(world.service.configuration.minutes))
    } else if units.is_empty() {
        Some(Lack::NoRecords(Source::LifeUnits))
    } else if residents.len() < units.len() {
        let missing = units.len() - residents.len();
        Some(Lack::NotSaidByAll(Source::LifeUnits, Field::Population, missing, units.len()))
    } else {
        None
    };
    Some(ChecklistEntry {
        verdict: match lack {
            _ if kept < residents.len() => Verdict::Fail,
            Some(_) => Verdict::NotTestable,
            None => Verdict::Pass,
        },
        unit: phrases.label("circle.residents").to_owned(),
        asked: Some(units.len()),
        kept: Some(kept),
        why: lack.map(|lack| phrases.why(lack)),
        needs: lack.and_then(|lack| phrases.needs(lack)),
        ..entry
    })
}

fn circle_entry(
    standard: &Standard,
    circle: &StandardCircle,
    text: String,
    phrases: Phrases,
) -> ChecklistEntry {
    ChecklistEntry {
        standard: standard.id.clone(),
        kind: ClauseKind::Circle,
        id: circle.minutes.to_string(),
        name: None,
        clause: circle.clause.of(phrases.0).to_owned(),
        text,
        year: None,
        verdict: Verdict::NotTestable,
        direction: Direction::AtLeast,
        required: None,
        value: None,
        unit: String::new(),
        decimals: 0,
        asked: None,
        kept: None,
        remedy: None,
        why: None,
        needs: None,
    }
}
